import { blockAt, hashOfBlocks, tailAt, withBlock, withTail, type Step } from './byte-hash';
import { findPiece, type ByteTable } from './byte-table';
import { note, seen, seenFilter, seenTwice, type SeenFilter } from './seen-filter';

/** What tells quickly that no piece of a table begins (`step` 1) or ends (`step` -1) a text. */
export interface EdgeFilter {
  readonly table: ByteTable;
  readonly step: Step;
  /** By the hash of the whole blocks of each piece. */
  readonly blocks: SeenFilter;
  /** The length of the shortest piece in whole blocks. */
  readonly shortest: number;
}

/** The filter of the given pieces, which stand in the table. */
export function edgeFilter(table: ByteTable, members: Int32Array, step: Step): EdgeFilter {
  const { bytes, starts, lengths } = table.pieces;
  const blocks = seenFilter(members.length);
  let shortest = Infinity;
  for (let i = 0; i < members.length; i += 1) {
    const piece = members[i] ?? 0;
    const length = lengths[piece] ?? 0;
    const start = starts[piece] ?? 0;
    if (length < shortest) shortest = length;
    note(blocks, hashOfBlocks(bytes, step === 1 ? start : start + length - 1, length, step));
  }
  return { table, step, blocks, shortest: shortest & ~3 };
}

/**
 * The shortest piece of the filter's table at the edge of a text, shorter than the text if that is a member itself;
 * or -1.
 */
export function shortestAtEdge(filter: EdgeFilter, from: number, length: number, member: boolean): number {
  const { step, shortest } = filter;
  const { bytes } = filter.table.pieces;
  const limit = member ? length - 1 : length;
  if (limit < shortest) return -1;
  const edge = step === 1 ? from : from + length - 1;
  let hash = hashOfBlocks(bytes, edge, shortest, step);
  // At its own blocks a member has seen itself.
  const own = member ? length & ~3 : -1;
  for (let done = shortest; done <= limit; done += 4) {
    if (done === own ? seenTwice(filter.blocks, hash) : seen(filter.blocks, hash)) {
      const piece = withTails(filter, edge, limit, done, hash);
      if (piece >= 0) return piece;
    }
    hash = withBlock(hash, blockAt(bytes, edge + done * step, step));
  }
  return -1;
}

/** Tries the lengths from so many whole blocks up to the next one. */
function withTails(
  { table, step }: EdgeFilter,
  edge: number,
  limit: number,
  blocks: number,
  hash: number,
): number {
  const { bytes } = table.pieces;
  for (let tail = 0; tail < 4 && blocks + tail <= limit; tail += 1) {
    const length = blocks + tail;
    const whole = withTail(hash, tailAt(bytes, edge + blocks * step, step, tail), tail);
    const piece = findPiece(table, whole, step === 1 ? edge : edge - length + 1, length);
    if (piece >= 0) return piece;
  }
  return -1;
}
