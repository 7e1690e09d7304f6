import { addPiece, byteTable, type ByteTable, type Pieces } from './byte-table';
import { note, seenFilter, seenTwice } from './seen-filter';
import { DUPLICATE } from './survey';

/** The positions with this sort, in order. */
export function ofSort(sorts: Uint8Array, sort: number): Int32Array {
  let count = 0;
  for (let i = 0; i < sorts.length; i += 1) if (sorts[i] === sort) count += 1;
  const found = new Int32Array(count);
  let next = 0;
  for (let i = 0; i < sorts.length; i += 1) {
    if (sorts[i] !== sort) continue;
    found[next] = i;
    next += 1;
  }
  return found;
}

/** Pieces of which each stands for its bytes alone, in the order of the list, and the table that finds them. */
export interface Distinct {
  readonly table: ByteTable;
  readonly firsts: Int32Array;
}

/** Files pieces and marks in `states` and `to` those whose bytes stand there already. */
export function distinct(pieces: Pieces, own: Int32Array, states: Uint8Array, to: Int32Array): Distinct {
  const table = byteTable(pieces, own.length);
  fileAll(table, own, states, to);
  return { table, firsts: withoutDuplicates(own, states) };
}

/** The same for pieces that need not be found later: only hashes that came more than once are looked at. */
export function distinctAlone(
  pieces: Pieces,
  own: Int32Array,
  states: Uint8Array,
  to: Int32Array,
): Int32Array {
  const { hashes } = pieces;
  const filter = seenFilter(own.length);
  for (let i = 0; i < own.length; i += 1) note(filter, hashes[own[i] ?? 0] ?? 0);
  const doubtful = new Int32Array(own.length);
  let count = 0;
  for (let i = 0; i < own.length; i += 1) {
    const at = own[i] ?? 0;
    if (!seenTwice(filter, hashes[at] ?? 0)) continue;
    doubtful[count] = at;
    count += 1;
  }
  fileAll(byteTable(pieces, count), doubtful.subarray(0, count), states, to);
  return withoutDuplicates(own, states);
}

function fileAll(table: ByteTable, own: Int32Array, states: Uint8Array, to: Int32Array): void {
  for (let i = 0; i < own.length; i += 1) {
    const at = own[i] ?? 0;
    const first = addPiece(table, at);
    if (first === at) continue;
    states[at] = DUPLICATE;
    to[at] = first;
  }
}

/** Moves those that are no duplicates to the front. */
function withoutDuplicates(own: Int32Array, states: Uint8Array): Int32Array {
  let count = 0;
  for (let i = 0; i < own.length; i += 1) {
    const at = own[i] ?? 0;
    if (states[at] === DUPLICATE) continue;
    own[count] = at;
    count += 1;
  }
  return own.subarray(0, count);
}
