import { powerOfTwo, shiftFor, topBits } from './byte-hash';

/**
 * Remembers hashes, roughly: it may take one for seen that was not, never the other way round. A hash means two bits of
 * one word of `once`; `twice` has the bits of the hashes that came more than once.
 */
export interface SeenFilter {
  readonly once: Int32Array;
  readonly twice: Int32Array;
  readonly shift: number;
}

const BITS_A_HASH = 8;

/** An empty filter with room for `count` hashes. */
export function seenFilter(count: number): SeenFilter {
  const words = powerOfTwo((count * BITS_A_HASH) >> 5);
  return { once: new Int32Array(words), twice: new Int32Array(words), shift: shiftFor(words) };
}

function bitsOf(hash: number): number {
  return (1 << (hash & 31)) | (1 << ((hash >>> 5) & 31));
}

export function note({ once, twice, shift }: SeenFilter, hash: number): void {
  const word = topBits(hash, shift);
  const bits = bitsOf(hash);
  const before = once[word] ?? 0;
  if ((before & bits) === bits) twice[word] = (twice[word] ?? 0) | bits;
  else once[word] = before | bits;
}

/** False when nobody came with this hash. */
export function seen({ once, shift }: SeenFilter, hash: number): boolean {
  const bits = bitsOf(hash);
  return ((once[topBits(hash, shift)] ?? 0) & bits) === bits;
}

/** False when at most one came with this hash. */
export function seenTwice({ twice, shift }: SeenFilter, hash: number): boolean {
  const bits = bitsOf(hash);
  return ((twice[topBits(hash, shift)] ?? 0) & bits) === bits;
}
