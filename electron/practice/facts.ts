import type { PracticeDatabase } from './database';

/** The table that {@link openFacts} reads; every kind's schema begins with it. */
export const FACTS_TABLE = `
    CREATE TABLE facts (
      name TEXT PRIMARY KEY,
      value TEXT NOT NULL
    ) WITHOUT ROWID;
`;

/** Single facts about the cluster that are made once and kept: application id, admin key, strategy. */
export interface Facts {
  readonly get: (name: string) => string | null;
  readonly set: (name: string, value: string) => void;
  /** The fact, made and kept when it is not there yet. */
  readonly once: (name: string, make: () => string) => string;
}

/** Opens the facts of a store. */
export function openFacts(database: PracticeDatabase): Facts {
  const read = database.prepare<[string], { value: string }>('SELECT value FROM facts WHERE name = ?');
  const write = database.prepare<[string, string]>(
    'INSERT INTO facts (name, value) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value',
  );
  const get = (name: string): string | null => read.get(name)?.value ?? null;
  const set = (name: string, value: string): void => {
    write.run(name, value);
  };
  return {
    get,
    set,
    once: (name, make) => {
      const found = get(name);
      if (found !== null) return found;
      const made = make();
      set(name, made);
      return made;
    },
  };
}
