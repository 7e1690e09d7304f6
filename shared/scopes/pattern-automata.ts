import type { Pattern } from './pattern';

/** No position; larger than every one. */
export const NONE = 0x7fffffff;
/** Larger automata are not built (4 bytes a cell). */
const MOST_CELLS = 1 << 21;
/** Letters of this range are looked up in an array, others in a map. */
const NARROW = 128;

/**
 * Cores as a tree in one array of numbers: `next[state + letter]`, 0 where there is none, and below 0 where a single core
 * is left (-1 for the first one). A state is the number of a node times `width`; letters are numbered from 1 as they
 * occur in the cores, and 0 is every other one.
 */
interface Automaton {
  readonly narrow: Uint8Array;
  readonly wide: ReadonlyMap<number, number>;
  readonly width: number;
  readonly next: Int32Array;
  /** Per state the first pattern that allows a text which has come so far, however it goes on. */
  readonly open: Int32Array;
  /** Per state the first pattern that allows a text which ends there. */
  readonly closed: Int32Array;
  /** Per state the core of the only pattern at or below it, as a position in `cores`; -1: there are several. */
  readonly sole: Int32Array;
  readonly cores: readonly Core[];
  /** The smallest position of all. */
  readonly least: number;
  /** What all cores begin with, where there are several, and the state behind it. */
  readonly common: string;
  readonly afterCommon: number;
}

interface Automata {
  /** Exact patterns and prefixes. */
  readonly starts: Automaton | null;
  /** Suffixes, read from behind. */
  readonly ends: Automaton | null;
  readonly contains: Automaton | null;
}

interface Core {
  /** The core as it stands. */
  readonly text: string;
  /** The same in the order of reading. */
  readonly path: string;
  /** What is left of it where it is the only one (in the tree's own order, as it stands). */
  readonly rest: string;
  /** There too: the first pattern that allows the text whether this one does or not. */
  readonly others: number;
  readonly at: number;
  readonly sort: Exclude<Pattern['sort'], 'all'>;
}

/** Builds the patterns of a list; null when they take too much room. Null entries match nothing. */
export function buildAutomata(patterns: readonly (Pattern | null)[]): Automata | null {
  const starts: Core[] = [];
  const ends: Core[] = [];
  const contains: Core[] = [];
  patterns.forEach((pattern, at) => {
    if (pattern === null || pattern.sort === 'all') return;
    const { sort, core: text } = pattern;
    if (sort === 'suffix') ends.push({ text, path: reversed(text), rest: text, others: NONE, at, sort });
    else
      (sort === 'contains' ? contains : starts).push({
        text,
        path: text,
        rest: text,
        others: NONE,
        at,
        sort,
      });
  });
  if ([starts, ends, contains].some(isTooLarge)) return null;
  return { starts: buildTree(starts), ends: buildTree(ends), contains: buildSearch(contains) };
}

/** Code unit by code unit, as patterns are compared. */
function reversed(text: string): string {
  let result = '';
  for (let at = text.length - 1; at >= 0; at -= 1) result += text.charAt(at);
  return result;
}

function lettersOf(cores: readonly Core[]): ReadonlyMap<number, number> {
  const letters = new Map<number, number>();
  for (const { path } of cores) {
    for (let at = 0; at < path.length; at += 1) {
      const letter = path.charCodeAt(at);
      if (!letters.has(letter)) letters.set(letter, letters.size + 1);
    }
  }
  return letters;
}

function statesOf(cores: readonly Core[]): number {
  return cores.reduce((sum, { path }) => sum + path.length, 1);
}

function isTooLarge(cores: readonly Core[]): boolean {
  return statesOf(cores) * (lettersOf(cores).size + 1) > MOST_CELLS;
}

