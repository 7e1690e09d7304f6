import { create } from 'zustand';
import { FIRST_LIST } from '#shared/contract/first-screen';
import type { KeyQuery } from '#shared/contract/keys';
import type { ClusterId, KeyRef } from '#shared/ids';

/** What the list shows: the part of a query that the user chooses. */
export type ListFilter = Pick<KeyQuery, 'text' | 'permission' | 'owner' | 'expiry' | 'state' | 'sort'>;

/** The row that the keyboard is on; its ref is null until the row has arrived. */
export interface Selection {
  readonly index: number;
  readonly ref: KeyRef | null;
}

/** The list of one cluster as the user left it. */
export interface ListView {
  readonly filter: ListFilter;
  readonly selection: Selection | null;
  readonly detailsOpen: boolean;
  /** A key that is to be found in the list, selected and shown. */
  readonly wanted: KeyRef | null;
  /** The filter changed since something was selected: a key that is no longer listed gives way to the first one. */
  readonly filterChanged: boolean;
}

export const EVERYTHING: ListFilter = FIRST_LIST;

/** From this width on the details stand beside the list; below they would cover it. */
const ROOMY = 1100;

const FRESH: ListView = {
  filter: EVERYTHING,
  selection: null,
  detailsOpen: window.innerWidth >= ROOMY,
  wanted: null,
  filterChanged: false,
};

interface ViewStore {
  readonly views: ReadonlyMap<ClusterId, ListView>;
}

const useStore = create<ViewStore>(() => ({ views: new Map() }));

export function useListView(clusterId: ClusterId): ListView {
  return useStore(({ views }) => views.get(clusterId) ?? FRESH);
}

function update(clusterId: ClusterId, change: (view: ListView) => ListView): void {
  useStore.setState(({ views }) => ({
    views: new Map(views).set(clusterId, change(views.get(clusterId) ?? FRESH)),
  }));
}

/** Lists other keys. The selected one stays selected where it is still listed. */
export function setFilter(clusterId: ClusterId, change: Partial<Omit<ListFilter, 'sort'>>): void {
  update(clusterId, (view) => ({
    ...view,
    filter: { ...view.filter, ...change },
    filterChanged: true,
  }));
}

/** Lists the same keys in another order. */
export function setSort(clusterId: ClusterId, sort: ListFilter['sort']): void {
  update(clusterId, (view) => ({ ...view, filter: { ...view.filter, sort } }));
}

/** Shows every present key again, in the same order. */
export function clearFilter(clusterId: ClusterId): void {
  const { sort: _, ...everything } = EVERYTHING;
  setFilter(clusterId, everything);
}

export function select(clusterId: ClusterId, selection: Selection | null): void {
  update(clusterId, (view) => ({ ...view, selection, filterChanged: false }));
}

export function openDetails(clusterId: ClusterId, detailsOpen: boolean): void {
  update(clusterId, (view) => ({ ...view, detailsOpen }));
}

/** Asks for a key to be selected and shown, wherever it stands in the list. */
export function wantKey(clusterId: ClusterId, ref: KeyRef): void {
  update(clusterId, (view) => ({
    ...view,
    selection: { index: view.selection?.index ?? 0, ref },
    detailsOpen: true,
    wanted: ref,
    filterChanged: false,
  }));
}

/** The wanted key was looked for; what was found is the selection now. */
export function settleWanted(clusterId: ClusterId, filter: ListFilter, selection: Selection | null): void {
  update(clusterId, (view) => ({
    ...view,
    filter,
    selection: selection ?? view.selection,
    wanted: null,
  }));
}

/** Whether something is left out of the list by a filter (gone keys are, unless asked for). */
export function isFiltered({ text, permission, owner, expiry, state }: ListFilter): boolean {
  return (
    text.trim() !== '' ||
    permission !== EVERYTHING.permission ||
    owner !== EVERYTHING.owner ||
    expiry !== EVERYTHING.expiry ||
    state !== EVERYTHING.state
  );
}

/** The sort after a click on a column's header: the other direction of the same one, or the new one upwards. */
export function nextSort(sort: ListFilter['sort'], by: ListFilter['sort']['by']): ListFilter['sort'] {
  return { by, descending: sort.by === by && !sort.descending };
}
