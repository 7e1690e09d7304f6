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
  /** Two numbers a slot: the hash of a piece, and its position plus one, where 0 is free. */
  readonly slots: Int32Array;
  readonly mask: number;
  readonly shift: number;
}

/** An empty table with room for `count` pieces. */
export function byteTable(pieces: Pieces, count: number): ByteTable {
  const size = powerOfTwo(count * 2);
  return { pieces, slots: new Int32Array(size * 2), mask: size - 1, shift: shiftFor(size) };
}

/** Puts a piece in, unless its bytes are there: answers the piece that stands for these bytes. */
export function addPiece({ pieces, slots, mask, shift }: ByteTable, piece: number): number {
  const hash = pieces.hashes[piece] ?? 0;
  const length = pieces.lengths[piece] ?? 0;
  const start = pieces.starts[piece] ?? 0;
  let slot = topBits(hash, shift);
  for (;;) {
    const other = (slots[2 * slot + 1] ?? 0) - 1;
    if (other < 0) break;
    if (slots[2 * slot] === hash && isPiece(pieces, other, start, length)) return other;
    slot = (slot + 1) & mask;
  }
  slots[2 * slot] = hash;
  slots[2 * slot + 1] = piece + 1;
  return piece;
}

/** The piece with these bytes, or -1. `hash` is that of the bytes. */
export function findPiece(
  { pieces, slots, mask, shift }: ByteTable,
  hash: number,
  start: number,
  length: number,
): number {
  let slot = topBits(hash, shift);
  for (;;) {
    const piece = (slots[2 * slot + 1] ?? 0) - 1;
    if (piece < 0 || (slots[2 * slot] === hash && isPiece(pieces, piece, start, length))) return piece;
    slot = (slot + 1) & mask;
  }
}

function isPiece(pieces: Pieces, piece: number, start: number, length: number): boolean {
  return (
    pieces.lengths[piece] === length && sameBytes(pieces.bytes, pieces.starts[piece] ?? 0, start, length)
  );
}
