import { removeEntries } from './list-edits';
import { grantOf, namesUnder } from './states';
import { childrenOf, rootOf, type ScopeNode, type ScopeTree } from './tree';
import type { Item } from './items';

/** What a change of the list does to what the cluster has now, as texts of entries, in order. */
export interface Effect {
  readonly gains: readonly string[];
  readonly loses: readonly string[];
}

/** The list with an entry that stands for this node; the same list when it stands there already. */
export function checkNode(list: readonly string[], node: ScopeNode): readonly string[] {
  return node.entries.length > 0 || node.sort === 'invalid' ? list : [...list, node.text];
}

/** The list without the entries that mean exactly this node. */
export function uncheckNode(list: readonly string[], node: ScopeNode): readonly string[] {
  return removeEntries(list, new Set(node.entries));
}

/** What unchecking a node comes to that other entries allow. */
export interface Replacement {
  /** The entries that allow the node, by their texts. */
  readonly granting: readonly string[];
  /**
   * The list in which their other known children stand for them; null where that cannot be said. Never allows more
   * than the list does, and allows nothing of the node by an entry that it covers or that covers it.
   */
  readonly replaced: {
    readonly list: readonly string[];
    readonly added: readonly string[];
    readonly effect: Effect;
  } | null;
  /** Why there is none: the cluster's names are not known, or nothing else is, and an empty list means everything. */
  readonly reason: 'names-unknown' | 'nothing-else' | null;
}

/** Null unless an entry above the node allows it. The effect is told for what the cluster has now. */
export function replacementOf(tree: ScopeTree, node: ScopeNode): Replacement | null {
  const above = grantingEntries(tree, node);
  if (above.size === 0) return null;
  const granting = [...new Set([...above].map((at) => textOf(tree, at)))];
  if (!tree.hasNames) return { granting, replaced: null, reason: 'names-unknown' };
  const gone = new Set([...above, ...node.entries, ...entriesWithin(tree, node)]);
  const rest = removeEntries(tree.list, gone);
  const candidates = granting.flatMap((text) => othersOf(tree, text, node));
  const added = withoutCovered(tree, rest, [...new Set(candidates)]);
  const list = [...rest, ...added];
  if (list.length === 0 && tree.emptyMeans === 'everything') {
    return { granting, replaced: null, reason: 'nothing-else' };
  }
  return { granting, replaced: { list, added, effect: effectOf(tree, list) }, reason: null };
}

function textOf(tree: ScopeTree, at: number): string {
  return tree.analysis.entries[at]?.canonical ?? '';
}

/** Positions of all entries that allow the node and more, redundant ones too. */
function grantingEntries(tree: ScopeTree, node: ScopeNode): ReadonlySet<number> {
  const own = new Set(node.entries);
  const texts = tree.analysis.entries.map(({ canonical }) => canonical);
  const valid = [...texts.keys()].filter(
    (at) => tree.analysis.entries[at]?.state !== 'invalid' && !own.has(at) && texts[at] !== node.text,
  );
  const covering = tree.shape.coverage(valid.map((at) => texts[at] ?? ''));
  return new Set(covering(node.text).map((at) => valid[at] ?? -1));
}

/** Positions of the entries that the node covers. */
function entriesWithin(tree: ScopeTree, node: ScopeNode): readonly number[] {
  const covers = tree.shape.coverage([node.text]);
  return [...tree.items, ...tree.loose]
    .filter((one) => one.entries.length > 0)
    .filter((one) => covers('text' in one ? one.text : tree.shape.textAt(one)).length > 0)
    .flatMap(({ entries }) => entries);
}

