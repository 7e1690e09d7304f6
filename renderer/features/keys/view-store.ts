import { create } from 'zustand';
import type { KeyQuery } from '#shared/contract/keys';
import type { ClusterId, KeyRef } from '#shared/ids';

/** What the list shows: the part of a query that the user chooses. */
export type ListFilter = Pick<KeyQuery, 'text' | 'permission' | 'expiry' | 'state' | 'sort'>;

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
}

export const EVERYTHING: ListFilter = {
  text: '',
  permission: null,
  expiry: 'any',
  state: 'present',
  sort: { by: 'label', descending: false },
};

/** From this width on the details stand beside the list; below they would cover it. */
const ROOMY = 1100;

const FRESH: ListView = {
  filter: EVERYTHING,
  selection: null,
  detailsOpen: window.innerWidth >= ROOMY,
  wanted: null,
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

/** Another filter starts at the top; the selected key stays selected where it is still listed. */
export function setFilter(clusterId: ClusterId, change: Partial<ListFilter>): void {
  update(clusterId, (view) => ({ ...view, filter: { ...view.filter, ...change } }));
}

/** Shows every present key again, in the same order. */
export function clearFilter(clusterId: ClusterId): void {
  update(clusterId, (view) => ({ ...view, filter: { ...EVERYTHING, sort: view.filter.sort } }));
}

export function select(clusterId: ClusterId, selection: Selection | null): void {
  update(clusterId, (view) => ({ ...view, selection }));
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
export function isFiltered({ text, permission, expiry, state }: ListFilter): boolean {
  return (
    text.trim() !== '' ||
    permission !== EVERYTHING.permission ||
    expiry !== EVERYTHING.expiry ||
    state !== EVERYTHING.state
  );
}

/** The sort after a click on a column's header: the other direction of the same one, or the new one upwards. */
export function nextSort(sort: ListFilter['sort'], by: ListFilter['sort']['by']): ListFilter['sort'] {
  return { by, descending: sort.by === by && !sort.descending };
}
