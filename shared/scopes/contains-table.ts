import type { Pieces } from './byte-table';
import { addLongCore, firstLongCore, LONG_CORE, longCores, type LongCores } from './contains-long';
import { addShortCore, firstShortCore, shortCores, type ShortCores } from './contains-short';

/** Finds those of many cores that a text contains. */
export interface ContainsTable {
  readonly lengths: Int32Array;
  readonly short: ShortCores | null;
  readonly long: LongCores | null;
}

/** An empty table with room for these cores; `sample` are texts to be searched, from which it learns what is rare. */
export function containsTable(pieces: Pieces, cores: Int32Array, sample: Int32Array): ContainsTable {
  const { lengths } = pieces;
  const short = cores.filter((core) => (lengths[core] ?? 0) < LONG_CORE);
  const long = cores.filter((core) => (lengths[core] ?? 0) >= LONG_CORE);
  return {
    lengths,
    short: short.length === 0 ? null : shortCores(pieces, short, sample),
    long: long.length === 0 ? null : longCores(pieces, long, sample),
  };
}

/** Files a core. */
export function addCore({ lengths, short, long }: ContainsTable, core: number): void {
  if ((lengths[core] ?? 0) >= LONG_CORE) {
    if (long !== null) addLongCore(long, core);
  } else if (short !== null) {
    addShortCore(short, core);
  }
}

/** The smallest position among the filed cores that the piece contains, or -1. */
export function firstContained({ short, long }: ContainsTable, piece: number): number {
  const best = short === null ? -1 : firstShortCore(short, piece, -1);
  return long === null ? best : firstLongCore(long, piece, best);
}
