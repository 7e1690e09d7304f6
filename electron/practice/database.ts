import { mkdirSync } from 'node:fs';
import path from 'node:path';
import Database from 'better-sqlite3';

export type PracticeDatabase = Database.Database;

/** The data folder cannot be used; the message says why and is meant for the person who chose it. */
export class DataFolderError extends Error {
  constructor(message: string, options: { readonly cause?: unknown } = {}) {
    super(message, options);
    this.name = 'DataFolderError';
  }
}

/** How the schema of one kind's file is made. `version` grows with every change of `statements`. */
export interface PracticeSchema {
  readonly version: number;
  readonly statements: string;
}

function prepare(database: PracticeDatabase, schema: PracticeSchema): void {
  // One process per folder: the lock is the operating system's and goes with the process, however it ends.
  database.pragma('locking_mode = EXCLUSIVE');
  database.pragma('journal_mode = WAL');
  // A commit is in the operating system's hands when it returns, so a killed process loses nothing acknowledged.
  database.pragma('synchronous = NORMAL');
  database.pragma('foreign_keys = ON');
  const found = database.pragma('user_version', { simple: true });
  if (found === schema.version) return;
  if (found !== 0) {
    throw new DataFolderError(
      'The data folder was written by another version of the practice cluster. Choose an empty folder.',
    );
  }
  database.transaction(() => {
    database.exec(schema.statements);
    database.pragma(`user_version = ${schema.version}`);
  })();
}

/**
 * Opens (or makes) the SQLite file of one kind in the data folder. Throws {@link DataFolderError} when the
 * folder cannot be made or read, is in use by another practice cluster, or holds something else.
 */
export function openPracticeDatabase(
  dataDir: string,
  name: string,
  schema: PracticeSchema,
): PracticeDatabase {
  let database: PracticeDatabase | null = null;
  try {
    mkdirSync(dataDir, { recursive: true, mode: 0o700 });
    database = new Database(path.join(dataDir, `${name}.sqlite`), { timeout: 1000 });
    prepare(database, schema);
    return database;
  } catch (cause) {
    database?.close();
    if (cause instanceof DataFolderError) throw cause;
    const busy = cause instanceof Error && 'code' in cause && cause.code === 'SQLITE_BUSY';
    throw new DataFolderError(
      busy
        ? 'Another practice cluster is using this data folder.'
        : `The data folder cannot be used: ${cause instanceof Error ? cause.message : String(cause)}`,
      { cause },
    );
  }
}
