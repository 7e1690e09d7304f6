import type { ScopeNode, ScopeTree } from '#shared/scopes/tree/tree';
import type { Nouns } from './words';

interface After {
  readonly next: readonly string[];
  readonly noun: Nouns;
  readonly whenEmpty: string;
}

/** What checking or unchecking a node came to, where the check alone does not say it. */
export function checkWords(tree: ScopeTree, node: ScopeNode, { next, noun, whenEmpty }: After): string {
  if (next.length === 0) return whenEmpty;
  if (tree.list.length === 0 && tree.emptyMeans === 'everything') {
    return `Only ${node.text} is reached now; before, every ${noun.one} was.`;
  }
  const [own] = node.entries;
  const entry = own === undefined ? undefined : tree.analysis.entries[own];
  if (entry?.state !== 'redundant') return '';
  return `Nothing changes: ${tree.list[entry.because] ?? ''} allows ${node.text}.`;
}
