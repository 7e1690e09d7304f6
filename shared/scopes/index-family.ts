import { spaceChange, type Change, type Family, type Parsed } from './family';
import {
  patternCovers,
  patternMatches,
  patternsOverlap,
  readPattern,
  writePattern,
  type Pattern,
} from './pattern';
import { patternExample } from './pattern-example';
import { surveyPatterns } from './pattern-survey';

/**
 * Reads a star pattern strictly: an entry that is empty or has a star inside is refused with the place of the fault
 * (key-apis C6). `noun` names what the pattern is for in the messages.
 */
export function parsePattern(entry: string, noun: string): Parsed<Pattern> {
  const scope = readPattern(entry);
  if (scope === null) {
    return { ok: false, message: `An empty entry matches no ${noun}.`, from: 0, to: entry.length };
  }
  const inside = scope.sort === 'all' ? -1 : scope.core.indexOf('*');
  if (scope.sort === 'all' || inside < 0) return { ok: true, scope };
  const from = entry.indexOf(scope.core) + inside;
  return {
    ok: false,
    message: `A * inside never matches; use it only at the start or the end.`,
    from,
    to: from + 1,
  };
}

/** Lower case of a pattern's text. */
export function foldPattern(pattern: Pattern): Pattern {
  return pattern.sort === 'all' ? pattern : { sort: pattern.sort, core: pattern.core.toLowerCase() };
}

/**
 * `a.com`, `a.com/` and `a.com/*` share a text, and so do these with a star before them. What is open behind without a
 * slash covers the others and needs no hint.
 */
export function patternWithoutSlash(pattern: Pattern): string | null {
  if (pattern.sort === 'all') return null;
  const slash = pattern.core.endsWith('/');
  const openBehind = pattern.sort === 'prefix' || pattern.sort === 'contains';
  if (openBehind && !slash) return null;
  const text = slash ? pattern.core.slice(0, -1) : pattern.core;
  return pattern.sort === 'suffix' || pattern.sort === 'contains' ? `*${text}` : text;
}

/** What the canonical form of a star pattern leaves out (C7): surrounding white space and repeated stars. */
export function patternChanges(entry: string): readonly Change[] {
  const pattern = readPattern(entry);
  if (pattern === null || (pattern.sort !== 'all' && pattern.core.includes('*'))) return [];
  const stars: readonly Change[] =
    entry.trim() === writePattern(pattern)
      ? []
      : [{ rule: 'stars', message: 'Several stars in a row count as one.' }];
  return [...spaceChange(entry), ...stars];
}

/** Index patterns (key-apis A6, C2). Any text can be an index name here, so no pattern is remarkable by itself. */
export const indexFamily: Family<Pattern> = {
  id: 'index',
  parse: (entry) => parsePattern(entry, 'index'),
  write: writePattern,
  matches: patternMatches,
  covers: patternCovers,
  overlaps: patternsOverlap,
  example: (b, a) => patternExample(b, a, { before: ['', 'x'], behind: ['', 'x'], whole: ['x'] }),
  isEverything: (pattern) => pattern.sort === 'all',
  foldCase: foldPattern,
  withoutSlash: patternWithoutSlash,
  changes: patternChanges,
  remarks: () => [],
  survey: surveyPatterns,
};
