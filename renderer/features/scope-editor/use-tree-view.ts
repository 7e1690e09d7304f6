import { useMemo, useState } from 'react';
import { childrenOf, hasChildren, type ScopeNode, type ScopeTree } from '#shared/scopes/tree/tree';
import {
  filterTree,
  groupsWithEntries,
  pathToEntry,
  rowsOf,
  type TreeFilter,
  type TreeRow,
} from '#shared/scopes/tree/rows';

/** Groups that are open at first, at most: the entries of a short list are all in sight. */
const OPEN_AT_FIRST = 40;

const NO_FILTER: TreeFilter = { words: '', listedOnly: false };

/** What of the tree is in view: which nodes are open, what is filtered, and where the keyboard is. */
export interface TreeView {
  readonly tree: ScopeTree;
  readonly rows: readonly TreeRow[];
  readonly filter: TreeFilter;
  readonly setFilter: (filter: TreeFilter) => void;
  readonly isOpen: (node: ScopeNode) => boolean;
  readonly setOpen: (nodes: readonly ScopeNode[], open: boolean) => void;
  /** The row that the keyboard is on; 0 when there is none of its own. */
  readonly active: number;
  readonly setActive: (index: number) => void;
  /** Changes whenever the active row is to be scrolled to. */
  readonly wanted: object | null;
  /** Opens what is above the row of an entry (of a list that is about to be shown), and puts the keyboard on it. */
  readonly reveal: (at: number, of?: ScopeTree) => void;
}

interface Place {
  readonly id: string;
  /** Where it stood, for when it is gone. */
  readonly index: number;
}

function toggledSet(set: ReadonlySet<string>, ids: readonly string[], present: boolean): ReadonlySet<string> {
  const next = new Set(set);
  for (const id of ids) {
    if (present) next.add(id);
    else next.delete(id);
  }
  return next;
}

/**
 * Holds the view of a tree, which may be out of sight for a while. Nodes keep their ids while the list changes, so the
 * view stays as it is.
 */
export function useTreeView(whole: ScopeTree, inSight: boolean): TreeView {
  const [opened, setOpened] = useState<ReadonlySet<string>>(
    () => new Set(groupsWithEntries(whole, OPEN_AT_FIRST)),
  );
  const grounds = `${whole.hasNames} ${inSight}`;
  const [knownGrounds, setKnownGrounds] = useState(grounds);
  if (knownGrounds !== grounds) {
    // Names form groups around entries that stood alone before, and a text may add any: they are to be in sight.
    setKnownGrounds(grounds);
    setOpened(toggledSet(opened, groupsWithEntries(whole, OPEN_AT_FIRST), true));
  }
  /** While filtering everything is open but these. */
  const [shut, setShut] = useState<ReadonlySet<string>>(new Set());
  const [filter, changeFilter] = useState(NO_FILTER);
  const [place, setPlace] = useState<Place>({ id: '', index: 0 });
  const [wanted, setWanted] = useState<object | null>(null);
  const filtered = filter.words.trim() !== '' || filter.listedOnly;
  const tree = useMemo(() => filterTree(whole, filter), [whole, filter]);
  const isOpen = useMemo(
    () => (node: ScopeNode) => (filtered ? !shut.has(node.id) : opened.has(node.id)),
    [filtered, shut, opened],
  );
  const rows = useMemo(() => rowsOf(tree, isOpen), [tree, isOpen]);
  const found = useMemo(() => rows.findIndex(({ id }) => id === place.id), [rows, place.id]);
  const active = found >= 0 ? found : Math.max(0, Math.min(place.index, rows.length - 1));
  if (found >= 0 && found !== place.index) setPlace({ id: place.id, index: found });
  return {
    tree,
    rows,
    filter,
    setFilter: (next) => {
      changeFilter(next);
      setShut(new Set());
    },
    isOpen,
    setOpen: (nodes, open) => {
      const ids = nodes.map(({ id }) => id);
      if (filtered) setShut(toggledSet(shut, ids, !open));
      else setOpened(toggledSet(opened, ids, open));
    },
    active,
    setActive: (index) => {
      const next = Math.max(0, Math.min(index, rows.length - 1));
      setPlace({ id: rows[next]?.id ?? '', index: next });
      setWanted({});
    },
    wanted,
    reveal: (at, of = whole) => {
      const path = pathToEntry(of, at);
      if (path === null) return;
      changeFilter(NO_FILTER);
      // Entries that a new one takes under itself stay in sight.
      const last = groupsWithEntries(of, OPEN_AT_FIRST).filter((id) => id === path.at(-1));
      setOpened(toggledSet(opened, [...path.slice(0, -1), ...last], true));
      setPlace({ id: path.at(-1) ?? '', index: 0 });
      setWanted({});
    },
  };
}

/** The nodes beside the one at a row that have something beneath them, itself among them. */
export function siblingsOf(rows: readonly TreeRow[], index: number, tree: ScopeTree): readonly ScopeNode[] {
  const row = rows[index];
  const parent = rows[parentRow(rows, index)];
  if (row === undefined) return [];
  const siblings = row.level === 1 || parent === undefined ? [row] : childrenOf(tree, parent);
  return siblings.filter((node) => hasChildren(tree, node));
}

/** The row above one in the tree; the row itself at the top. */
export function parentRow(rows: readonly TreeRow[], index: number): number {
  const level = rows[index]?.level ?? 1;
  for (let at = index - 1; at >= 0; at -= 1) {
    if ((rows[at]?.level ?? 1) < level) return at;
  }
  return index;
}
