import {
  readNodes,
  ALGORITHM,
  BUILD,
  FULL,
  MAJOR,
  MINOR,
  OWNER,
  REFUSED,
  ROOT,
  type Nodes,
} from './algo-nodes';
import { hashOf } from './byte-hash';
import { findPiece, type ByteTable } from './byte-table';
import { distinct, distinctAlone, ofSort } from './distinct';
import { note, seen, seenFilter, type SeenFilter } from './seen-filter';
import { DUPLICATE, INVALID, REDUNDANT, settleDuplicates, type Survey } from './survey';

/** The nodes of one level, to be looked up by their bytes. */
interface Level {
  readonly table: ByteTable;
  readonly filter: SeenFilter;
  readonly level: number;
}

/**
 * The survey of `algo://` entries (key-apis C1, C7). Every node above an entry is a beginning of its bytes, so the
 * topmost one in the list is found by at most four look-ups of bytes. Costs about what sorting the list costs
 * (docs/scopes.md, "Speed").
 */
export function surveyAlgorithms(entries: readonly string[]): Survey {
  const nodes = readNodes(entries);
  const { levels } = nodes;
  const states = new Uint8Array(entries.length);
  const to = new Int32Array(entries.length).fill(-1);
  for (let i = 0; i < levels.length; i += 1) if (levels[i] === REFUSED) states[i] = INVALID;
  const root = levels.indexOf(ROOT);
  if (root >= 0) {
    giveWayToRoot(levels, root, states, to);
    return { states, to };
  }
  const file = (level: number): Level => fileLevel(nodes, level, states, to);
  const owners = file(OWNER);
  const algorithms = file(ALGORITHM);
  const majors = file(MAJOR);
  const minors = file(MINOR);
  for (const level of [FULL, BUILD]) distinctAlone(nodes, ofSort(levels, level), states, to);

  lookUp(nodes, owners, nodes.ownerLengths, states, to);
  lookUp(nodes, algorithms, nodes.nameLengths, states, to);
  lookUp(nodes, majors, nodes.majorLengths, states, to);
  lookUp(nodes, minors, nodes.minorLengths, states, to);
  settleDuplicates(states, to);
  return { states, to };
}

function giveWayToRoot(levels: Uint8Array, root: number, states: Uint8Array, to: Int32Array): void {
  for (let i = 0; i < levels.length; i += 1) {
    if (i === root || levels[i] === REFUSED) continue;
    states[i] = levels[i] === ROOT ? DUPLICATE : REDUNDANT;
    to[i] = root;
  }
}

function fileLevel(nodes: Nodes, level: number, states: Uint8Array, to: Int32Array): Level {
  const { table, firsts } = distinct(nodes, ofSort(nodes.levels, level), states, to);
  const filter = seenFilter(firsts.length);
  for (let i = 0; i < firsts.length; i += 1) note(filter, nodes.hashes[firsts[i] ?? 0] ?? 0);
  return { table, filter, level };
}

/** Looks the beginning of that length up for every node below the level that nothing covers yet. */
function lookUp(nodes: Nodes, own: Level, beginnings: Int32Array, states: Uint8Array, to: Int32Array): void {
  const { bytes, starts, levels } = nodes;
  const { table, filter, level } = own;
  for (let i = 0; i < levels.length; i += 1) {
    if ((levels[i] ?? 0) <= level || states[i] !== 0) continue;
    const length = beginnings[i] ?? 0;
    if (length === 0) continue;
    const start = starts[i] ?? 0;
    const hash = hashOf(bytes, start, length, 1) ^ level;
    if (!seen(filter, hash)) continue;
    const found = findPiece(table, hash, start, length);
    if (found < 0) continue;
    states[i] = REDUNDANT;
    to[i] = found;
  }
}
