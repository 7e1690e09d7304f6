import { patternMatches, readPattern, type Pattern } from './pattern';

/** Answers the position of the first entry that allows a text, or -1. */
export type PatternLookup = (text: string) => number;

/** Fewer patterns than this are tried one by one: an automaton gains nothing. */
const FEW = 6;
/** Building automata pays only for lists that are asked often. */
const ASKED_OFTEN = 64;
/** Larger automata are not built (4 bytes a cell): such lists are tried pattern by pattern. */
const MOST_CELLS = 1 << 21;

/**
 * Looks texts up in a list of star patterns (key-apis A6, C6). The first calls read the entries as they are; a list
 * that is asked more often is built into automata that read a text once, however many patterns there are.
 */
export function patternLookup(entries: readonly string[]): PatternLookup {
  let asked = 0;
  let built: PatternLookup | null = null;
  return (text) => {
    if (built !== null) return built(text);
    asked += 1;
    if (asked >= ASKED_OFTEN) built = patternMatcher(entries.map(readPattern));
    return entries.findIndex((entry) => {
      const pattern = readPattern(entry);
      return pattern !== null && patternMatches(pattern, text);
    });
  };
}

/** The same for patterns that are read already; null stands for an entry that matches nothing. */
export function patternMatcher(patterns: readonly (Pattern | null)[]): PatternLookup {
  const all = patterns.findIndex((pattern) => pattern?.sort === 'all');
  // Nothing behind a pattern that allows everything can be the first.
  const deciding = all < 0 ? patterns : patterns.slice(0, all);
  const automata = deciding.length < FEW ? null : buildAll(deciding);
  if (automata === null) return (text) => firstOf(patterns, text);
  const { starts, ends, contains } = automata;
  const otherwise = all < 0 ? NONE : all;
  return (text) => {
    let first = otherwise;
    if (starts !== null) first = Math.min(first, walkForward(starts, text));
    if (ends !== null) first = Math.min(first, walkBackward(ends, text));
    if (contains !== null) first = Math.min(first, walkThrough(contains, text));
    return first === NONE ? -1 : first;
  };
}

function firstOf(patterns: readonly (Pattern | null)[], text: string): number {
  for (let at = 0; at < patterns.length; at += 1) {
    const pattern = patterns[at];
    if (pattern !== undefined && pattern !== null && patternMatches(pattern, text)) return at;
  }
  return -1;
}

/** No position; larger than every one. */
const NONE = 0x7fffffff;
/** Letters of this range are looked up in an array, others in a map. */
const NARROW = 128;

/**
 * Cores as a tree in one array of numbers: `next[node * width + letter]`, 0 where there is none. Letters are numbered
 * from 1 as they occur in the cores; 0 is every other one.
 */
interface Automaton {
  readonly narrow: Uint16Array;
  readonly wide: ReadonlyMap<number, number>;
  readonly width: number;
  readonly next: Int32Array;
  /** Per node the first pattern that allows a text which has come so far, however it goes on. */
  readonly open: Int32Array;
  /** Per node the first pattern that allows a text which ends there. */
  readonly closed: Int32Array;
}

interface Automata {
  readonly starts: Automaton | null;
  readonly ends: Automaton | null;
  readonly contains: Automaton | null;
}

interface Core {
  /** Code units in the order of reading. */
  readonly text: string;
  readonly at: number;
  readonly whole: boolean;
}

function buildAll(patterns: readonly (Pattern | null)[]): Automata | null {
  const cores: Record<'starts' | 'ends' | 'contains', Core[]> = { starts: [], ends: [], contains: [] };
  patterns.forEach((pattern, at) => {
    if (pattern === null || pattern.sort === 'all') return;
    const { sort, core } = pattern;
    if (sort === 'suffix') cores.ends.push({ text: reversed(core), at, whole: false });
    else if (sort === 'contains') cores.contains.push({ text: core, at, whole: false });
    else cores.starts.push({ text: core, at, whole: sort === 'exact' });
  });
  const starts = build(cores.starts);
  const ends = build(cores.ends);
  const contains = build(cores.contains);
  if (starts === 'too-large' || ends === 'too-large' || contains === 'too-large') return null;
  for (const tree of [starts, ends]) if (tree !== null) inheritFromAbove(tree);
  if (contains !== null) completeThrough(contains);
  return { starts, ends, contains };
}

