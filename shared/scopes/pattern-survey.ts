import { ARENA_START, arenaOf, dropSpace, skipSpace } from './arena';
import { hashOf } from './byte-hash';
import type { ByteTable, Pieces } from './byte-table';
import { addCore, containsTable, firstContained } from './contains-table';
import { distinctAlone, ofSort } from './distinct';
import { edgeFilter, fileReached, reached, shortestAtEdge, type EdgeFilter } from './edge-filter';
import { DUPLICATE, INVALID, REDUNDANT, settleDuplicates, type Survey } from './survey';

const STAR = 42;
/** Every how many texts one is read to learn what is rare. */
const SAMPLED = 64;
/** Up to so many lengths are counted whatever the number of cores. */
const MANY_LENGTHS = 1_000;

/** Sorts of patterns as numbers, in the order of the lists below. */
const REFUSED = 0;
const EXACT = 1;
const PREFIX = 2;
const SUFFIX = 3;
const CONTAINS = 4;
const ALL = 5;

interface Cores extends Pieces {
  readonly sorts: Uint8Array;
}

/**
 * The survey of star patterns (key-apis C2, C7). All bytes stand in one array; prefixes and suffixes are found by a
 * hash that rolls along each text and a filter of bits, contains patterns by their rarest window, and every find is
 * settled by its bytes. Costs about what sorting the list costs (docs/scopes.md, "Speed").
 */
export function surveyPatterns(entries: readonly string[]): Survey {
  const cores = readCores(entries);
  const states = new Uint8Array(entries.length);
  const to = new Int32Array(entries.length).fill(-1);
  markRefused(cores.sorts, states);
  const all = cores.sorts.indexOf(ALL);
  if (all >= 0) {
    giveWayToAll(cores.sorts, all, states, to);
    return { states, to };
  }
  const exact = distinctAlone(cores, ofSort(cores.sorts, EXACT), states, to);
  const prefix = distinctAlone(cores, ofSort(cores.sorts, PREFIX), states, to);
  const suffix = distinctAlone(cores, ofSort(cores.sorts, SUFFIX), states, to);
  const contains = distinctAlone(cores, ofSort(cores.sorts, CONTAINS), states, to);

  searchContains(cores, contains, [prefix, suffix, exact], to);
  // What a contains pattern covers survives nothing; its own finds then have that contains pattern too.
  const alive = withoutFind(to);
  searchEdges(edgeFilter(cores, prefix, 1), exact, alive, to);
  searchEdges(edgeFilter(cores, suffix, -1), exact, alive, to);
  markRedundant(states, to);
  settleDuplicates(states, to);
  return { states, to };
}

function readCores(entries: readonly string[]): Cores {
  const { bytes, ends } = arenaOf(entries);
  const count = entries.length;
  const cores: Cores = {
    bytes,
    starts: new Int32Array(count),
    lengths: new Int32Array(count),
    hashes: new Int32Array(count),
    sorts: new Uint8Array(count),
  };
  let from = ARENA_START;
  for (let i = 0; i < count; i += 1) {
    const to = ends[i] ?? 0;
    readCore(cores, i, from, to);
    from = to;
  }
  return cores;
}

/** The bytes' version of `readPattern` and the refusals of `parsePattern`. */
function readCore(
  { bytes, starts, lengths, hashes, sorts }: Cores,
  i: number,
  from: number,
  to: number,
): void {
  const first = skipSpace(bytes, from, to);
  const last = dropSpace(bytes, first, to);
  let start = first;
  while (start < last && bytes[start] === STAR) start += 1;
  let end = last;
  while (end > start && bytes[end - 1] === STAR) end -= 1;
  starts[i] = start;
  lengths[i] = end - start;
  if (start === end) {
    sorts[i] = first === last ? REFUSED : ALL;
    return;
  }
  if (hasStar(bytes, start, end)) {
    sorts[i] = REFUSED;
    return;
  }
  const sort = EXACT + (end < last ? 1 : 0) + (start > first ? 2 : 0);
  sorts[i] = sort;
  hashes[i] =
    sort === SUFFIX ? hashOf(bytes, end - 1, end - start, -1) : hashOf(bytes, start, end - start, 1);
}

