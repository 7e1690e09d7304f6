import { removeEntries } from './list-edits';
import { reachedBy } from './edits';
import { namesUnder } from './states';
import { childrenOf, rootOf, type ScopeNode, type ScopeTree } from './tree';

/** An entry is replaced by at most this many others: a longer list is harder to keep right than a wide one. */
const MOST = 12;
/** Longer lists are made by programs; nobody would read the hint. */
const LONGEST_LIST = 500;

/** A list that allows less and reaches the same things of the cluster today. */
export interface NarrowerList {
  readonly list: readonly string[];
  /** Entries that would go. */
  readonly goes: readonly string[];
  /** What would stand for them. */
  readonly comes: readonly string[];
  /** How many things both lists reach. */
  readonly reached: number;
}

/**
 * A least-privilege hint: null when the cluster's names are unknown or none is reached, and when no entry can be narrowed.
 * Each entry that allows more than single names is replaced by the names it reaches, or by the groups they form where
 * those are few enough; an entry that reaches nothing today stays, as it may be meant for what is to come. Things that
 * the cluster gets later are not reached by the narrower list, which is why it is never applied by itself.
 */
export function narrowerList(tree: ScopeTree): NarrowerList | null {
  if (!tree.hasNames || tree.list.length === 0 || tree.list.length > LONGEST_LIST) return null;
  const reached = reachedBy(tree, tree.list);
  if (reached.size === 0) return null;
  const going = new Set<number>();
  const comes = new Set<string>();
  for (const [at, { state, canonical }] of tree.analysis.entries.entries()) {
    if (state !== 'kept') continue;
    const instead = narrowedEntry(tree, canonical);
    if (instead === null) continue;
    going.add(at);
    for (const text of instead) comes.add(text);
  }
  if (going.size === 0) return null;
  const goes = [...going].map((at) => tree.list[at] ?? '');
  const rest = removeEntries(tree.list, redundantWith(tree, going));
  const { entries } = tree.shape.analyse([...rest, ...comes]);
  const added = [...comes].filter((_, at) => entries[rest.length + at]?.state === 'kept');
  return { list: [...rest, ...added], goes, comes: added, reached: reached.size };
}

/** With an entry go those that have no effect beside it: without it they would allow something again. */
function redundantWith({ analysis }: ScopeTree, going: ReadonlySet<number>): ReadonlySet<number> {
  const gone = new Set(going);
  analysis.entries.forEach((entry, at) => {
    if (entry.state === 'redundant' && going.has(entry.because)) gone.add(at);
    if (entry.state === 'duplicate' && going.has(entry.of)) gone.add(at);
  });
  return gone;
}

/** What stands for an entry, or null where it reaches nothing, names one thing already, or there is nothing narrower. */
function narrowedEntry(tree: ScopeTree, text: string): readonly string[] | null {
  const place = tree.shape.placeOf(text);
  if (place !== null && !place.open) return null;
  const names = namesUnder(tree, text).map(tree.shape.textAt);
  if (names.length === 0 || names.includes(text)) return null;
  if (names.length <= MOST) return names;
  if (place === null) return null;
  const whole: ScopeTree = {
    ...tree,
    shown: { items: tree.items.filter(({ known }) => known), loose: [], invalid: [] },
  };
  let node: ScopeNode = { ...rootOf(whole), id: `o:${place.key}`, text, place };
  let children = childrenOf(whole, node).filter(({ sort }) => sort === 'place');
  // A group that holds everything else is one level of its own.
  while (children.length === 1 && children[0] !== undefined && children[0].place?.open === true) {
    [node] = children;
    children = childrenOf(whole, node).filter(({ sort }) => sort === 'place');
  }
  if (children.length <= MOST) return children.map((child) => child.text);
  return node.text === text ? null : [node.text];
}
