import { patternMatches, readPattern, type Pattern } from './pattern';

/** Stands for any text where a pattern leaves it open. */
const ANY = 'anything';

/** A text that a pattern allows. */
export function patternInstance(pattern: Pattern): string {
  return pattern.sort === 'all' ? ANY : pattern.core;
}

/** A text that both patterns allow, or null when there is none (key-apis C2, "overlap test"). */
export function commonInstance(a: Pattern, b: Pattern): string | null {
  if (a.sort === 'all') return patternInstance(b);
  if (b.sort === 'all') return a.core;
  const candidates = [a.core, b.core, a.core + b.core, b.core + a.core];
  return candidates.find((text) => patternMatches(a, text) && patternMatches(b, text)) ?? null;
}

/** A text that the asked pattern allows and that some entry allows too, else one that the asked pattern allows. */
export function instanceWithin(asked: Pattern, entries: readonly string[]): string {
  for (const entry of entries) {
    const pattern = readPattern(entry);
    const common = pattern === null ? null : commonInstance(asked, pattern);
    if (common !== null) return common;
  }
  return patternInstance(asked);
}