/** What stands beside the node, from an entry that covers it down to it, of what the cluster has. */
function othersOf(tree: ScopeTree, text: string, node: ScopeNode): readonly string[] {
  const place = tree.shape.placeOf(text);
  if (place === null) {
    const within = tree.shape.coverage([node.text]);
    return namesUnder(tree, text)
      .map(tree.shape.textAt)
      .filter((name) => within(name).length === 0);
  }
  const whole: ScopeTree = { ...tree, shown: { items: tree.items, loose: [], invalid: [] } };
  const found: string[] = [];
  let at: ScopeNode = { ...rootOf(whole), id: `o:${place.key}`, text, place };
  for (;;) {
    const children = childrenOf(whole, at).filter(({ sort }) => sort === 'place');
    const next = children.find((child) => leadsTo(child, node));
    found.push(
      ...children
        .filter(
          (child) => child !== next && child.text !== node.text && namesUnder(tree, child.text).length > 0,
        )
        .map((child) => child.text),
    );
    if (next === undefined || next.text === node.text) return found;
    at = next;
  }
}

function leadsTo(child: ScopeNode, node: ScopeNode): boolean {
  if (child.text === node.text) return true;
  return child.place?.open === true && node.place?.key.startsWith(child.place.key) === true;
}

/** Of `added` those that neither `rest` nor another one of them allows already, in order. */
function withoutCovered(
  { shape }: ScopeTree,
  rest: readonly string[],
  added: readonly string[],
): readonly string[] {
  const { entries } = shape.analyse([...rest, ...added]);
  return added.filter((_, at) => entries[rest.length + at]?.state === 'kept');
}

/** What the cluster has that a list reaches, as texts of entries. */
export function reachedBy(tree: ScopeTree, list: readonly string[]): ReadonlySet<string> {
  const names = knownTexts(tree);
  if (list.length === 0) return new Set(tree.emptyMeans === 'everything' ? names : []);
  const kept = tree.shape.analyse(list).entries.filter(({ state }) => state === 'kept');
  const by = tree.shape.allowing(
    kept.map(({ canonical }) => canonical),
    names,
  );
  return new Set(names.filter((_, at) => (by[at] ?? -1) >= 0));
}

/** What becoming another list would change of what the cluster has now. */
export function effectOf(tree: ScopeTree, next: readonly string[]): Effect {
  const before = reachedBy(tree, tree.list);
  const after = reachedBy(tree, next);
  return {
    gains: [...after].filter((name) => !before.has(name)),
    loses: [...before].filter((name) => !after.has(name)),
  };
}

function knownTexts({ items, shape }: ScopeTree): readonly string[] {
  return items.filter((item: Item) => item.known).map(shape.textAt);
}

/** What a change of the check of a node comes to. */
export type Toggle =
  | { readonly sort: 'changed'; readonly list: readonly string[] }
  /** An entry above allows it: there are two answers. */
  | { readonly sort: 'question'; readonly replacement: Replacement }
  /** Nothing can be checked or unchecked: a refused entry is mended or removed. */
  | { readonly sort: 'none' };

/** Checks a node, or unchecks one that its own entry or an entry above it allows. */
export function toggleNode(tree: ScopeTree, node: ScopeNode): Toggle {
  const { list } = tree;
  switch (grantOf(tree, node).state) {
    case 'invalid':
      return { sort: 'none' };
    case 'granted':
      return { sort: 'changed', list: uncheckNode(list, node) };
    case 'by': {
      const replacement = replacementOf(tree, node);
      return replacement === null ? { sort: 'none' } : { sort: 'question', replacement };
    }
    case 'open':
    case 'partly':
    case 'none':
      return { sort: 'changed', list: checkNode(list, node) };
  }
}

/** The list after checking all of these nodes that are not allowed yet, or, if there is none, unchecking their entries. */
export function toggleNodes(tree: ScopeTree, nodes: readonly ScopeNode[]): readonly string[] {
  const asked = nodes.map((node) => ({ node, state: grantOf(tree, node).state }));
  const missing = asked.filter(({ state }) => state === 'open' || state === 'partly' || state === 'none');
  if (missing.length > 0) return [...tree.list, ...new Set(missing.map(({ node }) => node.text))];
  const positions = asked.flatMap(({ node, state }) => (state === 'granted' ? node.entries : []));
  return removeEntries(tree.list, new Set(positions));
}
