import type { ListAnalysis } from '../analysis';
import { comparePlaces, endOf, firstFrom, itemAt, sumsOf, type Item } from './items';
import type { Place, TreeShape } from './shape';

/** Entries of one meaning that stand in no one place of the tree, since they name no beginning. */
export interface LooseEntry {
  readonly text: string;
  /** Their positions, in order; at least one. */
  readonly entries: readonly number[];
}

/** What of a tree is shown: all of it, or what a filter leaves. */
export interface Shown {
  readonly items: readonly Item[];
  readonly loose: readonly LooseEntry[];
  /** Positions of entries that are refused. */
  readonly invalid: readonly number[];
}

/** A list of entries and the names that the cluster knows, prepared for showing them as a tree. */
export interface ScopeTree extends Shown {
  readonly shape: TreeShape;
  readonly list: readonly string[];
  readonly analysis: ListAnalysis;
  /** What an empty list means (key-apis part C, "Empty-list inversion"). */
  readonly emptyMeans: 'everything' | 'nothing';
  /** Whether the cluster's names are known at all. */
  readonly hasNames: boolean;
  readonly shown: Shown;
  /** Per item the position of the first surviving entry that allows it, or -1. Only asked of known items. */
  readonly allowedBy: (item: Item) => number;
  /** Surviving entries that cover this text strictly or equal it: their positions, in order. */
  readonly covering: (text: string) => readonly number[];
  /** What a loose entry reaches and covers, in order. */
  readonly beneathLoose: (text: string) => readonly Item[];
  readonly sums: {
    readonly known: Float64Array;
    readonly reached: Float64Array;
    readonly entries: Float64Array;
  };
}

export interface TreeInput {
  readonly shape: TreeShape;
  readonly list: readonly string[];
  /** What the cluster has, as it names it; null when that is not known. */
  readonly names: readonly string[] | null;
  readonly emptyMeans: 'everything' | 'nothing';
}

/** Prepares a tree. Costs about what sorting the entries and the names costs; nodes are made when they are asked for. */
export function buildTree({ shape, list, names, emptyMeans }: TreeInput): ScopeTree {
  const analysis = shape.analyse(list);
  const { items, loose, invalid } = sortOut(shape, analysis, names ?? []);
  const kept = keptEntries(analysis);
  const keptTexts = kept.map((at) => analysis.entries[at]?.canonical ?? '');
  const known = items.filter((item) => item.known);
  const allowing = shape.allowing(keptTexts, known.map(shape.textAt));
  const allowedBy = new Map(known.map((item, at) => [item, kept[allowing[at] ?? -1] ?? -1]));
  const isReached = (item: Item): boolean =>
    (allowedBy.get(item) ?? -1) >= 0 || (list.length === 0 && emptyMeans === 'everything');
  const shown: Shown = { items, loose, invalid };
  return {
    shape,
    list,
    analysis,
    emptyMeans,
    hasNames: names !== null,
    ...shown,
    shown,
    allowedBy: (item) => allowedBy.get(item) ?? -1,
    covering: lazyCoverage(shape, kept, keptTexts),
    beneathLoose: looseMembers(shape, items),
    sums: {
      known: sumsOf(items, (item) => (item.known ? 1 : 0)),
      reached: sumsOf(items, (item) => (item.known && isReached(item) ? 1 : 0)),
      entries: sumsOf(items, (item) => item.entries.length),
    },
  };
}

function keptEntries({ entries }: ListAnalysis): readonly number[] {
  return [...entries.keys()].filter((at) => entries[at]?.state === 'kept');
}

function sortOut(shape: TreeShape, analysis: ListAnalysis, names: readonly string[]): Shown {
  const positions = new Map<string, number[]>();
  const invalid: number[] = [];
  analysis.entries.forEach(({ state, canonical }, at) => {
    if (state === 'invalid') {
      invalid.push(at);
      return;
    }
    const same = positions.get(canonical);
    if (same === undefined) positions.set(canonical, [at]);
    else same.push(at);
  });
  const loose: LooseEntry[] = [];
  const placed = new Map<string, Item>();
  for (const [text, entries] of positions) {
    const place = shape.placeOf(text);
    if (place === null) loose.push({ text, entries });
    else placed.set(text, { ...place, entries, known: false });
  }
  for (const name of names) {
    const place = shape.placeOfName(name);
    if (place === null) continue;
    const text = shape.textAt(place);
    placed.set(text, { ...(placed.get(text) ?? { ...place, entries: [] }), known: true });
  }
  return { items: [...placed.values()].sort(comparePlaces), loose, invalid };
}

