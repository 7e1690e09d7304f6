import type { Pattern } from './pattern';
import { containsIndex } from './contains-index';

/** A core with the position of its pattern in the list. */
interface Placed {
  readonly core: string;
  readonly at: number;
}

/**
 * For pairwise different patterns: per pattern, the position of the first one in the list that covers it and is
 * covered by none itself, or -1 (key-apis C7, "Procedure"; C5 proves that single patterns suffice). Prefixes and
 * suffixes that survive are looked up by bisection, as no survivor begins (ends) with another one.
 */
export function patternCoverers(patterns: readonly Pattern[]): readonly number[] {
  const result = patterns.map(() => -1);
  const all = patterns.findIndex(({ sort }) => sort === 'all');
  if (all >= 0) return result.map((_, at) => (at === all ? -1 : all));

  const of = (sort: 'exact' | 'prefix' | 'suffix' | 'contains'): Placed[] =>
    patterns.flatMap((pattern, at) => (pattern.sort === sort ? [{ core: pattern.core, at }] : []));
  const contains = survivingContains(of('contains'), result);
  const starts = survivingStarts(of('prefix'), contains, result);
  const ends = survivingStarts(of('suffix').map(reversed), reversedLookup(contains), result);

  for (const { core, at } of of('exact')) {
    const hits = [contains(core), find(starts, core), find(ends, ends.length === 0 ? '' : reverse(core))];
    result[at] = smallest(hits);
  }
  return result;
}

type Lookup = (text: string) => number;

/** Marks contains patterns whose core holds another one's; answers the look-up of the others. */
function survivingContains(placed: readonly Placed[], result: number[]): Lookup {
  if (placed.length === 0) return () => -1;
  const every = containsIndex(placed);
  const survivors = placed.filter(({ core, at }) => every(core, at) < 0);
  const lookup = survivors.length === placed.length ? every : containsIndex(survivors);
  if (survivors.length < placed.length) {
    for (const { core, at } of placed) result[at] = lookup(core, at);
  }
  return (text) => lookup(text, -1);
}

/** Marks prefixes that another prefix or a contains pattern covers; answers the others, sorted by core. */
function survivingStarts(placed: readonly Placed[], contains: Lookup, result: number[]): readonly Placed[] {
  const sorted = [...placed].sort((a, b) => (a.core < b.core ? -1 : 1));
  const shortest: Placed[] = [];
  for (const one of sorted) {
    const last = shortest[shortest.length - 1];
    if (last === undefined || !one.core.startsWith(last.core)) shortest.push(one);
  }
  const survivors = shortest.filter(({ core }) => contains(core) < 0);
  for (const { core, at } of sorted) {
    const start = find(survivors, core);
    result[at] = smallest([contains(core), start === at ? -1 : start]);
  }
  return survivors;
}

/** The position of the pattern whose core begins the text, in a sorted list in which no core begins another; or -1. */
function find(sorted: readonly Placed[], text: string): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    const one = sorted[middle];
    if (one !== undefined && one.core <= text) low = middle + 1;
    else high = middle;
  }
  const before = sorted[low - 1];
  return before !== undefined && text.startsWith(before.core) ? before.at : -1;
}

function smallest(positions: readonly number[]): number {
  const found = positions.filter((at) => at >= 0);
  return found.length === 0 ? -1 : Math.min(...found);
}

function reversed({ core, at }: Placed): Placed {
  return { core: reverse(core), at };
}

function reversedLookup(contains: Lookup): Lookup {
  return (text) => contains(reverse(text));
}

function reverse(text: string): string {
  let result = '';
  for (let i = text.length - 1; i >= 0; i -= 1) result += text.charAt(i);
  return result;
}
