import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useId, useRef, useState } from 'react';
import type { ClusterView } from '#shared/contract/clusters';
import { type Member, memberTarget } from '#shared/contract/people';
import { type AppErrorData, toAppErrorData } from '#shared/errors';
import { askConfirmation } from '../../app/confirmation';
import { describeError } from '../../app/describe-error';
import { bridge } from '../../bridge';
import { Button, Dialog, Field, submitOnKeys, TextInput } from '../../ui';
import { peoplePrefix, usersQuery } from './queries';
import { tell } from './use-removal';

interface MemberDialogProps {
  readonly cluster: ClusterView;
  readonly organization: string;
  /** Those that are members already. */
  readonly members: readonly Member[];
  readonly onClose: () => void;
}

/** Adds a user of the cluster to an organization. */
export function MemberDialog({ cluster, organization, members, onClose }: MemberDialogProps) {
  const { id: clusterId } = cluster;
  const id = useId();
  const names = useId();
  const client = useQueryClient();
  const users = useQuery(usersQuery(clusterId));
  const input = useRef<HTMLInputElement>(null);
  const [typed, setTyped] = useState('');
  const [judged, setJudged] = useState(false);
  const [refusal, setRefusal] = useState<AppErrorData | null>(null);
  const username = typed.trim();
  const known = users.data?.map((user) => user.username);
  const problem = problemOf(username, members, known);
  const sending = useMutation({
    mutationFn: (confirmation: string | null) =>
      bridge.call('people.addMember', { clusterId, organization, username, confirmation }),
    onSuccess: (outcome) => {
      tell(outcome, `${username} added to ${organization}.`);
      onClose();
    },
    onError: (thrown) => setRefusal(toAppErrorData(thrown)),
    onSettled: () => client.invalidateQueries({ queryKey: peoplePrefix(clusterId) }),
  });
  const submit = async () => {
    setJudged(true);
    if (problem !== null) input.current?.focus();
    if (problem !== null || sending.isPending) return;
    const answer = await askConfirmation({
      action: 'change-account',
      cluster,
      target: memberTarget(organization, username),
      title: `Add ${username} to ${organization}?`,
      impact: (
        <p>
          {username} then reaches everything that {organization} owns on {cluster.name}.
        </p>
      ),
      confirmLabel: 'Add member',
    });
    if (answer.confirmed) sending.mutate(answer.token);
  };
  const free = known?.filter((name) => !members.some((member) => member.username === name)) ?? [];
  return (
    <Dialog
      open
      keepOpen
      onClose={onClose}
      title={`Add a member to ${organization}`}
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" form={id} variant="primary" busy={sending.isPending}>
            Add member
          </Button>
        </>
      }
    >
      <form
        id={id}
        noValidate
        onKeyDown={submitOnKeys}
        onSubmit={(event) => {
          event.preventDefault();
          void submit();
        }}
      >
        <Field
          label="User"
          required
          help="A member reaches everything that the organization owns."
          error={refusal === null ? (judged ? problem : null) : describeError(refusal)}
        >
          <TextInput
            ref={input}
            value={typed}
            list={names}
            placeholder="Choose or type a username"
            onChange={(text) => {
              setTyped(text);
              setRefusal(null);
            }}
          />
        </Field>
        <datalist id={names}>
          {free.map((name) => (
            <option key={name} value={name} />
          ))}
        </datalist>
      </form>
    </Dialog>
  );
}

/** Why this cannot be a new member; null when it can. `known` is undefined while the users are not known. */
export function problemOf(
  username: string,
  members: readonly Member[],
  known: readonly string[] | undefined,
): string | null {
  if (username === '') return 'Choose a user.';
  if (members.some((member) => member.username === username)) return `${username} is a member already.`;
  return known === undefined || known.includes(username)
    ? null
    : `There is no user ${username} on this cluster.`;
}