function lazyCoverage(
  shape: TreeShape,
  kept: readonly number[],
  texts: readonly string[],
): ScopeTree['covering'] {
  let coverage: ((text: string) => readonly number[]) | null = null;
  return (text) => {
    coverage ??= shape.coverage(texts);
    return coverage(text).map((at) => kept[at] ?? -1);
  };
}

function looseMembers(shape: TreeShape, items: readonly Item[]): ScopeTree['beneathLoose'] {
  const found = new Map<string, readonly Item[]>();
  return (text) => {
    const known = found.get(text);
    if (known !== undefined) return known;
    const covers = shape.coverage([text]);
    const members = items.filter((item) => covers(shape.textAt(item)).length > 0);
    found.set(text, members);
    return members;
  };
}

/** A row of the tree. */
export interface ScopeNode {
  /** Stays the same while the list changes; only refused and doubled entries are told apart by their position. */
  readonly id: string;
  /** From 1. */
  readonly level: number;
  /** The entry that stands for it, in canonical form; of a refused entry its text. */
  readonly text: string;
  /** `twin`: a later entry that means the same as the node before it. */
  readonly sort: 'place' | 'loose' | 'twin' | 'invalid';
  /** Null for loose and refused entries. */
  readonly place: Place | null;
  /** Positions of the entries that mean exactly this. */
  readonly entries: readonly number[];
  /** Whether the cluster knows a thing of exactly this name. */
  readonly known: boolean;
}

const EVERYTHING: Place = { key: '', open: true };

/** The rows of the first level: the node of everything, and entries that mean it once more. */
export function topOf(tree: ScopeTree): readonly ScopeNode[] {
  return withTwins(tree, [rootOf(tree)]);
}

/** The node of everything, which all others are beneath. */
export function rootOf(tree: ScopeTree): ScopeNode {
  const item = itemAt(tree.items, EVERYTHING) ?? { ...EVERYTHING, entries: [], known: false };
  return nodeAt(tree, item, 1, '');
}

function nodeAt({ shape }: ScopeTree, item: Item, level: number, above: string): ScopeNode {
  return {
    id: `${above}${item.open ? 'o' : 'c'}:${item.key}`,
    level,
    text: shape.textAt(item),
    sort: 'place',
    place: { key: item.key, open: item.open },
    entries: item.entries,
    known: item.known,
  };
}

/** The nodes right beneath a node, in order. Costs about their number. */
export function childrenOf(tree: ScopeTree, node: ScopeNode): readonly ScopeNode[] {
  const level = node.level + 1;
  if (node.sort === 'loose') {
    return withTwins(
      tree,
      shownBeneathLoose(tree, node.text).map((item) => nodeAt(tree, item, level, `${node.id} > `)),
    );
  }
  // What stands beneath a loose entry is shown flat: its own place has the rest.
  if (node.place?.open !== true || node.id !== `o:${node.place.key}`) return [];
  const { key } = node.place;
  const items = membersBeneath(tree, key).map((item) => nodeAt(tree, item, level, ''));
  if (key !== '') return withTwins(tree, items);
  const { loose, invalid } = tree.shown;
  const texts = new Set(loose.map(({ text }) => text));
  return withTwins(tree, [
    ...items.filter((child) => !isBeneathLoose(tree, texts, child)),
    ...loose.map((one) => looseNode(one, level)),
    ...invalid.map((at): ScopeNode => positionNode(tree, 'invalid', at, level)),
  ]);
}

function looseNode({ text, entries }: LooseEntry, level: number): ScopeNode {
  return { id: `l:${text}`, level, text, sort: 'loose', place: null, entries, known: false };
}

function positionNode(tree: ScopeTree, sort: 'invalid' | 'twin', at: number, level: number): ScopeNode {
  const text = tree.analysis.entries[at]?.canonical ?? '';
  return { id: `${sort}:${at}`, level, text, sort, place: null, entries: [at], known: false };
}

