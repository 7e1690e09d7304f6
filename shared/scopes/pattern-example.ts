import { patternCovers, patternMatches, type Pattern } from './pattern';

/** What may stand before and behind a core in a likely value of a family, the likeliest first. */
export interface Surroundings {
  readonly before: readonly string[];
  readonly behind: readonly string[];
  /** Values where there is no core. */
  readonly whole: readonly string[];
}

const LIKELY_LETTERS = 'x1abcdefghijklmnopqrstuvwyz023456789';

/**
 * A text that `b` matches and `a` does not, or null when `a` covers `b`. A likely one if there is one, else the core of
 * `b` beside a letter that `a` does not use, which cannot fail (docs/scopes.md, "Why single entries suffice").
 */
export function patternExample(
  b: Pattern,
  a: Pattern,
  { before, behind, whole }: Surroundings,
): string | null {
  if (patternCovers(a, b)) return null;
  const fresh = letterOutside(a.sort === 'all' ? '' : a.core);
  if (b.sort === 'all') return whole.find((text) => !patternMatches(a, text)) ?? fresh;
  const openBefore = b.sort === 'suffix' || b.sort === 'contains';
  const openBehind = b.sort === 'prefix' || b.sort === 'contains';
  for (const start of openBefore ? before : ['']) {
    for (const end of openBehind ? behind : ['']) {
      const text = `${start}${b.core}${end}`;
      if (!patternMatches(a, text)) return text;
    }
  }
  return `${openBefore ? fresh : ''}${b.core}${openBehind ? fresh : ''}`;
}

/** A letter that does not occur in the text. */
function letterOutside(text: string): string {
  for (const letter of LIKELY_LETTERS) if (!text.includes(letter)) return letter;
  let code = 0x100;
  while (text.includes(String.fromCharCode(code))) code += 1;
  return String.fromCharCode(code);
}
