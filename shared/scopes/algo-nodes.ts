import { ARENA_START, arenaOf, dropSpace, skipSpace } from './arena';
import { hashOf } from './byte-hash';
import type { Pieces } from './byte-table';

/** Levels of the tree from the root down; REFUSED: no valid entry. */
export const REFUSED = 0;
export const ROOT = 1;
export const OWNER = 2;
export const ALGORITHM = 3;
/** `1.*`, `1.2.*`, `1.2.3`, and a name such as `latest` or the hash of a build. */
export const MAJOR = 4;
export const MINOR = 5;
export const FULL = 6;
export const BUILD = 7;

/**
 * The nodes that entries denote: the bytes of `owner/name/version` without prefix and stars, and the lengths of the
 * beginnings that stand for the nodes above (0: there is none). A hash takes in the level.
 */
export interface Nodes extends Pieces {
  readonly levels: Uint8Array;
  readonly ownerLengths: Int32Array;
  readonly nameLengths: Int32Array;
  readonly majorLengths: Int32Array;
  readonly minorLengths: Int32Array;
}

const STAR = 42;
const DASH = 45;
const DOT = 46;
const SLASH = 47;
const ZERO = 48;
const UNDERSCORE = 95;
const PREFIX = Uint8Array.from('algo://', (letter) => letter.charCodeAt(0));
const OWN_ACCOUNT = Uint8Array.from('.my', (letter) => letter.charCodeAt(0));
const LONGEST_OWNER = 30;
/** Digits of a number in a version (algo-version.ts). */
const LONGEST_NUMBER = 9;

/** Reads every entry, refusing what the parser of the family refuses. */
export function readNodes(entries: readonly string[]): Nodes {
  const { bytes, ends } = arenaOf(entries);
  const count = entries.length;
  const nodes: Nodes = {
    bytes,
    starts: new Int32Array(count),
    lengths: new Int32Array(count),
    hashes: new Int32Array(count),
    levels: new Uint8Array(count),
    ownerLengths: new Int32Array(count),
    nameLengths: new Int32Array(count),
    majorLengths: new Int32Array(count),
    minorLengths: new Int32Array(count),
  };
  let from = ARENA_START;
  for (let i = 0; i < count; i += 1) {
    const to = ends[i] ?? 0;
    readNode(nodes, i, from, to);
    from = to;
  }
  return nodes;
}

function readNode(nodes: Nodes, i: number, from: number, to: number): void {
  const { bytes, starts, lengths, hashes, levels, ownerLengths, nameLengths } = nodes;
  const first = skipSpace(bytes, from, to);
  let last = dropSpace(bytes, first, to);
  if (!begins(bytes, first, last, PREFIX)) return;
  const start = first + PREFIX.length;
  if (last > start && bytes[last - 1] === SLASH) last -= 1;
  starts[i] = start;
  if (last - start === 1 && bytes[start] === STAR) {
    levels[i] = ROOT;
    return;
  }
  const ownerEnd = segmentEnd(bytes, start, last);
  if (ownerEnd === last || !isOwner(bytes, start, ownerEnd)) return;
  ownerLengths[i] = ownerEnd - start;
  const nameStart = ownerEnd + 1;
  const nameEnd = segmentEnd(bytes, nameStart, last);
  if (nameEnd === nameStart) return;
  if (nameEnd === last && nameEnd - nameStart === 1 && bytes[nameStart] === STAR) {
    levels[i] = OWNER;
    lengths[i] = ownerEnd - start;
  } else if (holds(bytes, nameStart, nameEnd, STAR)) {
    return;
  } else {
    nameLengths[i] = nameEnd - start;
    readVersionBytes(nodes, i, nameEnd, last);
  }
  hashes[i] = hashOf(bytes, start, lengths[i] ?? 0, 1) ^ (levels[i] ?? 0);
}

