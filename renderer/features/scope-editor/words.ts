import type { TreeFamily } from '#shared/scopes/tree/shape';
import type { Grant, Reach } from '#shared/scopes/tree/states';
import type { ScopeNode } from '#shared/scopes/tree/tree';
import { formatCount } from '../../ui';

/** What the entries of a family stand for. */
export interface Nouns {
  readonly one: string;
  readonly many: string;
}

export const nouns: Readonly<Record<TreeFamily, Nouns>> = {
  index: { one: 'index', many: 'indices' },
  referer: { one: 'page', many: 'pages' },
  algo: { one: 'algorithm', many: 'algorithms' },
};

/** "1 index", "14 indices". */
export function countOf(count: number, { one, many }: Nouns): string {
  return `${formatCount(count)} ${count === 1 ? one : many}`;
}

/** "1 entry", "3 entries". */
export function entriesOf(count: number): string {
  return countOf(count, { one: 'entry', many: 'entries' });
}

/** What a node reaches now, in short; empty where that is not known. */
export function reachWords(
  node: ScopeNode,
  { state }: Grant,
  reach: Reach | null,
  { noun, redundant }: { readonly noun: Nouns; readonly redundant: boolean },
): string {
  if (reach === null) return '';
  if (redundant) return 'adds 0';
  if (reach.known === 0) return countOf(0, noun);
  if (node.level === 1 || state === 'partly')
    return `${formatCount(reach.reached)} of ${formatCount(reach.known)}`;
  if (node.known && reach.known === 1 && node.entries.length === 0) {
    return state === 'none' ? 'not reached' : 'reached';
  }
  return countOf(reach.known, noun);
}
