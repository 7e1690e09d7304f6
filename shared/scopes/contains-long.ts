import { blockAt, powerOfTwo, sameBytes, shiftFor, topBits, withBlock } from './byte-hash';
import type { Pieces } from './byte-table';
import { note, seen, seenFilter, type SeenFilter } from './seen-filter';

/** A window is two blocks of four bytes. */
const WIDTH = 8;
/** Texts are looked at in every fourth place only, so a core is filed under four windows in a row. */
const STRIDE = 4;
/** The shortest core that has four windows. */
export const LONG_CORE = WIDTH + STRIDE - 1;

const FILING = 4;
const MOST_COUNTS = 1 << 17;
const COUNTS_A_CORE = 32;

/** Long cores, each filed under its rarest four windows in a row. */
export interface LongCores {
  readonly pieces: Pieces;
  /** Per hash of a window the first filing plus one; a filing leads on. */
  readonly heads: Int32Array;
  readonly headShift: number;
  readonly filter: SeenFilter;
  /** How often each window occurs, roughly. */
  readonly counts: Int32Array;
  readonly countShift: number;
  /** Four numbers a filing: the hash of the window, the core, where in it the window begins, the next filing plus one. */
  readonly filings: Int32Array;
  filed: number;
}

/** Room for these cores; from them and from `sample`, texts to be searched, it learns which windows are rare. */
export function longCores(pieces: Pieces, cores: Int32Array, sample: Int32Array): LongCores {
  const filings = cores.length * STRIDE;
  const heads = powerOfTwo(filings * 2);
  const counts = Math.min(MOST_COUNTS, powerOfTwo(cores.length * COUNTS_A_CORE));
  const table: LongCores = {
    pieces,
    heads: new Int32Array(heads),
    headShift: shiftFor(heads),
    filter: seenFilter(filings),
    counts: new Int32Array(counts),
    countShift: shiftFor(counts),
    filings: new Int32Array(filings * FILING),
    filed: 0,
  };
  for (let i = 0; i < cores.length; i += 1) count(table, cores[i] ?? 0);
  for (let i = 0; i < sample.length; i += 1) count(table, sample[i] ?? 0);
  return table;
}

function windowHash(first: number, second: number): number {
  return withBlock(withBlock(0, first), second);
}

function count({ pieces, counts, countShift }: LongCores, piece: number): void {
  const { bytes } = pieces;
  const start = pieces.starts[piece] ?? 0;
  const last = start + (pieces.lengths[piece] ?? 0) - WIDTH;
  for (let at = start; at <= last; at += 1) {
    const cell = topBits(windowHash(blockAt(bytes, at, 1), blockAt(bytes, at + 4, 1)), countShift);
    counts[cell] = (counts[cell] ?? 0) + 1;
  }
}

/** Files a core of at least LONG_CORE bytes. */
export function addLongCore(table: LongCores, core: number): void {
  const { pieces, heads, headShift, filter } = table;
  const start = pieces.starts[core] ?? 0;
  const from = rarestRun(table, core);
  for (let i = 0; i < STRIDE; i += 1) {
    const at = from + i;
    const hash = windowHash(blockAt(pieces.bytes, at, 1), blockAt(pieces.bytes, at + 4, 1));
    const filing = table.filed;
    table.filed += 1;
    const head = topBits(hash, headShift);
    table.filings[FILING * filing] = hash;
    table.filings[FILING * filing + 1] = core;
    table.filings[FILING * filing + 2] = at - start;
    table.filings[FILING * filing + 3] = heads[head] ?? 0;
    heads[head] = filing + 1;
    note(filter, hash);
  }
}

/** Where in the arena the four windows begin whose commonest one is the rarest. */
function rarestRun({ pieces, counts, countShift }: LongCores, core: number): number {
  const { bytes } = pieces;
  const start = pieces.starts[core] ?? 0;
  const last = start + (pieces.lengths[core] ?? 0) - WIDTH;
  let best = start;
  let fewest = Infinity;
  let third = Infinity;
  let second = Infinity;
  let first = Infinity;
  for (let at = start; at <= last; at += 1) {
    const often =
      counts[topBits(windowHash(blockAt(bytes, at, 1), blockAt(bytes, at + 4, 1)), countShift)] ?? 0;
    const most = Math.max(often, first, second, third);
    third = second;
    second = first;
    first = often;
    if (most >= fewest) continue;
    fewest = most;
    best = at - STRIDE + 1;
  }
  return best;
}

/** The smaller of `bestSoFar` (-1: none) and the smallest position among the filed cores that the piece contains. */
export function firstLongCore(table: LongCores, piece: number, bestSoFar: number): number {
  const { filter } = table;
  const { bytes, starts, lengths } = table.pieces;
  const start = starts[piece] ?? 0;
  const end = start + (lengths[piece] ?? 0);
  let best = bestSoFar;
  let before = blockAt(bytes, start, 1);
  for (let at = start + STRIDE; at + STRIDE <= end; at += STRIDE) {
    const block = blockAt(bytes, at, 1);
    const hash = windowHash(before, block);
    before = block;
    if (!seen(filter, hash)) continue;
    best = chained(table, hash, at - STRIDE, start, end, best);
  }
  return best;
}

/** Compares the text around a window with the cores that are filed under it. */
function chained(
  table: LongCores,
  hash: number,
  at: number,
  start: number,
  end: number,
  bestSoFar: number,
): number {
  const { pieces, filings } = table;
  let best = bestSoFar;
  let filing = (table.heads[topBits(hash, table.headShift)] ?? 0) - 1;
  while (filing >= 0) {
    const own = FILING * filing;
    const core = filings[own + 1] ?? 0;
    if (filings[own] === hash && (best < 0 || core < best)) {
      const from = at - (filings[own + 2] ?? 0);
      const length = pieces.lengths[core] ?? 0;
      const inside = from >= start && from + length <= end;
      if (inside && sameBytes(pieces.bytes, pieces.starts[core] ?? 0, from, length)) best = core;
    }
    filing = (filings[own + 3] ?? 0) - 1;
  }
  return best;
}
