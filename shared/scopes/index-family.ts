import type { Family, Parsed } from './family';
import { patternCoverers } from './pattern-coverage';
import {
  patternCovers,
  patternMatches,
  patternsOverlap,
  readPattern,
  writePattern,
  type Pattern,
} from './pattern';

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

/** Index patterns (key-apis A6, C2). Any text can be an index name here, so no pattern is remarkable by itself. */
export const indexFamily: Family<Pattern> = {
  id: 'index',
  parse: (entry) => parsePattern(entry, 'index'),
  write: writePattern,
  matches: patternMatches,
  covers: patternCovers,
  overlaps: patternsOverlap,
  isEverything: (pattern) => pattern.sort === 'all',
  foldCase: foldPattern,
  remarks: () => [],
  coverers: patternCoverers,
};
