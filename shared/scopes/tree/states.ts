import { endOf, firstFrom, itemAt, sumOver, type Item } from './items';
import type { ScopeNode, ScopeTree } from './tree';

/** How much of what the cluster has a node stands for, and how much of that the list reaches now. */
export interface Reach {
  readonly known: number;
  readonly reached: number;
}

/** Null where the names are not known, and for refused entries. */
export function reachOf(tree: ScopeTree, node: ScopeNode): Reach | null {
  if (!tree.hasNames || node.sort === 'invalid') return null;
  if (node.place === null) {
    const text =
      node.sort === 'loose' ? node.text : (tree.analysis.entries[node.entries[0] ?? -1]?.canonical ?? '');
    const place = tree.shape.placeOf(text);
    if (place !== null) return reachOf(tree, { ...node, sort: 'place', place });
    const known = tree.beneathLoose(text).filter((item) => item.known).length;
    return { known, reached: known };
  }
  const { key, open } = node.place;
  const { items, sums } = tree;
  const own = firstFrom(items, key);
  const from = open ? own : own + (items[own]?.key === key && items[own]?.open === true ? 1 : 0);
  const isHere = items[from]?.key === key && items[from]?.open === false;
  const to = open ? endOf(items, key) : isHere ? from + 1 : from;
  return { known: sumOver(sums.known, from, to), reached: sumOver(sums.reached, from, to) };
}

/** The names of the cluster that a node stands for, as texts of entries. */
export function namesUnder(tree: ScopeTree, text: string): readonly Item[] {
  const place = tree.shape.placeOf(text);
  if (place === null) return tree.beneathLoose(text).filter((item) => item.known);
  if (!place.open) {
    const item = itemAt(tree.items, place);
    return item?.known === true ? [item] : [];
  }
  const { items } = tree;
  return items.slice(firstFrom(items, place.key), endOf(items, place.key)).filter((item) => item.known);
}

/** What the list makes of a node. */
export type Grant =
  /** An entry stands for it. */
  | { readonly state: 'granted' }
  /** The surviving entry at this position allows all of it. */
  | { readonly state: 'by'; readonly entry: number }
  /** Allowed because nothing is listed. */
  | { readonly state: 'open' }
  /** Something of it is allowed: an entry lies beneath it, or a known name of it is reached. */
  | { readonly state: 'partly' }
  | { readonly state: 'none' }
  /** A refused entry. */
  | { readonly state: 'invalid' };

/** Costs about the number of surviving entries; meant for the rows in sight. */
export function grantOf(tree: ScopeTree, node: ScopeNode): Grant {
  if (node.sort === 'invalid') return { state: 'invalid' };
  if (node.entries.length > 0) return { state: 'granted' };
  if (tree.list.length === 0 && tree.emptyMeans === 'everything') return { state: 'open' };
  const [entry] = tree.covering(node.text);
  if (entry !== undefined) return { state: 'by', entry };
  if (node.place?.open !== true) return { state: 'none' };
  const { key } = node.place;
  const from = firstFrom(tree.items, key);
  const to = endOf(tree.items, key);
  const some =
    sumOver(tree.sums.entries, from, to) > 0 ||
    sumOver(tree.sums.reached, from, to) > 0 ||
    (key === '' && tree.loose.length > 0);
  return { state: some ? 'partly' : 'none' };
}
