/** A naive reading of key-apis C2, C5 and C7, by membership and by pairs. Imports nothing of the product. */

/** Whether a star pattern allows a text; entries are canonical here. */
export function naiveMatch(entry: string, text: string): boolean {
  if (entry === '*') return true;
  const starts = entry.startsWith('*');
  const ends = entry.endsWith('*');
  const core = entry.slice(starts ? 1 : 0, ends ? -1 : undefined);
  if (starts && ends) return text.split(core).length > 1;
  if (starts) return text.slice(-core.length) === core;
  if (ends) return text.slice(0, core.length) === core;
  return text === core;
}

/** Every string over the letters up to this length, the empty one included. */
export function everyString(letters: string, longest: number): readonly string[] {
  let last = [''];
  const all = [''];
  for (let length = 1; length <= longest; length += 1) {
    last = last.flatMap((text) => letters.split('').map((letter) => text + letter));
    all.push(...last);
  }
  return all;
}

/** Every pattern whose core is a string over the letters up to this length, and `*`. */
export function everyPattern(letters: string, longest: number): readonly string[] {
  const cores = everyString(letters, longest).filter((core) => core !== '');
  return ['*', ...cores.flatMap((core) => [core, `${core}*`, `*${core}`, `*${core}*`])];
}

/** What C7 says of each entry of a canonical list, found by comparing pairs with the given cover relation. */
export function naiveAnalysis(
  entries: readonly string[],
  covers: (a: string, b: string) => boolean,
): readonly (
  { state: 'kept' } | { state: 'duplicate'; of: number } | { state: 'redundant'; because: number }
)[] {
  const strictly = (a: string, b: string): boolean => a !== b && covers(a, b);
  const survives = (at: number): boolean => {
    const entry = entries[at] ?? '';
    return entries.indexOf(entry) === at && !entries.some((other) => strictly(other, entry));
  };
  return entries.map((entry, at) => {
    const because = entries.findIndex((other, i) => strictly(other, entry) && survives(i));
    if (because >= 0) return { state: 'redundant', because };
    const of = entries.indexOf(entry);
    return of < at ? { state: 'duplicate', of } : { state: 'kept' };
  });
}