/** The level and the lengths by what stands behind the name: nothing, a star, a version, or nonsense. */
function readVersionBytes(nodes: Nodes, i: number, nameEnd: number, last: number): void {
  const { bytes, starts, lengths, levels, majorLengths, minorLengths } = nodes;
  const start = starts[i] ?? 0;
  const from = nameEnd + 1;
  if (nameEnd === last || (last - from === 1 && bytes[from] === STAR)) {
    levels[i] = ALGORITHM;
    lengths[i] = nameEnd - start;
    return;
  }
  const majorEnd = numberEnd(bytes, from, last);
  const minorEnd = majorEnd < 0 || bytes[majorEnd] !== DOT ? -1 : numberEnd(bytes, majorEnd + 1, last);
  const fullEnd = minorEnd < 0 || bytes[minorEnd] !== DOT ? -1 : numberEnd(bytes, minorEnd + 1, last);
  if (fullEnd === last) {
    levels[i] = FULL;
    lengths[i] = last - start;
    majorLengths[i] = majorEnd - start;
    minorLengths[i] = minorEnd - start;
  } else if (minorEnd >= 0 && (minorEnd === last || isDotStar(bytes, minorEnd, last))) {
    levels[i] = MINOR;
    lengths[i] = minorEnd - start;
    majorLengths[i] = majorEnd - start;
  } else if (majorEnd >= 0 && isDotStar(bytes, majorEnd, last)) {
    levels[i] = MAJOR;
    lengths[i] = majorEnd - start;
  } else if (isName(bytes, from, last)) {
    levels[i] = BUILD;
    lengths[i] = last - start;
  }
}

function begins(bytes: Uint8Array, from: number, to: number, wanted: Uint8Array): boolean {
  if (to - from < wanted.length) return false;
  for (let i = 0; i < wanted.length; i += 1) if (bytes[from + i] !== wanted[i]) return false;
  return true;
}

function segmentEnd(bytes: Uint8Array, from: number, to: number): number {
  let at = from;
  while (at < to && bytes[at] !== SLASH) at += 1;
  return at;
}

function holds(bytes: Uint8Array, from: number, to: number, byte: number): boolean {
  for (let at = from; at < to; at += 1) if (bytes[at] === byte) return true;
  return false;
}

function isOwner(bytes: Uint8Array, from: number, to: number): boolean {
  if (to - from > LONGEST_OWNER) return false;
  if (to - from === OWN_ACCOUNT.length && begins(bytes, from, to, OWN_ACCOUNT)) return true;
  if (!isLetter(bytes[from] ?? 0)) return false;
  for (let at = from; at < to; at += 1) {
    const byte = bytes[at] ?? 0;
    if (!isLetter(byte) && !isDigit(byte) && byte !== UNDERSCORE) return false;
  }
  return true;
}

function isName(bytes: Uint8Array, from: number, to: number): boolean {
  for (let at = from; at < to; at += 1) {
    const byte = bytes[at] ?? 0;
    if (!isLetter(byte) && !isDigit(byte) && byte !== UNDERSCORE && byte !== DASH) return false;
  }
  return to > from;
}

/** Where a number without a leading zero ends, or -1 where none stands. */
function numberEnd(bytes: Uint8Array, from: number, to: number): number {
  let at = from;
  while (at < to && isDigit(bytes[at] ?? 0)) at += 1;
  const digits = at - from;
  if (digits === 0 || digits > LONGEST_NUMBER) return -1;
  return digits > 1 && bytes[from] === ZERO ? -1 : at;
}

function isDotStar(bytes: Uint8Array, from: number, to: number): boolean {
  return to - from === 2 && bytes[from] === DOT && bytes[from + 1] === STAR;
}

function isDigit(byte: number): boolean {
  return byte >= ZERO && byte <= 57;
}

function isLetter(byte: number): boolean {
  return (byte >= 65 && byte <= 90) || (byte >= 97 && byte <= 122);
}
