import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { ClusterView } from '#shared/contract/clusters';
import { type AccountOutcome, type AccountSort, accountTarget, memberTarget } from '#shared/contract/people';
import { askConfirmation, type ConfirmationRequest } from '../../app/confirmation';
import { bridge } from '../../bridge';
import { showToast } from '../../ui';
import { peoplePrefix } from './queries';
import { WORDS } from './words';

export interface Removal {
  readonly run: (name: string) => void;
  /** The request is on its way; not while it is still a question. */
  readonly busy: boolean;
}

interface Agreed {
  readonly name: string;
  readonly token: string | null;
}

/** Tells how a change ended that was not made in a form. */
export function tell(outcome: AccountOutcome, done: string): void {
  if (outcome.outcome === 'done') showToast({ message: done });
  else {
    const message = `What became of the change is not known. ${outcome.message} The list is being read again.`;
    showToast({ tone: 'danger', message });
  }
}

/** Asks, then deletes a user or an organization. */
export function useAccountRemoval(cluster: ClusterView, sort: AccountSort): Removal {
  const { id: clusterId } = cluster;
  const client = useQueryClient();
  const { one, title } = WORDS[sort];
  const sending = useMutation({
    mutationFn: ({ name, token: confirmation }: Agreed) =>
      sort === 'user'
        ? bridge.call('people.removeUser', { clusterId, username: name, confirmation })
        : bridge.call('people.removeOrganization', { clusterId, organization: name, confirmation }),
    onSuccess: (outcome, { name }) => tell(outcome, `${title} ${name} deleted.`),
    onSettled: () => client.invalidateQueries({ queryKey: peoplePrefix(clusterId) }),
    meta: { failure: `The ${one} was not deleted` },
  });
  return {
    run: (name) =>
      void askThen(
        {
          action: 'remove-account',
          cluster,
          target: accountTarget(sort, name),
          title: `Delete ${one} ${name}?`,
          confirmLabel: `Delete ${one}`,
          impact: sort === 'user' ? <UserImpact name={name} /> : <OrganizationImpact name={name} />,
        },
        (token) => sending.mutate({ name, token }),
      ),
    busy: sending.isPending,
  };
}

/** Asks, then takes a member out of an organization. */
export function useMemberRemoval(cluster: ClusterView, organization: string): Removal {
  const { id: clusterId } = cluster;
  const client = useQueryClient();
  const sending = useMutation({
    mutationFn: ({ name: username, token: confirmation }: Agreed) =>
      bridge.call('people.removeMember', { clusterId, organization, username, confirmation }),
    onSuccess: (outcome, { name }) => tell(outcome, `${name} removed from ${organization}.`),
    onSettled: () => client.invalidateQueries({ queryKey: peoplePrefix(clusterId) }),
    meta: { failure: 'The member was not removed' },
  });
  return {
    run: (name) =>
      void askThen(
        {
          action: 'remove-member',
          cluster,
          target: memberTarget(organization, name),
          title: `Remove ${name} from ${organization}?`,
          confirmLabel: 'Remove member',
          impact: (
            <>
              <p>
                {name} no longer reaches what {organization} owns. The keys that {organization} gave to {name}{' '}
                are deleted.
              </p>
              <p>The user and the user’s own keys stay. The user can be added again, without those keys.</p>
            </>
          ),
        },
        (token) => sending.mutate({ name, token }),
      ),
    busy: sending.isPending,
  };
}

async function askThen(question: ConfirmationRequest, send: (token: string | null) => void): Promise<void> {
  const answer = await askConfirmation(question);
  if (answer.confirmed) send(answer.token);
}

function UserImpact({ name }: { readonly name: string }) {
  return (
    <>
      <p>
        The keys, algorithms and data of {name} are deleted too, and the memberships end. Everything that uses
        these keys is refused from then on.
      </p>
      <p>This cannot be undone. The username and the e-mail address can never be used again.</p>
    </>
  );
}

function OrganizationImpact({ name }: { readonly name: string }) {
  return (
    <>
      <p>
        The keys, algorithms and data of {name} are deleted too, and so are the keys that it gave to its
        members. Everything that uses these keys is refused from then on.
      </p>
      <p>This cannot be undone. The members stay users of the cluster.</p>
    </>
  );
}
