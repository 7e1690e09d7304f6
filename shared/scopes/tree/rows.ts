import { endOf, firstFrom, itemAt, sumOver } from './items';
import {
  childrenOf,
  hasChildren,
  reasonOf,
  rootOf,
  topOf,
  type ScopeNode,
  type ScopeTree,
  type Shown,
} from './tree';

/** A node among the visible ones, with its place among its siblings (from 1). */
export interface TreeRow extends ScopeNode {
  readonly setSize: number;
  readonly position: number;
  /** How many characters of its text the row above it in the tree shows already. */
  readonly repeated: number;
}

/** The visible rows in order: the root, and what is beneath the nodes that are open. */
export function rowsOf(tree: ScopeTree, isOpen: (node: ScopeNode) => boolean): readonly TreeRow[] {
  const rows: TreeRow[] = [];
  const add = (nodes: readonly ScopeNode[], above: string): void => {
    nodes.forEach((node, at) => {
      const repeated = node.text.startsWith(above) ? above.length : 0;
      rows.push({ ...node, setSize: nodes.length, position: at + 1, repeated });
      if (isOpen(node)) add(childrenOf(tree, node), node.place?.open === true ? node.text.slice(0, -1) : '');
    });
  };
  add(topOf(tree), '');
  return rows;
}

export interface TreeFilter {
  /** Parts that a text must hold, case aside, separated by space; empty: all. */
  readonly words: string;
  /** Entries of the list alone. */
  readonly listedOnly: boolean;
}

/** The same tree, showing only what a filter leaves and the groups above it. States and counts stay those of all. */
export function filterTree(tree: ScopeTree, { words, listedOnly }: TreeFilter): ScopeTree {
  const parts = words.toLowerCase().split(/\s+/).filter(Boolean);
  if (parts.length === 0 && !listedOnly) return tree;
  const fits = (text: string): boolean => {
    const folded = text.toLowerCase();
    return parts.every((part) => folded.includes(part));
  };
  const shown: Shown = {
    items: tree.items.filter(
      (item) => (!listedOnly || item.entries.length > 0) && fits(tree.shape.textAt(item)),
    ),
    loose: tree.loose.filter(({ text }) => fits(text)),
    invalid: tree.invalid.filter((at) => fits(tree.list[at] ?? '')),
  };
  return { ...tree, shown };
}

/** Ids of the nodes above the row of an entry or name, from the root down, and the row's own last; null if it is not shown. */
export function pathTo(tree: ScopeTree, text: string): readonly string[] | null {
  const path: string[] = [];
  const place = tree.shape.placeOf(text);
  const entries = (place === null ? undefined : itemAt(tree.items, place))?.entries ?? [];
  const reason = reasonOf(tree, { place, entries });
  let node = rootOf(tree);
  for (;;) {
    path.push(node.id);
    if (node.text === text && node.sort !== 'invalid') return path;
    const below = childrenOf(tree, node);
    const next =
      below.find((child) => child.sort !== 'twin' && child.sort !== 'invalid' && child.text === text) ??
      below.find((child) => holds(tree, child, text)) ??
      below.find((child) => child.sort === 'loose' && child.text === reason);
    if (next === undefined) return null;
    node = next;
  }
}

/** The same for the row of the entry at a position of the list, refused and doubled ones too. */
export function pathToEntry(tree: ScopeTree, at: number): readonly string[] | null {
  const entry = tree.analysis.entries[at];
  if (entry === undefined) return null;
  if (entry.state === 'invalid') {
    return tree.shown.invalid.includes(at) ? [rootOf(tree).id, `invalid:${at}`] : null;
  }
  const path = pathTo(tree, entry.canonical);
  if (path === null || entry.state === 'kept') return path;
  const isFirst = tree.analysis.entries.findIndex(({ canonical }) => canonical === entry.canonical) === at;
  return isFirst ? path : [...path.slice(0, -1), `${path.at(-1)} twin:${at}`];
}

function holds({ shape }: ScopeTree, node: ScopeNode, text: string): boolean {
  const place = shape.placeOf(text);
  return node.sort === 'place' && node.place?.open === true && place?.key.startsWith(node.place.key) === true;
}

/** Each costs a pass over everything; of more of them, none is opened by itself. */
const MOST_LOOSE = 50;

/** Ids of the groups that have entries beneath them, at most `limit` of them from the top: what is worth being open at first. */
export function groupsWithEntries(tree: ScopeTree, limit: number): readonly string[] {
  const found: string[] = [];
  const queue: ScopeNode[] = [rootOf(tree)];
  for (let node = queue.shift(); node !== undefined && found.length < limit; node = queue.shift()) {
    found.push(node.id);
    for (const child of childrenOf(tree, node)) {
      if (hasEntriesBeneath(tree, child) && hasChildren(tree, child)) queue.push(child);
    }
  }
  return found;
}

function hasEntriesBeneath(tree: ScopeTree, { sort, text, place, entries }: ScopeNode): boolean {
  if (sort === 'loose')
    return tree.loose.length <= MOST_LOOSE && tree.beneathLoose(text).some((item) => item.entries.length > 0);
  if (sort !== 'place' || place?.open !== true) return false;
  const { items, sums } = tree;
  const inside = sumOver(sums.entries, firstFrom(items, place.key), endOf(items, place.key));
  return inside > entries.length;
}
