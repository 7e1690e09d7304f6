import { powerOfTwo, shiftFor, topBits } from './byte-hash';

/**
 * Remembers hashes, roughly: it may take one for seen that was not, never the other way round. A hash means two bits of
 * one word; beside each word stands another one with the bits of the hashes that came more than once.
 */
export interface SeenFilter {
  readonly words: Int32Array;
  readonly shift: number;
}

const BITS_A_HASH = 8;

/** An empty filter with room for `count` hashes. */
export function seenFilter(count: number): SeenFilter {
  const words = powerOfTwo((count * BITS_A_HASH) >> 5);
  return { words: new Int32Array(2 * words), shift: shiftFor(words) };
}

function bitsOf(hash: number): number {
  return (1 << (hash & 31)) | (1 << ((hash >>> 5) & 31));
}

export function note({ words, shift }: SeenFilter, hash: number): void {
  const word = 2 * topBits(hash, shift);
  const bits = bitsOf(hash);
  const once = words[word] ?? 0;
  if ((once & bits) === bits) words[word + 1] = (words[word + 1] ?? 0) | bits;
  else words[word] = once | bits;
}

/** False when nobody came with this hash. */
export function seen({ words, shift }: SeenFilter, hash: number): boolean {
  const bits = bitsOf(hash);
  return ((words[2 * topBits(hash, shift)] ?? 0) & bits) === bits;
}

/** False when at most one came with this hash. */
export function seenTwice({ words, shift }: SeenFilter, hash: number): boolean {
  const bits = bitsOf(hash);
  return ((words[2 * topBits(hash, shift) + 1] ?? 0) & bits) === bits;
}
