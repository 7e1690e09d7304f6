import { useEffect } from 'react';
import type { ClusterId } from '#shared/ids';
import type { KeyList } from './use-key-list';
import { type ListView, type Selection, select, useListView } from './view-store';

export interface SelectionControl {
  readonly selection: Selection | null;
  /** Moves to a row (kept inside the list) and shows it. */
  readonly moveTo: (index: number) => void;
  /** Moves by so many rows; from nowhere to the first. */
  readonly moveBy: (rows: number) => void;
}

/** The row that the keyboard is on. It stays with its key when rows come and go around it. */
export function useSelection(
  clusterId: ClusterId,
  list: KeyList,
  show: (row: number) => void,
): SelectionControl {
  const view = useListView(clusterId);
  const settled = list.stale ? null : settle(view, list);
  // Shown at once, not after one drawing without it.
  const selection = settled ?? view.selection;
  useEffect(() => {
    if (settled !== null) select(clusterId, settled);
  }, [clusterId, settled]);

  const total = list.total ?? 0;
  const moveTo = (index: number) => {
    if (total === 0) return;
    const at = Math.max(0, Math.min(total - 1, index));
    select(clusterId, { index: at, ref: list.rowAt(at)?.ref ?? null });
    show(at);
  };
  return {
    selection,
    moveTo,
    moveBy: (rows) => moveTo(selection === null ? 0 : selection.index + rows),
  };
}

/** What the selection becomes with the rows that are loaded now; null when it stays as it is. */
function settle({ selection, filterChanged }: ListView, list: KeyList): Selection | null {
  if (selection === null) return firstOf(list);
  const { index, ref } = selection;
  const here = list.rowAt(index);
  if (here?.ref === ref) return filterChanged ? { index, ref } : null;
  const isLoading = here === undefined && index < (list.total ?? 0);
  if (isLoading && !filterChanged) return null;
  if (ref === null) return here === undefined ? null : { index, ref: here.ref };
  const moved = list.indexOf(ref);
  if (moved !== null) return { index: moved, ref };
  return filterChanged ? firstOf(list) : null;
}

function firstOf(list: KeyList): Selection | null {
  const first = list.rowAt(0);
  return first === undefined ? null : { index: 0, ref: first.ref };
}
