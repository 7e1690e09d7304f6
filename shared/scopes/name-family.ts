import type { Family } from './family';

/** Plain names such as permissions: flat, compared exactly; only duplicates are redundant (key-apis C4). */
export const nameFamily: Family<string> = {
  id: 'name',
  parse: (entry) => {
    const scope = entry.trim();
    return scope === ''
      ? { ok: false, message: 'An empty entry names nothing.', from: 0, to: entry.length }
      : { ok: true, scope };
  },
  write: (name) => name,
  matches: (name, value) => name === value,
  covers: (a, b) => a === b,
  overlaps: (a, b) => a === b,
  isEverything: () => false,
  foldCase: (name) => name.toLowerCase(),
  remarks: () => [],
  coverers: (names) => names.map(() => -1),
};
