import type { Place } from './shape';

/** One thing that stands at a place of the tree: an entry, a name that the cluster knows, or both. */
export interface Item extends Place {
  /** Positions of the entries that mean exactly this, in order; none for a name that is no entry. */
  readonly entries: readonly number[];
  /** Whether the cluster knows it. */
  readonly known: boolean;
}

/** In order of keys (UTF-16 units); an open place comes before the closed one of the same key. */
export function comparePlaces(a: Place, b: Place): number {
  if (a.key !== b.key) return a.key < b.key ? -1 : 1;
  return Number(b.open) - Number(a.open);
}

/** The first of the sorted items whose key is not before this one. */
export function firstFrom(items: readonly Place[], key: string): number {
  return bisect(items, (item) => item.key < key);
}

/** The first of the sorted items behind all that begin with this key. */
export function endOf(items: readonly Place[], key: string): number {
  return bisect(items, (item) => item.key.slice(0, key.length) <= key);
}

/** The item at exactly this place, or undefined. */
export function itemAt<One extends Place>(items: readonly One[], { key, open }: Place): One | undefined {
  const at = firstFrom(items, key);
  return [items[at], items[at + 1]].find((item) => item?.key === key && item.open === open);
}

function bisect(items: readonly Place[], isBefore: (item: Place) => boolean): number {
  let low = 0;
  let high = items.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    const item = items[middle];
    if (item !== undefined && isBefore(item)) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Sums up to each position, so that the sum over a range is one subtraction. */
export function sumsOf<One>(items: readonly One[], weight: (item: One) => number): Float64Array {
  const sums = new Float64Array(items.length + 1);
  items.forEach((item, at) => {
    sums[at + 1] = (sums[at] ?? 0) + weight(item);
  });
  return sums;
}

/** The sum over the items from `from` up to, but without, `to`. */
export function sumOver(sums: Float64Array, from: number, to: number): number {
  return (sums[to] ?? 0) - (sums[from] ?? 0);
}
