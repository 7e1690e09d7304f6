import { spaceChange, type Change, type Family, type Parsed } from './family';
import {
  blockContains,
  blockCovers,
  parseIpv4Block,
  sizeOfBlock,
  writeIpv4,
  writeIpv4Block,
  type Ipv4Block,
} from './ipv4';
import { surveyByText } from './survey';

const READER = {
  read: (entry: string): Ipv4Block | null => parseIpv4Block(entry.trim()),
  write: writeIpv4Block,
  coverers: blockCoverers,
};

/** Source addresses: one IPv4 address or CIDR range an entry (key-apis A7, C5); host bits are cleared. */
export const cidrFamily: Family<Ipv4Block> = {
  id: 'cidr',
  parse: parseSource,
  write: writeIpv4Block,
  matches: blockContains,
  covers: blockCovers,
  overlaps: (a, b) => blockCovers(a, b) || blockCovers(b, a),
  example: exampleAddress,
  isEverything: ({ bits }) => bits === 0,
  foldCase: (block) => block,
  withoutSlash: () => null,
  changes: sourceChanges,
  remarks: () => [],
  survey: (entries) => surveyByText(READER, entries),
};

/** A block that holds the first and the last address of another one holds all of it. */
function exampleAddress(b: Ipv4Block, a: Ipv4Block): string | null {
  if (blockCovers(a, b)) return null;
  const first = writeIpv4(b.base);
  return blockContains(a, first) ? writeIpv4(b.base + sizeOfBlock(b.bits) - 1) : first;
}

function sourceChanges(entry: string): readonly Change[] {
  const text = entry.trim();
  const block = parseIpv4Block(text);
  if (block === null) return [];
  const written = writeIpv4Block(block);
  if (text === written) return spaceChange(entry);
  const change: Change =
    block.bits === 32
      ? { rule: 'one-address', message: 'A range of one address is written without its length.' }
      : { rule: 'host-bits', message: `The range begins with ${writeIpv4(block.base)}.` };
  return [...spaceChange(entry), change];
}

function parseSource(entry: string): Parsed<Ipv4Block> {
  const text = entry.trim();
  const block = parseIpv4Block(text);
  if (block !== null) return { ok: true, scope: block };
  const { message, at, length } = sourceFault(text);
  const from = entry.length - entry.trimStart().length + at;
  return { ok: false, message, from, to: from + length };
}

interface Fault {
  readonly message: string;
  readonly at: number;
  readonly length: number;
}

function sourceFault(text: string): Fault {
  if (text === '') return { message: 'Enter an IPv4 address or range.', at: 0, length: 0 };
  const separator = text.search(/[,;\s]/);
  if (separator >= 0) {
    return {
      message: 'Only one address or range is possible, no list.',
      at: separator,
      length: text.length - separator,
    };
  }
  if (text.includes(':')) {
    return {
      message: 'IPv6 is not possible here; enter an IPv4 address or range.',
      at: 0,
      length: text.length,
    };
  }
  const slash = text.indexOf('/');
  if (slash >= 0 && parseIpv4Block(text.slice(0, slash)) !== null) {
    const length = text.length - slash - 1;
    return { message: 'The part after the slash must be a number from 0 to 32.', at: slash + 1, length };
  }
  return {
    message: 'This is no IPv4 address or range; it looks like 192.168.1.7 or 192.168.1.0/24.',
    at: 0,
    length: slash < 0 ? text.length : slash,
  };
}

/**
 * Blocks are nested or disjoint, so in the order of first addresses, larger ones first, the blocks around one are those
 * that were opened before it and reach beyond it; the outermost of them is the one that survives.
 */
function blockCoverers(blocks: readonly Ipv4Block[]): readonly number[] {
  const result = blocks.map(() => -1);
  const order = blocks
    .map((block, at) => ({ block, at }))
    .sort((a, b) => a.block.base - b.block.base || a.block.bits - b.block.bits);
  let outer: (typeof order)[number] | undefined;
  for (const one of order) {
    if (outer !== undefined && blockCovers(outer.block, one.block)) result[one.at] = outer.at;
    else outer = one;
  }
  return result;
}
