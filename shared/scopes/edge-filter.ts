import { blockAt, hashOfBlocks, tailAt, withBlock, withTail, type Step } from './byte-hash';
import { addPiece, byteTable, findPiece, type ByteTable, type Pieces } from './byte-table';
import { note, seen, seenFilter, seenTwice, type SeenFilter } from './seen-filter';

/**
 * Finds the shortest of many pieces that begins (`step` 1) or ends (`step` -1) a text, in three rounds: `reached` tells
 * which texts may have one, `fileReached` files only the pieces that may be meant, `shortestAtEdge` looks them up.
 */
export interface EdgeFilter {
  readonly pieces: Pieces;
  readonly members: Int32Array;
  readonly step: Step;
  /** By the hash of the whole blocks of each member. */
  readonly blocks: SeenFilter;
  /** Hashes of `blocks` that texts came with. */
  readonly wanted: SeenFilter;
  /** The length of the shortest member in whole blocks. */
  readonly shortest: number;
}

/** The filter of the given pieces, whose bytes are all different. */
export function edgeFilter(pieces: Pieces, members: Int32Array, step: Step): EdgeFilter {
  const blocks = seenFilter(members.length);
  let shortest = Infinity;
  for (let i = 0; i < members.length; i += 1) {
    const piece = members[i] ?? 0;
    const length = pieces.lengths[piece] ?? 0;
    if (length < shortest) shortest = length;
    note(blocks, hashOfBlocks(pieces.bytes, edgeOf(pieces, piece, step), length, step));
  }
  const wanted = seenFilter(members.length);
  return { pieces, members, step, blocks, wanted, shortest: shortest & ~3 };
}

function edgeOf({ starts, lengths }: Pieces, piece: number, step: Step): number {
  const start = starts[piece] ?? 0;
  return step === 1 ? start : start + (lengths[piece] ?? 0) - 1;
}

/** The texts that may have a member at their edge; `asMembers`: they are members, and only shorter ones count. */
export function reached(filter: EdgeFilter, texts: Int32Array, asMembers: boolean): Int32Array {
  const found = new Int32Array(texts.length);
  if (filter.members.length === 0) return found.subarray(0, 0);
  let count = 0;
  for (let i = 0; i < texts.length; i += 1) {
    const text = texts[i] ?? 0;
    if (!mayHaveOne(filter, text, asMembers)) continue;
    found[count] = text;
    count += 1;
  }
  return found.subarray(0, count);
}

function mayHaveOne(filter: EdgeFilter, text: number, asMember: boolean): boolean {
  const { pieces, step, shortest, blocks } = filter;
  const length = pieces.lengths[text] ?? 0;
  const limit = asMember ? length - 1 : length;
  if (limit < shortest) return false;
  const edge = edgeOf(pieces, text, step);
  let hash = hashOfBlocks(pieces.bytes, edge, shortest, step);
  // At its own blocks a member has seen itself.
  const own = asMember ? length & ~3 : -1;
  let any = false;
  for (let done = shortest; done <= limit; done += 4) {
    if (done === own ? seenTwice(blocks, hash) : seen(blocks, hash)) {
      note(filter.wanted, hash);
      any = true;
    }
    hash = withBlock(hash, blockAt(pieces.bytes, edge + done * step, step));
  }
  return any;
}

/** Files the members that some text may have at its edge. */
export function fileReached({ pieces, members, step, wanted }: EdgeFilter): ByteTable {
  const own = new Int32Array(members.length);
  let count = 0;
  for (let i = 0; i < members.length; i += 1) {
    const piece = members[i] ?? 0;
    const length = pieces.lengths[piece] ?? 0;
    if (!seen(wanted, hashOfBlocks(pieces.bytes, edgeOf(pieces, piece, step), length, step))) continue;
    own[count] = piece;
    count += 1;
  }
  const table = byteTable(pieces, count);
  for (let i = 0; i < count; i += 1) addPiece(table, own[i] ?? 0);
  return table;
}

/** The shortest filed piece at the edge of a text, or -1; of a member only shorter ones. */
export function shortestAtEdge(
  { pieces, step, shortest, wanted }: EdgeFilter,
  table: ByteTable,
  text: number,
  asMember: boolean,
): number {
  const length = pieces.lengths[text] ?? 0;
  const limit = asMember ? length - 1 : length;
  const edge = edgeOf(pieces, text, step);
  let hash = hashOfBlocks(pieces.bytes, edge, shortest, step);
  for (let done = shortest; done <= limit; done += 4) {
    if (seen(wanted, hash)) {
      const piece = withTails(table, step, edge, limit, done, hash);
      if (piece >= 0) return piece;
    }
    hash = withBlock(hash, blockAt(pieces.bytes, edge + done * step, step));
  }
  return -1;
}

/** Tries the lengths from so many whole blocks up to the next one. */
function withTails(
  table: ByteTable,
  step: Step,
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
