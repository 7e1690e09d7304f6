import { Ellipsis, X } from 'lucide-react';
import type { ClusterView } from '#shared/contract/clusters';
import type { Organization, OrganizationType, User } from '#shared/contract/people';
import { Button, type DescriptionItem, DescriptionList, IconButton, Menu, MenuItem } from '../../ui';
import { Members } from './members';
import styles from './people.module.css';
import { typeName } from './rows';
import { type Account, nameOf } from './use-accounts';
import type { AccountActions } from './use-account-actions';

interface AccountDetailsProps {
  readonly cluster: ClusterView;
  readonly account: Account;
  readonly types: readonly OrganizationType[];
  readonly actions: AccountActions;
  readonly onClose: () => void;
}

/** Everything known about one user or organization, and what can be done with it. */
export function AccountDetails({ cluster, account, types, actions, onClose }: AccountDetailsProps) {
  const name = nameOf(account);
  const title = account.sort === 'user' ? account.user.fullName : account.organization.label;
  return (
    <div className={styles.details}>
      <div>
        <div className={styles.head}>
          <h2 className={styles.title}>{title === '' ? name : title}</h2>
          <IconButton
            size="small"
            label="Close the details"
            keys="Esc"
            icon={<X aria-hidden="true" />}
            onClick={onClose}
          />
        </div>
        <p className={styles.name}>{name}</p>
      </div>
      <DetailActions actions={actions} />
      <DescriptionList
        items={
          account.sort === 'user' ? userItems(account.user) : organizationItems(account.organization, types)
        }
      />
      {account.sort === 'organization' && <Members key={name} cluster={cluster} organization={name} />}
    </div>
  );
}

/** Buttons stay reachable when they cannot be used, so that the reason can be read. */
function DetailActions({ actions }: { readonly actions: AccountActions }) {
  const { edit, keys, remove } = actions;
  return (
    <div className={styles.actions} role="group" aria-label="Actions">
      <Button
        aria-disabled={edit.disabled !== null || undefined}
        title={edit.disabled ?? undefined}
        busy={edit.busy}
        onClick={() => {
          if (edit.disabled === null) edit.run();
        }}
      >
        Edit
      </Button>
      <Button onClick={keys.run}>Keys</Button>
      <Menu
        align="end"
        trigger={
          <IconButton label="More actions" variant="secondary" icon={<Ellipsis aria-hidden="true" />} />
        }
      >
        <MenuItem
          danger
          keys="Del"
          disabled={remove.disabled !== null}
          help={remove.disabled ?? undefined}
          onSelect={remove.run}
        >
          Delete…
        </MenuItem>
      </Menu>
    </div>
  );
}

function userItems({ username, email, companyName, companyRole, id }: User): readonly DescriptionItem[] {
  return [
    item('Username', username, 'code'),
    item('E-mail', email),
    item('Company', companyName),
    item('Company role', companyRole),
    item('ID', id, 'code'),
  ];
}

function organizationItems(
  organization: Organization,
  types: readonly OrganizationType[],
): readonly DescriptionItem[] {
  const { name, typeId, contactName, email, url, externalId, id } = organization;
  const { adminGroups, memberGroups, executorGroups } = organization;
  return [
    item('Name', name, 'code'),
    item('Type', typeName(types, typeId)),
    item('Contact', contactName),
    item('E-mail', email),
    item('Website', url),
    item('External ID', externalId, 'code'),
    ...groupItem('Admin groups', adminGroups),
    ...groupItem('Member groups', memberGroups),
    ...groupItem('Executor groups', executorGroups),
    item('ID', id, 'code'),
  ];
}

/** Most organizations have no groups in a directory outside; nothing is said of them then. */
function groupItem(term: string, groups: readonly string[]): readonly DescriptionItem[] {
  return groups.length === 0 ? [] : [item(term, groups.join(', '))];
}

function item(term: string, text: string, form: 'text' | 'code' = 'text'): DescriptionItem {
  if (text === '') return { term, value: <span className={styles.muted}>none</span> };
  return { term, value: form === 'code' ? <span className={styles.code}>{text}</span> : text };
}
