import { powerOfTwo, sameBytes, shiftFor, topBits } from './byte-hash';

/** Pieces of one arena, each with the hash of its bytes (byte-hash.ts). */
export interface Pieces {
  readonly bytes: Uint8Array;
  readonly starts: Int32Array;
  readonly lengths: Int32Array;
  readonly hashes: Int32Array;
}

/** A set of pieces that finds equal bytes, by open addressing. */
export interface ByteTable {
  readonly pieces: Pieces;
  /** A slot is four numbers, so that a look-up stays in one place: hash, position plus one (0: free), start, length. */
  readonly slots: Int32Array;
  readonly mask: number;
  readonly shift: number;
}

const SLOT = 4;

/** An empty table with room for `count` pieces. */
export function byteTable(pieces: Pieces, count: number): ByteTable {
  const size = powerOfTwo(count + (count >> 1));
  return { pieces, slots: new Int32Array(size * SLOT), mask: size - 1, shift: shiftFor(size) };
}

/** Puts a piece in, unless its bytes are there: answers the piece that stands for these bytes. */
export function addPiece(table: ByteTable, piece: number): number {
  const { pieces, slots } = table;
  const hash = pieces.hashes[piece] ?? 0;
  const length = pieces.lengths[piece] ?? 0;
  const start = pieces.starts[piece] ?? 0;
  const slot = slotFor(table, hash, start, length);
  const other = (slots[slot + 1] ?? 0) - 1;
  if (other >= 0) return other;
  slots[slot] = hash;
  slots[slot + 1] = piece + 1;
  slots[slot + 2] = start;
  slots[slot + 3] = length;
  return piece;
}

/** The piece with these bytes, or -1. `hash` is that of the bytes. */
export function findPiece(table: ByteTable, hash: number, start: number, length: number): number {
  return (table.slots[slotFor(table, hash, start, length) + 1] ?? 0) - 1;
}

/** Where the slot of these bytes begins, or a free one. */
function slotFor(
  { pieces, slots, mask, shift }: ByteTable,
  hash: number,
  start: number,
  length: number,
): number {
  let slot = topBits(hash, shift);
  for (;;) {
    const at = slot * SLOT;
    if (slots[at + 1] === 0) return at;
    const same = slots[at] === hash && slots[at + 3] === length;
    if (same && sameBytes(pieces.bytes, slots[at + 2] ?? 0, start, length)) return at;
    slot = (slot + 1) & mask;
  }
}
