import { spaceChange, type Family } from './family';
import { surveyByText } from './survey';

const READER = {
  read: (entry: string): string | null => entry.trim() || null,
  write: (name: string): string => name,
  coverers: (names: readonly string[]): readonly number[] => names.map(() => -1),
};

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
  example: (b, a) => (a === b ? null : b),
  isEverything: () => false,
  foldCase: (name) => name.toLowerCase(),
  withoutSlash: () => null,
  changes: (entry) => (entry.trim() === '' ? [] : spaceChange(entry)),
  remarks: () => [],
  survey: (entries) => surveyByText(READER, entries),
};