function plantAll(cores: readonly Core[]): Automaton {
  const letters = lettersOf(cores);
  const width = letters.size + 1;
  const cells = statesOf(cores) * width;
  const narrow = new Uint8Array(NARROW);
  for (const [letter, number] of letters) if (letter < NARROW) narrow[letter] = number;
  const tree: Automaton = {
    narrow,
    wide: letters,
    width,
    next: new Int32Array(cells),
    open: new Int32Array(cells).fill(NONE),
    closed: new Int32Array(cells).fill(NONE),
    sole: new Int32Array(cells).fill(-1),
    cores,
    least: Math.min(...cores.map(({ at }) => at)),
    common: '',
    afterCommon: 0,
  };
  let last = 0;
  cores.forEach((core, place) => {
    last = plant(tree, core, place, last);
  });
  return tree;
}

/** Adds one core; answers the last state in use. States are numbered from the root down. */
function plant(tree: Automaton, { path, at, sort }: Core, place: number, lastState: number): number {
  let last = lastState;
  let state = 0;
  for (let i = 0; i < path.length; i += 1) {
    const cell = state + letterOf(tree, path.charCodeAt(i));
    const to = tree.next[cell] ?? 0;
    if (to === 0) {
      last += tree.width;
      tree.next[cell] = last;
      tree.sole[last] = place;
      state = last;
    } else {
      tree.sole[to] = -1;
      state = to;
    }
  }
  const firsts = sort === 'exact' ? tree.closed : tree.open;
  firsts[state] = Math.min(firsts[state] ?? NONE, at);
  return last;
}

function letterOf({ narrow, wide }: Automaton, code: number): number {
  return code < NARROW ? (narrow[code] ?? 0) : (wide.get(code) ?? 0);
}

/** A tree that is read from its root, cut where a single core is left: that one is then compared as a whole. */
function buildTree(cores: readonly Core[]): Automaton | null {
  if (cores.length === 0) return null;
  const whole = plantAll(cores);
  const { width } = whole;
  const cut = [...cores];
  const states = [0];
  const next: number[] = [];
  const open: number[] = [];
  const closed: number[] = [];
  for (let head = 0; head < states.length; head += 1) {
    const from = states[head] ?? 0;
    const state = head * width;
    // What is open at a state is open below it.
    const here = Math.min(whole.open[from] ?? NONE, open[state] ?? NONE);
    open[state] = here;
    closed[state] = whole.closed[from] ?? NONE;
    for (let letter = 0; letter < width; letter += 1) {
      const to = whole.next[from + letter] ?? 0;
      const place = to === 0 ? -1 : (whole.sole[to] ?? -1);
      const core = cores[place];
      if (core !== undefined) {
        cut[place] = { ...core, rest: restOf(whole, core, place), others: here };
        next[state + letter] = -1 - place;
      } else if (to === 0) next[state + letter] = 0;
      else {
        const number = states.length * width;
        states.push(to);
        open[number] = here;
        next[state + letter] = number;
      }
    }
  }
  const common = cores.length === 1 ? '' : commonStart(cores);
  let afterCommon = 0;
  for (let i = 0; i < common.length; i += 1) {
    afterCommon = next[afterCommon + letterOf(whole, common.charCodeAt(i))] ?? 0;
  }
  const filled = (values: readonly number[]): Int32Array =>
    Int32Array.from({ length: next.length }, (_, cell) => values[cell] ?? NONE);
  return {
    ...whole,
    cores: cut,
    next: Int32Array.from(next),
    open: filled(open),
    closed: filled(closed),
    sole: new Int32Array(0),
    common,
    afterCommon,
  };
}

/** The longest text that every path begins with. */
function commonStart(cores: readonly Core[]): string {
  return cores.reduce((so, { path }) => {
    let length = Math.min(so.length, path.length);
    while (!path.startsWith(so.slice(0, length))) length -= 1;
    return so.slice(0, length);
  }, cores[0]?.path ?? '');
}