function markRefused(sorts: Uint8Array, states: Uint8Array): void {
  for (let i = 0; i < sorts.length; i += 1) if (sorts[i] === REFUSED) states[i] = INVALID;
}

function giveWayToAll(sorts: Uint8Array, all: number, states: Uint8Array, to: Int32Array): void {
  for (let i = 0; i < sorts.length; i += 1) {
    if (i === all || sorts[i] === REFUSED) continue;
    states[i] = sorts[i] === ALL ? DUPLICATE : REDUNDANT;
    to[i] = all;
  }
}

function hasStar(bytes: Uint8Array, from: number, to: number): boolean {
  for (let at = from; at < to; at += 1) if (bytes[at] === STAR) return true;
  return false;
}

/**
 * Notes for every text the first contains pattern that occurs in it and survives. Cores go in by length, and only
 * those in which no shorter one occurs: these are the survivors.
 */
function searchContains(cores: Cores, own: Int32Array, others: readonly Int32Array[], to: Int32Array): void {
  if (own.length === 0) return;
  const table = containsTable(cores, own, sampled(others));
  for (const core of byLength(cores, own)) {
    const found = firstContained(table, core);
    if (found < 0) addCore(table, core);
    else to[core] = found;
  }
  for (const texts of others) {
    for (let i = 0; i < texts.length; i += 1) {
      const text = texts[i] ?? 0;
      to[text] = firstContained(table, text);
    }
  }
}

/** Counted, not compared: most lengths are small. */
function byLength({ lengths }: Cores, own: Int32Array): Int32Array {
  let longest = 0;
  for (const core of own) longest = Math.max(longest, lengths[core] ?? 0);
  if (longest > own.length + MANY_LENGTHS) {
    return own.toSorted((a, b) => (lengths[a] ?? 0) - (lengths[b] ?? 0));
  }
  const next = new Int32Array(longest + 2);
  for (const core of own) next[(lengths[core] ?? 0) + 1] = (next[(lengths[core] ?? 0) + 1] ?? 0) + 1;
  for (let length = 1; length < next.length; length += 1) {
    next[length] = (next[length] ?? 0) + (next[length - 1] ?? 0);
  }
  const sorted = new Int32Array(own.length);
  for (const core of own) {
    const place = next[lengths[core] ?? 0] ?? 0;
    sorted[place] = core;
    next[lengths[core] ?? 0] = place + 1;
  }
  return sorted;
}

function sampled(lists: readonly Int32Array[]): Int32Array {
  const sample: number[] = [];
  for (const texts of lists) {
    for (let i = 0; i < texts.length; i += SAMPLED) sample.push(texts[i] ?? 0);
  }
  return Int32Array.from(sample);
}

/** Notes for every member of the filter and every exact pattern the shortest member at its edge, if it survives. */
function searchEdges(filter: EdgeFilter, exact: Int32Array, alive: Uint8Array, to: Int32Array): void {
  const members = reached(filter, filter.members, true);
  const texts = reached(filter, exact, false);
  if (members.length + texts.length === 0) return;
  const table = fileReached(filter);
  take(filter, table, members, true, alive, to);
  take(filter, table, texts, false, alive, to);
}

function withoutFind(to: Int32Array): Uint8Array {
  const alive = new Uint8Array(to.length);
  for (let i = 0; i < to.length; i += 1) if ((to[i] ?? 0) < 0) alive[i] = 1;
  return alive;
}

/** Takes the finds that survive, where they stand before what covers the text so far. */
function take(
  filter: EdgeFilter,
  table: ByteTable,
  texts: Int32Array,
  asMembers: boolean,
  alive: Uint8Array,
  to: Int32Array,
): void {
  for (let i = 0; i < texts.length; i += 1) {
    const text = texts[i] ?? 0;
    const coverer = shortestAtEdge(filter, table, text, asMembers);
    if (coverer < 0 || alive[coverer] === 0) continue;
    const before = to[text] ?? -1;
    if (before < 0 || coverer < before) to[text] = coverer;
  }
}

function markRedundant(states: Uint8Array, to: Int32Array): void {
  for (let i = 0; i < states.length; i += 1) if (states[i] === 0 && (to[i] ?? -1) >= 0) states[i] = REDUNDANT;
}
