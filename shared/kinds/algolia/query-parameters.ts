/** One search parameter, decoded. */
export type Parameter = readonly [name: string, value: string];

export const RESTRICT_SOURCES = 'restrictSources';

/**
 * Reads a URL-encoded parameter string (key-apis A7) into decoded pairs, in order. `+` is a space; a percent sign
 * that begins no valid escape stands for itself; a pair without `=` has an empty value; empty pairs are skipped.
 */
export function parseParameters(text: string): readonly Parameter[] {
  return text
    .split('&')
    .filter((pair) => pair !== '')
    .map((pair) => {
      const equals = pair.indexOf('=');
      return equals < 0
        ? [decode(pair), '']
        : [decode(pair.slice(0, equals)), decode(pair.slice(equals + 1))];
    });
}

function decode(text: string): string {
  return text.replaceAll('+', ' ').replace(/(?:%[0-9a-f]{2})+/gi, decodeRun);
}

/** Escapes that are no UTF-8 stay as they are. */
function decodeRun(run: string): string {
  try {
    return decodeURIComponent(run);
  } catch {
    return run;
  }
}

/** Writes pairs so that {@link parseParameters} reads the same back; slashes, colons and commas stay readable. */
export function writeParameters(parameters: readonly Parameter[]): string {
  return parameters.map(([name, value]) => `${encode(name)}=${encode(value)}`).join('&');
}

/** Half a surrogate pair cannot be encoded; it becomes the replacement character. */
const LONE_SURROGATE = /[\uD800-\uDFFF]/gu;

function encode(text: string): string {
  return encodeURIComponent(text.replace(LONE_SURROGATE, '\uFFFD')).replace(
    /%(?:2F|3A|2C)/g,
    decodeURIComponent,
  );
}

/** The parameters apart from `restrictSources`, and the values of the latter (one at most is valid, A7). */
export interface SplitParameters {
  readonly sources: readonly string[];
  readonly others: readonly Parameter[];
}

/** Takes `restrictSources` out, as the form has a field of its own for it. */
export function splitSources(text: string): SplitParameters {
  const all = parseParameters(text);
  return {
    sources: all.filter(([name]) => name === RESTRICT_SOURCES).map(([, value]) => value),
    others: all.filter(([name]) => name !== RESTRICT_SOURCES),
  };
}

/** Puts the source back behind the other parameters; an empty or null source is left out. */
export function joinSources(others: readonly Parameter[], source: string | null): string {
  const trimmed = source?.trim() ?? '';
  return writeParameters(trimmed === '' ? others : [...others, [RESTRICT_SOURCES, trimmed]]);
}

/**
 * Recognises what JS v3 makes of a parameter string, `0=a&1=%3D&2=b` for `a=b` (A12, "v3 string bug"), and answers
 * the text that was meant; null when the string is not of that shape.
 */
export function recoverCorrupted(text: string): string | null {
  const pairs = parseParameters(text);
  const corrupted =
    pairs.length > 0 && pairs.every(([name, value], i) => name === String(i) && value.length === 1);
  return corrupted ? pairs.map(([, value]) => value).join('') : null;
}

/** Forced parameters that are combined with the request's own; of all others the key's value wins (A7). */
const COMBINING: ReadonlySet<string> = new Set([
  'filters',
  'tagFilters',
  'facetFilters',
  'analyticsTags',
  'optionalTagFilters',
  'optionalFilters',
  'optionalFacetFilters',
  'personalizationFilter',
]);

/** Whether a forced parameter adds to the request's own instead of replacing it (A7). */
export function combinesWithRequest(name: string): boolean {
  return COMBINING.has(name);
}