/** What is to be compared of a core once the walk has come to where it is the only one. */
function restOf(tree: Automaton, { path, text, sort }: Core, place: number): string {
  let state = 0;
  for (let i = 0; i < path.length; i += 1) {
    state = tree.next[state + letterOf(tree, path.charCodeAt(i))] ?? 0;
    if (tree.sole[state] !== place) continue;
    return sort === 'suffix' ? text.slice(0, text.length - i - 1) : text.slice(i + 1);
  }
  return text;
}

/** Aho and Corasick: where the tree ends, reading goes on at the longest tail that is in the tree too. */
function buildSearch(cores: readonly Core[]): Automaton | null {
  if (cores.length === 0) return null;
  const tree = plantAll(cores);
  const { next, width, open } = tree;
  const tail = new Int32Array(open.length);
  const queue: number[] = [0];
  for (let head = 0; head < queue.length; head += 1) {
    const state = queue[head] ?? 0;
    const from = tail[state] ?? 0;
    for (let letter = 1; letter < width; letter += 1) {
      const to = next[state + letter] ?? 0;
      const other = state === 0 ? 0 : (next[from + letter] ?? 0);
      if (to === 0) {
        next[state + letter] = other;
        continue;
      }
      tail[to] = other;
      open[to] = Math.min(open[to] ?? NONE, open[other] ?? NONE);
      queue.push(to);
    }
  }
  return tree;
}

/** Compares what is left of the only core that can still be meant; `read` letters were read so far. */
function settle({ cores }: Automaton, next: number, text: string, read: number): number {
  const core = cores[-1 - next];
  if (core === undefined) return NONE;
  const { text: whole, rest, sort, at, others } = core;
  if (at >= others) return others;
  if (sort === 'suffix') {
    if (rest !== '' && !text.endsWith(rest, text.length - read)) return others;
  } else {
    if (sort === 'exact' && text.length !== whole.length) return others;
    if (rest !== '' && !text.startsWith(rest, read)) return others;
  }
  return at;
}

/** The first exact pattern or prefix that allows the text, or NONE. */
export function walkForward(tree: Automaton, text: string): number {
  const { next, narrow, wide, common } = tree;
  if (!text.startsWith(common)) return NONE;
  let state = tree.afterCommon;
  for (let i = common.length; i < text.length; i += 1) {
    const code = text.charCodeAt(i);
    const letter = code < NARROW ? (narrow[code] ?? 0) : (wide.get(code) ?? 0);
    const to = next[state + letter] ?? 0;
    if (to <= 0) return to === 0 ? (tree.open[state] ?? NONE) : settle(tree, to, text, i + 1);
    state = to;
  }
  return Math.min(tree.open[state] ?? NONE, tree.closed[state] ?? NONE);
}

/** The first suffix that allows the text, or NONE. */
export function walkBackward(tree: Automaton, text: string): number {
  const { next, narrow, wide } = tree;
  let state = 0;
  for (let i = text.length - 1; i >= 0; i -= 1) {
    const code = text.charCodeAt(i);
    const letter = code < NARROW ? (narrow[code] ?? 0) : (wide.get(code) ?? 0);
    const to = next[state + letter] ?? 0;
    if (to < 0) return settle(tree, to, text, text.length - i);
    if (to === 0) break;
    state = to;
  }
  return tree.open[state] ?? NONE;
}

/** The first pattern whose core occurs in the text, or NONE. */
export function walkThrough(tree: Automaton, text: string): number {
  const { next, narrow, wide, open } = tree;
  let state = 0;
  let first = NONE;
  for (let i = 0; i < text.length; i += 1) {
    const code = text.charCodeAt(i);
    const letter = code < NARROW ? (narrow[code] ?? 0) : (wide.get(code) ?? 0);
    state = letter === 0 ? 0 : (next[state + letter] ?? 0);
    if (state === 0) continue;
    const here = open[state] ?? NONE;
    if (here < first) first = here;
  }
  return first;
}
