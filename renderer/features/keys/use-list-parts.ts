import { useQuery } from '@tanstack/react-query';
import { useDeferredValue } from 'react';
import type { ClusterId } from '#shared/ids';
import type { KeyRecord } from '#shared/keys/record';
import { useSettings } from '../../app/data/queries';
import { GRID_HEADER, type RowWindowControl, useRowWindow } from '../../ui';
import { GRID_ID } from './key-row';
import { keyQuery } from './queries';
import { type KeyList, useKeyList, useListHead } from './use-key-list';
import { type SelectionControl, useSelection } from './use-selection';
import { useWanted } from './use-wanted';
import { clearFilter, type ListFilter, setFilter, setSort, useListView } from './view-store';

/** Heights of `--row` in the two densities (styles/tokens.css). */
const ROW_HEIGHTS = { comfortable: 36, compact: 28 } as const;

export interface ListParts {
  /** As chosen; the list follows it when there is time. */
  readonly filter: ListFilter;
  readonly list: KeyList;
  readonly rows: RowWindowControl;
  readonly control: SelectionControl;
  /** The selected key, listed or not; null while it is not known. */
  readonly record: KeyRecord | null;
  /** These three start at the top of the list. */
  readonly narrow: (change: Partial<Omit<ListFilter, 'sort'>>) => void;
  readonly sort: (sort: ListFilter['sort']) => void;
  readonly clear: () => void;
}

/** The list of one cluster with the rows in sight, the selection, and the selected key. */
export function useListParts(clusterId: ClusterId): ListParts {
  const { filter } = useListView(clusterId);
  const { density } = useSettings();
  const asked = useDeferredValue(filter);
  const head = useListHead(clusterId, asked);
  const rows = useRowWindow({
    total: head.data?.total ?? 0,
    rowHeight: ROW_HEIGHTS[density],
    header: GRID_HEADER,
  });
  const known = useKeyList(clusterId, asked, head, rows.window);
  const list = { ...known, stale: known.stale || asked !== filter };
  const control = useSelection(clusterId, list, rows.show);
  useWanted(clusterId, (index) => {
    rows.show(index);
    document.getElementById(GRID_ID)?.focus();
  });
  const atTop = (change: () => void) => {
    change();
    rows.toTop();
  };
  return {
    filter,
    list,
    rows,
    control,
    record: useSelected(clusterId, list, control),
    narrow: (change) => atTop(() => setFilter(clusterId, change)),
    sort: (sort) => atTop(() => setSort(clusterId, sort)),
    clear: () => atTop(() => clearFilter(clusterId)),
  };
}

function useSelected(clusterId: ClusterId, list: KeyList, { selection }: SelectionControl): KeyRecord | null {
  const ref = selection?.ref ?? null;
  const index = ref === null ? null : list.indexOf(ref);
  const listed = index === null ? undefined : list.rowAt(index);
  const { data } = useQuery(keyQuery(clusterId, listed === undefined ? ref : null));
  return listed ?? data ?? null;
}
