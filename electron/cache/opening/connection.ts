import { closeSync, openSync } from 'node:fs';
import Database from 'better-sqlite3';

export interface ConnectionOptions {
  /** Largest size of the file in pages of 4 KiB; for tests of a full disk. */
  readonly maxPages?: number;
  /** Pages kept in memory; for tests of a file that is damaged while it is in use. */
  readonly cachedPages?: number;
}

const BUSY_MS = 2_000;

/**
 * Opens a database file (made if it is missing, readable by this user alone) and sets the connection up. No schema
 * is read or written yet. Throws SQLite's errors.
 */
export function connect(file: string, options: ConnectionOptions = {}): Database.Database {
  closeSync(openSync(file, 'a', 0o600));
  const database = new Database(file, { timeout: BUSY_MS });
  try {
    setUp(database, options);
    return database;
  } catch (error) {
    database.close();
    throw error;
  }
}

function setUp(database: Database.Database, options: ConnectionOptions): void {
  // One worker owns the file. The lock keeps a second program out, and no shared memory file is needed, which a
  // full disk could not hold.
  database.pragma('locking_mode = EXCLUSIVE');
  database.pragma('journal_mode = WAL');
  // A commit survives the end of the process; the journal of changes asks for more (see engine.ts).
  database.pragma('synchronous = NORMAL');
  database.pragma('foreign_keys = ON');
  // What is deleted is overwritten, not just forgotten.
  database.pragma('secure_delete = ON');
  // Checkpoints are made in quiet moments instead of within a commit.
  database.pragma('wal_autocheckpoint = 0');
  if (options.cachedPages !== undefined) database.pragma(`cache_size = ${options.cachedPages}`);
  if (options.maxPages !== undefined) database.pragma(`max_page_count = ${options.maxPages}`);
}

/** A database in memory, set up like one in a file. */
export function connectInMemory(): Database.Database {
  const database = new Database(':memory:');
  database.pragma('foreign_keys = ON');
  return database;
}