/** Code unit by code unit, as patterns are compared. */
function reversed(text: string): string {
  let result = '';
  for (let at = text.length - 1; at >= 0; at -= 1) result += text.charAt(at);
  return result;
}

function build(cores: readonly Core[]): Automaton | null | 'too-large' {
  if (cores.length === 0) return null;
  const letters = new Map<number, number>();
  let nodes = 1;
  for (const { text } of cores) {
    nodes += text.length;
    for (let at = 0; at < text.length; at += 1) {
      const letter = text.charCodeAt(at);
      if (!letters.has(letter)) letters.set(letter, letters.size + 1);
    }
  }
  const width = letters.size + 1;
  if (nodes * width > MOST_CELLS) return 'too-large';
  const narrow = new Uint16Array(NARROW);
  for (const [letter, number] of letters) if (letter < NARROW) narrow[letter] = number;
  const tree: Automaton = {
    narrow,
    wide: letters,
    width,
    next: new Int32Array(nodes * width),
    open: new Int32Array(nodes).fill(NONE),
    closed: new Int32Array(nodes).fill(NONE),
  };
  let last = 0;
  for (const core of cores) last = plant(tree, core, last);
  return tree;
}

/** Adds one core; answers the number of the last node in use. */
function plant(tree: Automaton, { text, at, whole }: Core, lastNode: number): number {
  let last = lastNode;
  let node = 0;
  for (let i = 0; i < text.length; i += 1) {
    const cell = node * tree.width + letterOf(tree, text.charCodeAt(i));
    let to = tree.next[cell] ?? 0;
    if (to === 0) {
      last += 1;
      to = last;
      tree.next[cell] = to;
    }
    node = to;
  }
  const firsts = whole ? tree.closed : tree.open;
  firsts[node] = Math.min(firsts[node] ?? NONE, at);
  return last;
}

function letterOf({ narrow, wide }: Automaton, code: number): number {
  return code < NARROW ? (narrow[code] ?? 0) : (wide.get(code) ?? 0);
}

/** What is open at a node is open below it. Nodes are numbered from the root down. */
function inheritFromAbove({ next, width, open }: Automaton): void {
  for (let cell = 0; cell < next.length; cell += 1) {
    const to = next[cell] ?? 0;
    if (to === 0) continue;
    const above = Math.floor(cell / width);
    open[to] = Math.min(open[to] ?? NONE, open[above] ?? NONE);
  }
}

/** Aho and Corasick: where the tree ends, reading goes on at the longest tail that is in the tree too. */
function completeThrough({ next, width, open }: Automaton): void {
  const tail = new Int32Array(open.length);
  const queue: number[] = [0];
  for (let head = 0; head < queue.length; head += 1) {
    const node = queue[head] ?? 0;
    const from = tail[node] ?? 0;
    for (let letter = 1; letter < width; letter += 1) {
      const cell = node * width + letter;
      const to = next[cell] ?? 0;
      const other = node === 0 ? 0 : (next[from * width + letter] ?? 0);
      if (to === 0) {
        next[cell] = other;
        continue;
      }
      tail[to] = other;
      open[to] = Math.min(open[to] ?? NONE, open[other] ?? NONE);
      queue.push(to);
    }
  }
}

function walkForward(tree: Automaton, text: string): number {
  const { next, width, open } = tree;
  let node = 0;
  for (let i = 0; i < text.length; i += 1) {
    const to = next[node * width + letterOf(tree, text.charCodeAt(i))] ?? 0;
    if (to === 0) return open[node] ?? NONE;
    node = to;
  }
  return Math.min(open[node] ?? NONE, tree.closed[node] ?? NONE);
}

function walkBackward(tree: Automaton, text: string): number {
  const { next, width, open } = tree;
  let node = 0;
  for (let i = text.length - 1; i >= 0; i -= 1) {
    const to = next[node * width + letterOf(tree, text.charCodeAt(i))] ?? 0;
    if (to === 0) break;
    node = to;
  }
  return open[node] ?? NONE;
}

function walkThrough(tree: Automaton, text: string): number {
  const { next, width, open } = tree;
  let node = 0;
  let first = NONE;
  for (let i = 0; i < text.length; i += 1) {
    node = next[node * width + letterOf(tree, text.charCodeAt(i))] ?? 0;
    first = Math.min(first, open[node] ?? NONE);
  }
  return first;
}
