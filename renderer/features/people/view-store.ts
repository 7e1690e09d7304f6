import { create } from 'zustand';
import type { AccountSort } from '#shared/contract/people';
import type { ClusterId } from '#shared/ids';
import type { RowOrder } from './rows';

/** One list as the user left it. */
export interface AccountView {
  readonly text: string;
  readonly order: RowOrder;
  /** Name of the account that the keyboard is on; null until something was chosen. */
  readonly selected: string | null;
  /** The row that is selected instead when that account is not listed any more: the one that took its place. */
  readonly row: number;
  /** An account that is to be brought into sight as soon as it is listed. */
  readonly wanted: string | null;
}

export interface PeopleView {
  readonly tab: AccountSort;
  readonly detailsOpen: boolean;
  readonly lists: Readonly<Record<AccountSort, AccountView>>;
}

/** From this width on the details stand beside the list; below they would cover it. */
const ROOMY = 1100;

const FRESH_LIST: AccountView = {
  text: '',
  order: { column: 0, descending: false },
  selected: null,
  row: 0,
  wanted: null,
};

function fresh(): PeopleView {
  return {
    tab: 'user',
    detailsOpen: window.innerWidth >= ROOMY,
    lists: { user: FRESH_LIST, organization: FRESH_LIST },
  };
}

const FRESH = fresh();

interface ViewStore {
  readonly views: ReadonlyMap<ClusterId, PeopleView>;
}

const useStore = create<ViewStore>(() => ({ views: new Map() }));

export function usePeopleView(clusterId: ClusterId): PeopleView {
  return useStore(({ views }) => views.get(clusterId) ?? FRESH);
}

/** Changes what is shown of a cluster's people. */
export function changeView(clusterId: ClusterId, change: Partial<Omit<PeopleView, 'lists'>>): void {
  useStore.setState(({ views }) => ({
    views: new Map(views).set(clusterId, { ...(views.get(clusterId) ?? FRESH), ...change }),
  }));
}

/** Changes one of the two lists. */
export function changeList(clusterId: ClusterId, sort: AccountSort, change: Partial<AccountView>): void {
  useStore.setState(({ views }) => {
    const view = views.get(clusterId) ?? FRESH;
    const lists = { ...view.lists, [sort]: { ...view.lists[sort], ...change } };
    return { views: new Map(views).set(clusterId, { ...view, lists }) };
  });
}

/** Shows an account in its list, whatever the search says, with its details. */
export function showAccount(clusterId: ClusterId, sort: AccountSort, name: string): void {
  changeView(clusterId, { tab: sort, detailsOpen: true });
  changeList(clusterId, sort, { selected: name, wanted: name, text: '' });
}

/** Forgets what was chosen. */
export function resetView(clusterId: ClusterId): void {
  useStore.setState(({ views }) => ({ views: new Map(views).set(clusterId, fresh()) }));
}