/** Each node that several entries mean is followed by a row for each later one. */
function withTwins(tree: ScopeTree, nodes: readonly ScopeNode[]): readonly ScopeNode[] {
  if (nodes.every(({ entries }) => entries.length < 2)) return nodes;
  return nodes.flatMap((node) => [
    node,
    ...node.entries.slice(1).map((at) => {
      const twin = positionNode(tree, 'twin', at, node.level);
      return { ...twin, id: `${node.id} ${twin.id}` };
    }),
  ]);
}

function shownBeneathLoose(tree: ScopeTree, text: string): readonly Item[] {
  const members = tree.beneathLoose(text);
  if (tree.shown.items === tree.items) return members;
  return members.filter((item) => itemAt(tree.shown.items, item) !== undefined);
}

/** Whether a node without anything beneath it is shown under a loose entry already, which is why it is allowed. */
function isBeneathLoose(tree: ScopeTree, loose: ReadonlySet<string>, node: ScopeNode): boolean {
  if (loose.size === 0 || node.place === null || hasChildren(tree, node)) return false;
  const above = reasonOf(tree, node);
  return above !== null && loose.has(above);
}

/** The entry because of which a node has no effect, or is allowed without being an entry; null when there is none. */
export function reasonOf(
  tree: ScopeTree,
  { entries, place }: Pick<ScopeNode, 'entries' | 'place'>,
): string | null {
  const [own] = entries;
  const item = own === undefined && place !== null ? itemAt(tree.items, place) : undefined;
  const by = own !== undefined ? becauseOf(tree, own) : item === undefined ? -1 : tree.allowedBy(item);
  return tree.analysis.entries[by]?.canonical ?? null;
}

function becauseOf({ analysis }: ScopeTree, at: number): number {
  const entry = analysis.entries[at];
  return entry?.state === 'redundant' ? entry.because : -1;
}

/** Whether something is shown beneath a node. */
export function hasChildren(tree: ScopeTree, node: ScopeNode): boolean {
  if (node.sort === 'loose') return shownBeneathLoose(tree, node.text).length > 0;
  if (node.place?.open !== true || node.id !== `o:${node.place.key}`) return false;
  const { key } = node.place;
  const { items, loose, invalid } = tree.shown;
  if (key === '' && loose.length + invalid.length > 0) return true;
  const own = itemAt(items, node.place) === undefined ? 0 : 1;
  return endOf(items, key) - firstFrom(items, key) > own;
}

/** What stands right beneath a key among the shown items: items, and the groups that their names form. */
function membersBeneath(tree: ScopeTree, key: string): readonly Item[] {
  const { items } = tree.shown;
  const end = endOf(items, key);
  const members: Item[] = [];
  let at = firstFrom(items, key);
  if (items[at]?.key === key && items[at]?.open === true) at += 1;
  while (at < end) {
    const item = items[at];
    if (item === undefined) break;
    const member = memberAt(tree, item, at, key);
    members.push(itemAt(tree.items, member) ?? { ...member, entries: [], known: false });
    at = member.open ? endOf(items, member.key) : at + 1;
  }
  return members;
}

/** The member of `above` that the item at a position is, or that it begins. */
function memberAt({ shape, shown }: ScopeTree, item: Item, at: number, above: string): Place {
  let group = shape.groupEnd(item.key, above.length);
  if (group < 0) return item;
  const whole = item.key.slice(0, group);
  if (item.open && item.key === whole) return item;
  if (shape.everyGroup) return { key: whole, open: true };
  const end = endOf(shown.items, whole);
  const last = shown.items[end - 1];
  if (end - at === 1 || last === undefined) return item;
  // A group with one group alone in it says nothing: the innermost that holds the same is shown instead.
  const shared = sharedLength(item.key, last.key);
  if (item.open && shared === item.key.length) return item;
  for (let next = group; next > 0 && next <= shared; next = shape.groupEnd(item.key, next)) group = next;
  return { key: item.key.slice(0, group), open: true };
}

function sharedLength(a: string, b: string): number {
  let length = 0;
  while (length < a.length && a.charCodeAt(length) === b.charCodeAt(length)) length += 1;
  return length;
}
