/**
 * The star patterns of search clusters (key-apis A6, C2, C3): one leading and/or one trailing `*`.
 * `p*` prefix, `*s` suffix, `*m*` contains, no star exact, nothing but stars all. Comparisons are case-sensitive.
 */
export type Pattern =
  | { readonly sort: 'all' }
  | { readonly sort: 'exact' | 'prefix' | 'suffix' | 'contains'; readonly core: string };

const ALL: Pattern = { sort: 'all' };

/**
 * What an entry means to the cluster: surrounding white space goes, runs of leading and trailing stars count as one
 * (C7), a star inside is an ordinary character (C6). Null for an empty entry, which matches nothing (C6).
 */
export function readPattern(entry: string): Pattern | null {
  const text = entry.trim();
  if (text === '') return null;
  let start = 0;
  while (text.charCodeAt(start) === STAR) start += 1;
  if (start === text.length) return ALL;
  let end = text.length;
  while (text.charCodeAt(end - 1) === STAR) end -= 1;
  const core = text.slice(start, end);
  if (start > 0) return { sort: end < text.length ? 'contains' : 'suffix', core };
  return { sort: end < text.length ? 'prefix' : 'exact', core };
}

const STAR = 42;

/** The shortest text with the same meaning (C7): one star for a run of stars. */
export function writePattern(pattern: Pattern): string {
  switch (pattern.sort) {
    case 'all':
      return '*';
    case 'exact':
      return pattern.core;
    case 'prefix':
      return `${pattern.core}*`;
    case 'suffix':
      return `*${pattern.core}`;
    case 'contains':
      return `*${pattern.core}*`;
  }
}

/** Whether the pattern allows this text. */
export function patternMatches(pattern: Pattern, text: string): boolean {
  switch (pattern.sort) {
    case 'all':
      return true;
    case 'exact':
      return text === pattern.core;
    case 'prefix':
      return begins(text, pattern.core);
    case 'suffix':
      return ends(text, pattern.core);
    case 'contains':
      return text.includes(pattern.core);
  }
}

/** One character first: most texts differ in it, and a call of startsWith costs many times as much. */
function begins(text: string, core: string): boolean {
  return text.charCodeAt(0) === core.charCodeAt(0) && text.startsWith(core);
}

function ends(text: string, core: string): boolean {
  return text.charCodeAt(text.length - 1) === core.charCodeAt(core.length - 1) && text.endsWith(core);
}

/** Whether `a` allows everything that `b` allows: the table of C2. Reflexive and transitive. */
export function patternCovers(a: Pattern, b: Pattern): boolean {
  if (a.sort === 'all') return true;
  if (b.sort === 'all' || a.core.length > b.core.length) return false;
  if (b.sort === 'exact' || a.sort === 'contains') return patternMatches(a, b.core);
  return a.sort === b.sort && patternMatches(a, b.core);
}

/** Whether some text is allowed by both (C2, overlap test). Symmetric. */
export function patternsOverlap(a: Pattern, b: Pattern): boolean {
  if (a.sort === 'exact') return patternMatches(b, a.core);
  if (b.sort === 'exact') return patternMatches(a, b.core);
  if (a.sort === 'prefix' && b.sort === 'prefix') {
    return a.core.startsWith(b.core) || b.core.startsWith(a.core);
  }
  if (a.sort === 'suffix' && b.sort === 'suffix') {
    return a.core.endsWith(b.core) || b.core.endsWith(a.core);
  }
  return true;
}
