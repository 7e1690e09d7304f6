import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { ClusterView } from '#shared/contract/clusters';
import { bridge } from '../../bridge';
import { peoplePrefix } from './queries';
import { changeBlocked } from './reasons';
import { showKeysOf } from './show-keys';
import { type Account, nameOf } from './use-accounts';
import { useAccountRemoval } from './use-removal';
import { WORDS } from './words';

/** One thing that can be done with the selected account. */
export interface AccountAction {
  readonly run: () => void;
  /** Why it cannot be done now; null when it can. */
  readonly disabled: string | null;
  readonly busy?: boolean;
}

export interface AccountActions {
  readonly edit: AccountAction;
  readonly keys: AccountAction;
  readonly remove: AccountAction;
}

export interface AccountActionInput {
  readonly cluster: ClusterView;
  readonly sort: Account['sort'];
  readonly account: Account | null;
  /** Called with the account as the cluster tells it now. */
  readonly onEdit: (account: Account) => void;
}

/** What can be done with an account, with the reason where it cannot. */
export function useAccountActions({ cluster, sort, account, onEdit }: AccountActionInput): AccountActions {
  const client = useQueryClient();
  const { one } = WORDS[sort];
  const removal = useAccountRemoval(cluster, sort);
  const reading = useMutation({
    mutationFn: (shown: Account) => readAgain(cluster, shown),
    onSuccess: onEdit,
    onError: () => client.invalidateQueries({ queryKey: peoplePrefix(cluster.id) }),
    meta: { failure: `The ${one} cannot be edited` },
  });
  const none = account === null ? `No ${one} is selected.` : null;
  const on = (act: (shown: Account) => void) => () => {
    if (account !== null) act(account);
  };
  const blocked = none ?? changeBlocked(cluster);
  return {
    edit: { run: on(reading.mutate), busy: reading.isPending, disabled: blocked },
    keys: { run: on((shown) => showKeysOf(cluster.id, nameOf(shown))), disabled: none },
    remove: { run: on((shown) => removal.run(nameOf(shown))), busy: removal.busy, disabled: blocked },
  };
}

/** A form replaces everything that it shows: it must not open with what was true when the list was read. */
async function readAgain({ id: clusterId }: ClusterView, account: Account): Promise<Account> {
  if (account.sort === 'user') {
    const { username } = account.user;
    return { sort: 'user', user: await bridge.call('people.user', { clusterId, username }) };
  }
  const { name } = account.organization;
  const organization = await bridge.call('people.organization', { clusterId, organization: name });
  return { sort: 'organization', organization };
}
