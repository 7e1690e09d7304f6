/**
 * Hashes of bytes, four bytes at a step: a block of four is one number, and the hash of a text is that of its blocks
 * and then of its tail of none to three bytes. `step` -1 reads a text from its end.
 */
export type Step = 1 | -1;

const FIRST = 0x9e3779b1;
const SECOND = 0x85ebca6b;

/** Four bytes as one number. */
export function blockAt(bytes: Uint8Array, at: number, step: Step): number {
  return (
    (bytes[at] ?? 0) |
    ((bytes[at + step] ?? 0) << 8) |
    ((bytes[at + 2 * step] ?? 0) << 16) |
    ((bytes[at + 3 * step] ?? 0) << 24)
  );
}

/** The hash of a text that is one block longer; begins at 0. */
export function withBlock(hash: number, block: number): number {
  const mixed = Math.imul(hash ^ block, FIRST);
  return ((mixed ^ (mixed >>> 15)) + hash) | 0;
}

/** The hash of a text that ends with a tail of so many bytes, none to three, which stand in the lower bytes. */
export function withTail(hash: number, tail: number, length: number): number {
  const mixed = Math.imul(hash ^ (tail + (length << 24)), SECOND);
  return mixed ^ (mixed >>> 13);
}

/** The hash of a whole text of `length` bytes whose first byte, in reading order, stands at `from`. */
export function hashOf(bytes: Uint8Array, from: number, length: number, step: Step): number {
  let hash = 0;
  let at = from;
  let left = length;
  while (left >= 4) {
    hash = withBlock(hash, blockAt(bytes, at, step));
    at += 4 * step;
    left -= 4;
  }
  return withTail(hash, tailAt(bytes, at, step, left), left);
}

/** The hash of a text's whole blocks alone. */
export function hashOfBlocks(bytes: Uint8Array, from: number, length: number, step: Step): number {
  let hash = 0;
  let at = from;
  for (let left = length; left >= 4; left -= 4) {
    hash = withBlock(hash, blockAt(bytes, at, step));
    at += 4 * step;
  }
  return hash;
}

/** None to three bytes as one number. */
export function tailAt(bytes: Uint8Array, at: number, step: Step, length: number): number {
  let tail = 0;
  if (length > 0) tail = bytes[at] ?? 0;
  if (length > 1) tail |= (bytes[at + step] ?? 0) << 8;
  if (length > 2) tail |= (bytes[at + 2 * step] ?? 0) << 16;
  return tail;
}

/** The upper bits of a hash, mixed once more: which bit of a filter or cell of a table it means. */
export function topBits(hash: number, shift: number): number {
  return Math.imul(hash, FIRST) >>> shift;
}

/** At least 64, so that a filter has a word. */
export function powerOfTwo(least: number): number {
  return 2 ** Math.max(6, 32 - Math.clz32(Math.max(least, 1) - 1));
}

/** The shift that leaves the number of a cell among `size`, a power of two. */
export function shiftFor(size: number): number {
  return Math.clz32(size) + 1;
}

/** Whether the bytes from `a` are those from `b`. */
export function sameBytes(bytes: Uint8Array, a: number, b: number, length: number): boolean {
  for (let i = 0; i < length; i += 1) if (bytes[a + i] !== bytes[b + i]) return false;
  return true;
}
