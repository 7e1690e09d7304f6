import type { Database } from 'better-sqlite3';

/** One numbered step of the schema. Steps are never changed once released; a further one is added instead. */
export interface Migration {
  /** The database's `user_version` after this step; one more than the step before. */
  readonly version: number;
  readonly name: string;
  /** Runs inside a transaction. */
  readonly up: (database: Database) => void;
}
