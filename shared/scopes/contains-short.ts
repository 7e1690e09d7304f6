import { powerOfTwo, sameBytes, shiftFor, topBits } from './byte-hash';
import type { Pieces } from './byte-table';
import { note, seen, seenFilter, type SeenFilter } from './seen-filter';

/** Cores filed under a window of `width` bytes of themselves, so that a text is compared only where it has one. */
interface Shelf {
  readonly width: number;
  readonly leaving: number;
  /** Per hash of a window the first core plus one; `next` leads on. */
  readonly heads: Int32Array;
  readonly shift: number;
  readonly filter: SeenFilter;
  /** How often each window occurs, roughly: which one of a core is the rarest. */
  readonly counts: Int32Array;
  readonly countShift: number;
}

/** Short cores by the widths of their windows. */
export interface ShortCores {
  readonly pieces: Pieces;
  readonly shelves: readonly Shelf[];
  /** Per core: the next one of its chain plus one, the hash of its window, and where in the core that begins. */
  readonly next: Int32Array;
  readonly anchors: Int32Array;
  readonly offsets: Int32Array;
}

/** Widths of windows; a core is filed under the widest that fits in it. */
const WIDTHS = [1, 2, 3, 6] as const;
const BASE = 0x01000193;
const LARGEST_COUNTS = 1 << 17;

/** An empty table for these cores; `sample` are texts to be searched, from which it learns what is rare. */
export function shortCores(pieces: Pieces, cores: Int32Array, sample: Int32Array): ShortCores {
  const shelves: Shelf[] = [];
  WIDTHS.forEach((width, i) => {
    const longer = WIDTHS[i + 1] ?? Infinity;
    const own = cores.filter((core) => {
      const length = pieces.lengths[core] ?? 0;
      return length >= width && length < longer;
    });
    if (own.length > 0) shelves.push(shelfOf(pieces, width, own, sample));
  });
  const { length } = pieces.lengths;
  return {
    pieces,
    shelves,
    next: new Int32Array(length),
    anchors: new Int32Array(length),
    offsets: new Int32Array(length),
  };
}

/** `BASE` to the power of the length: what the first byte of a window has become when it leaves. */
function leavingFactor(length: number): number {
  let factor = 1;
  for (let i = 0; i < length; i += 1) factor = Math.imul(factor, BASE);
  return factor;
}

function shelfOf(pieces: Pieces, width: number, cores: Int32Array, sample: Int32Array): Shelf {
  const size = powerOfTwo(cores.length * 2);
  const cells = Math.min(LARGEST_COUNTS, powerOfTwo(cores.length * 32));
  const shelf: Shelf = {
    width,
    leaving: leavingFactor(width),
    heads: new Int32Array(size),
    shift: shiftFor(size),
    filter: seenFilter(cores.length),
    counts: new Int32Array(cells),
    countShift: shiftFor(cells),
  };
  for (const core of cores) count(shelf, pieces, core);
  for (const text of sample) count(shelf, pieces, text);
  return shelf;
}

function count(
  { width, leaving, counts, countShift }: Shelf,
  { bytes, starts, lengths }: Pieces,
  piece: number,
): void {
  const start = starts[piece] ?? 0;
  const end = start + (lengths[piece] ?? 0);
  let hash = 0;
  for (let at = start; at < end; at += 1) {
    hash = (Math.imul(hash, BASE) + (bytes[at] ?? 0)) | 0;
    if (at - start >= width) hash = (hash - Math.imul(bytes[at - width] ?? 0, leaving)) | 0;
    if (at - start < width - 1) continue;
    const cell = topBits(hash, countShift);
    counts[cell] = (counts[cell] ?? 0) + 1;
  }
}

/** Files a core under its rarest window. */
export function addShortCore(table: ShortCores, core: number): void {
  const { pieces, next, anchors, offsets } = table;
  const length = pieces.lengths[core] ?? 0;
  const shelf = table.shelves.findLast(({ width }) => width <= length);
  if (shelf === undefined) return;
  rarest(table, shelf, core);
  const hash = anchors[core] ?? 0;
  const head = topBits(hash, shelf.shift);
  next[core] = shelf.heads[head] ?? 0;
  shelf.heads[head] = core + 1;
  note(shelf.filter, hash);
  offsets[core] = (offsets[core] ?? 0) - (pieces.starts[core] ?? 0);
}

/** Notes the hash of the rarest window and where it begins in the arena. */
function rarest({ pieces, anchors, offsets }: ShortCores, shelf: Shelf, core: number): void {
  const { bytes, starts, lengths } = pieces;
  const { width, leaving, counts, countShift } = shelf;
  const start = starts[core] ?? 0;
  const end = start + (lengths[core] ?? 0);
  let fewest = Infinity;
  let hash = 0;
  for (let at = start; at < end; at += 1) {
    hash = (Math.imul(hash, BASE) + (bytes[at] ?? 0)) | 0;
    if (at - start >= width) hash = (hash - Math.imul(bytes[at - width] ?? 0, leaving)) | 0;
    if (at - start < width - 1) continue;
    const often = counts[topBits(hash, countShift)] ?? 0;
    if (often >= fewest) continue;
    fewest = often;
    anchors[core] = hash;
    offsets[core] = at - width + 1;
  }
}

/** The smaller of `bestSoFar` (-1: none) and the smallest position among the filed cores that the piece contains. */
export function firstShortCore(table: ShortCores, piece: number, bestSoFar: number): number {
  let best = bestSoFar;
  for (const shelf of table.shelves) best = searchShelf(table, shelf, piece, best);
  return best;
}

function searchShelf(table: ShortCores, shelf: Shelf, piece: number, bestSoFar: number): number {
  const { bytes, starts, lengths } = table.pieces;
  const { width, leaving, filter } = shelf;
  const start = starts[piece] ?? 0;
  const end = start + (lengths[piece] ?? 0);
  const first = start + width;
  if (first > end) return bestSoFar;
  let best = bestSoFar;
  let hash = 0;
  for (let at = start; at < first - 1; at += 1) hash = (Math.imul(hash, BASE) + (bytes[at] ?? 0)) | 0;
  let before = 0;
  for (let at = first - 1; at < end; at += 1) {
    hash = (Math.imul(hash, BASE) + (bytes[at] ?? 0) - Math.imul(before, leaving)) | 0;
    before = bytes[at - width + 1] ?? 0;
    if (!seen(filter, hash)) continue;
    best = chained(table, shelf, hash, at - width + 1, start, end, best);
  }
  return best;
}

/** Compares the text around a window with the cores that are filed under it. */
function chained(
  { pieces, next, anchors, offsets }: ShortCores,
  { heads, shift }: Shelf,
  hash: number,
  at: number,
  start: number,
  end: number,
  bestSoFar: number,
): number {
  let best = bestSoFar;
  let core = (heads[topBits(hash, shift)] ?? 0) - 1;
  while (core >= 0) {
    if ((best < 0 || core < best) && anchors[core] === hash) {
      const from = at - (offsets[core] ?? 0);
      const length = pieces.lengths[core] ?? 0;
      const inside = from >= start && from + length <= end;
      if (inside && sameBytes(pieces.bytes, pieces.starts[core] ?? 0, from, length)) best = core;
    }
    core = (next[core] ?? 0) - 1;
  }
  return best;
}
