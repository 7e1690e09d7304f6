import { type UseQueryResult, useQuery, useQueryClient } from '@tanstack/react-query';
import { useDeferredValue, useEffect, useMemo, useState } from 'react';
import type { ClusterView } from '#shared/contract/clusters';
import type { AccountSort, Organization, OrganizationType, User } from '#shared/contract/people';
import type { AppError } from '#shared/errors';
import type { ClusterId, Instant } from '#shared/ids';
import { bridge } from '../../bridge';
import { organizationsQuery, typesQuery, usersQuery } from './queries';
import { canRead } from './reasons';
import {
  type AccountRow,
  foundRows,
  orderedRows,
  ORGANIZATION_COLUMNS,
  organizationRows,
  USER_COLUMNS,
  userRows,
} from './rows';
import { usePeopleView } from './view-store';

/** The account whose details are shown. */
export type Account =
  | { readonly sort: 'user'; readonly user: User }
  | { readonly sort: 'organization'; readonly organization: Organization };

/** The name by which the cluster knows an account. */
export function nameOf(account: Account): string {
  return account.sort === 'user' ? account.user.username : account.organization.name;
}

/** One of the two lists as far as it is known. */
export interface AccountList {
  readonly sort: AccountSort;
  readonly columns: readonly string[];
  /** Those that the search leaves, in order. */
  readonly rows: readonly AccountRow[];
  /** Accounts without the search; undefined until the first answer. */
  readonly all: number | undefined;
  readonly error: AppError | null;
  /** When the list was read. */
  readonly readAt: Instant;
  readonly reading: boolean;
  /** Accounts read so far, while a list without an answer is being read; null before the first of them. */
  readonly progress: number | null;
  /** The row that is selected, -1 when there is none. */
  readonly at: number;
  readonly selected: Account | null;
  readonly types: readonly OrganizationType[];
  readonly read: () => void;
  readonly cancel: () => void;
}

const NO_USERS: readonly User[] = [];
const NO_ORGANIZATIONS: readonly Organization[] = [];
const NO_TYPES: readonly OrganizationType[] = [];

/** The list of the tab in view with what is selected in it. */
export function useAccounts(cluster: ClusterView): AccountList {
  const { id } = cluster;
  const { tab, lists } = usePeopleView(id);
  const client = useQueryClient();
  const enabled = canRead(cluster);
  const users = useQuery({ ...usersQuery(id), enabled: enabled && tab === 'user' });
  const organizations = useQuery({ ...organizationsQuery(id), enabled: enabled && tab === 'organization' });
  const types = useQuery({ ...typesQuery(id), enabled: enabled && tab === 'organization' });
  const { text, order, selected, row } = lists[tab];
  const searched = useDeferredValue(text);
  const all = useMemo(
    () =>
      tab === 'user'
        ? userRows(users.data ?? NO_USERS)
        : organizationRows(organizations.data ?? NO_ORGANIZATIONS, types.data ?? NO_TYPES),
    [tab, users.data, organizations.data, types.data],
  );
  const ordered = useMemo(() => orderedRows(all, order), [all, order]);
  const rows = useMemo(() => foundRows(ordered, searched), [ordered, searched]);
  const list: UseQueryResult<readonly unknown[], AppError> = tab === 'user' ? users : organizations;
  const at = rows.findIndex(({ name }) => name === selected);
  const shown = at === -1 ? Math.min(row, rows.length - 1) : at;
  const name = rows[shown]?.name;
  const user = users.data?.find(({ username }) => username === name);
  const organization = organizations.data?.find((each) => each.name === name);
  const { queryKey } = tab === 'user' ? usersQuery(id) : organizationsQuery(id);
  return {
    sort: tab,
    columns: tab === 'user' ? USER_COLUMNS : ORGANIZATION_COLUMNS,
    rows,
    all: list.data?.length,
    error: list.error,
    readAt: list.dataUpdatedAt,
    reading: list.isFetching,
    progress: useProgress(id, tab, list.isFetching && list.data === undefined),
    at: shown,
    selected: tab === 'user' ? accountOfUser(user) : accountOfOrganization(organization),
    types: types.data ?? NO_TYPES,
    read: () => {
      void list.refetch();
      if (tab === 'organization') void types.refetch();
    },
    cancel: () => void client.cancelQueries({ queryKey }),
  };
}

function accountOfUser(user: User | undefined): Account | null {
  return user === undefined ? null : { sort: 'user', user };
}

function accountOfOrganization(organization: Organization | undefined): Account | null {
  return organization === undefined ? null : { sort: 'organization', organization };
}

/** The accounts read so far, while a list is read for the first time. */
function useProgress(clusterId: ClusterId, list: AccountSort, active: boolean): number | null {
  const [done, setDone] = useState<number | null>(null);
  useEffect(() => {
    if (!active) return;
    const stop = bridge.onEvent('people:progress', (told) => {
      if (told.clusterId === clusterId && told.list === list) setDone(told.done);
    });
    return () => {
      stop();
      setDone(null);
    };
  }, [clusterId, list, active]);
  return active ? done : null;
}
