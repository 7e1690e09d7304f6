import { patternMatches, readPattern, type Pattern } from './pattern';
import { NONE, buildAutomata, walkBackward, walkForward, walkThrough } from './pattern-automata';

/** Answers the position of the first entry that allows a text, or -1. */
export type PatternLookup = (text: string) => number;

/** Fewer patterns than this are tried one by one: an automaton gains nothing. */
const FEW = 6;
/** Building automata pays only for lists that are asked often. */
const ASKED_OFTEN = 64;

/**
 * Looks texts up in a list of star patterns (key-apis A6, C6). The first calls read the entries as they are; a list
 * that is asked more often is built into automata that read a text once, however many patterns there are.
 */
export function patternLookup(entries: readonly string[]): PatternLookup {
  let asked = 0;
  let find: PatternLookup = (text) => {
    asked += 1;
    if (asked >= ASKED_OFTEN) find = patternMatcher(entries.map(readPattern));
    return entries.findIndex((entry) => {
      const pattern = readPattern(entry);
      return pattern !== null && patternMatches(pattern, text);
    });
  };
  return (text) => find(text);
}

/** The same for patterns that are read already; null stands for an entry that matches nothing. */
export function patternMatcher(patterns: readonly (Pattern | null)[]): PatternLookup {
  const all = patterns.findIndex((pattern) => pattern?.sort === 'all');
  // Nothing behind a pattern that allows everything can be the first.
  const deciding = all < 0 ? patterns : patterns.slice(0, all);
  const automata = deciding.length < FEW ? null : buildAutomata(deciding);
  if (automata === null) return (text) => firstOf(patterns, text);
  const { starts, ends, contains } = automata;
  const otherwise = all < 0 ? NONE : all;
  return (text) => {
    let first = otherwise;
    if (starts !== null) first = Math.min(first, walkForward(starts, text));
    if (ends !== null && ends.least < first) first = Math.min(first, walkBackward(ends, text));
    if (contains !== null && contains.least < first) first = Math.min(first, walkThrough(contains, text));
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
