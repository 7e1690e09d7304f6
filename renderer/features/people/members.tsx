import { useQuery } from '@tanstack/react-query';
import { X } from 'lucide-react';
import { useState } from 'react';
import type { ClusterView } from '#shared/contract/clusters';
import type { Member } from '#shared/contract/people';
import { toAppErrorData } from '#shared/errors';
import { describeError } from '../../app/describe-error';
import { Button, FieldNotes, formatCount, IconButton, PanelCard, Skeleton, Tag } from '../../ui';
import { MemberDialog } from './member-dialog';
import styles from './people.module.css';
import { membersQuery } from './queries';
import { canRead, changeBlocked } from './reasons';
import { useMemberRemoval } from './use-removal';
import { showAccount } from './view-store';

interface MembersProps {
  readonly cluster: ClusterView;
  readonly organization: string;
}

/** Who belongs to an organization, with roles; adds and removes. */
export function Members({ cluster, organization }: MembersProps) {
  const members = useQuery({ ...membersQuery(cluster.id, organization), enabled: canRead(cluster) });
  const [adding, setAdding] = useState(false);
  const blocked = changeBlocked(cluster);
  const count = members.data === undefined ? '' : ` (${formatCount(members.data.length)})`;
  return (
    <PanelCard
      title={`Members${count}`}
      action={
        <Button
          size="small"
          aria-disabled={blocked !== null || members.data === undefined || undefined}
          title={blocked ?? undefined}
          onClick={() => {
            if (blocked === null && members.data !== undefined) setAdding(true);
          }}
        >
          Add member…
        </Button>
      }
    >
      {members.data === undefined && members.error === null && canRead(cluster) && (
        <Skeleton rows={3} label="Loading members" />
      )}
      {members.error !== null && (
        <FieldNotes
          notes={[
            {
              severity: 'error',
              message: describeError(toAppErrorData(members.error)),
              fix: { label: 'Try again', onClick: () => void members.refetch() },
            },
          ]}
        />
      )}
      {members.data !== undefined && (
        <MemberList cluster={cluster} organization={organization} members={members.data} blocked={blocked} />
      )}
      {adding && members.data !== undefined && (
        <MemberDialog
          cluster={cluster}
          organization={organization}
          members={members.data}
          onClose={() => setAdding(false)}
        />
      )}
    </PanelCard>
  );
}

interface MemberListProps extends MembersProps {
  readonly members: readonly Member[];
  readonly blocked: string | null;
}

function MemberList({ cluster, organization, members, blocked }: MemberListProps) {
  const removal = useMemberRemoval(cluster, organization);
  if (members.length === 0) return <p className={styles.muted}>Nobody belongs to it.</p>;
  return (
    <ul className={styles.members} aria-label={`Members of ${organization}`}>
      {members.map((member) => {
        const reason = blocked ?? lastOwner(member, members);
        return (
          <li key={member.username} className={styles.member}>
            <button
              type="button"
              className={styles.memberName}
              title={`Show the user ${member.username}`}
              onClick={() => showAccount(cluster.id, 'user', member.username)}
            >
              {member.username}
            </button>
            <Tag tone={member.role === 'owner' ? 'accent' : 'neutral'}>{member.role}</Tag>
            <IconButton
              size="small"
              label={reason ?? `Remove ${member.username}`}
              aria-disabled={reason !== null || undefined}
              icon={<X aria-hidden="true" />}
              onClick={() => {
                if (reason === null) removal.run(member.username);
              }}
            />
          </li>
        );
      })}
    </ul>
  );
}

/** Why a member has to stay: the last owner cannot be removed (key-apis B1, 3102). */
export function lastOwner({ username, role }: Member, members: readonly Member[]): string | null {
  const owners = members.filter((member) => member.role === 'owner');
  return role === 'owner' && owners.length === 1
    ? `${username} is the last owner and cannot be removed.`
    : null;
}
