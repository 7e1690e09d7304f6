import {
  chmodSync,
  copyFileSync,
  existsSync,
  mkdtempSync,
  openSync,
  readSync,
  closeSync,
  renameSync,
  rmSync,
  statSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Database } from 'better-sqlite3';
import { AppError } from '#shared/errors';
import type { CacheOpening } from '../cache';
import { connect, connectInMemory } from './connection';
import { cacheNewer, sqliteFailure } from '../failures';
import { checkIntegrity } from './integrity';
import { migrate, SCHEMA_VERSION } from '../migrations';
import { isWritable } from './profile-access';
import { META, MetaRepository } from '../repositories/meta';
import { rebuiltName, setAside, type OpeningOptions } from './set-aside';

/** An open, migrated database and how it came to be. */
export interface OpenedDatabase {
  readonly database: Database;
  readonly setAside: CacheOpening['setAside'];
  readonly readOnly: boolean;
  /** Releases what was made for this opening only. */
  readonly dispose: () => void;
}

const VERSION_OFFSET = 60;

/** `user_version` as it stands in the file's header, read without SQLite, which would touch the file. */
function versionInHeader(file: string): number {
  if (!existsSync(file)) return 0;
  const header = Buffer.alloc(100);
  const descriptor = openSync(file, 'r');
  try {
    const length = readSync(descriptor, header, 0, header.length, 0);
    if (length < header.length || header.toString('latin1', 0, 15) !== 'SQLite format 3') return 0;
    return header.readUInt32BE(VERSION_OFFSET);
  } finally {
    closeSync(descriptor);
  }
}

/**
 * Opens the profile's database: makes it, migrates it, sets a damaged one aside, or reads it where it cannot be
 * written. Throws CACHE_NEWER (file untouched), CACHE_CORRUPT when a damaged file cannot be replaced, and SQLite's
 * errors otherwise.
 */
export function openDatabase(options: OpeningOptions): OpenedDatabase {
  const { file } = options;
  const version = versionInHeader(file);
  if (version > SCHEMA_VERSION) throw cacheNewer(version, SCHEMA_VERSION);
  if (!isWritable(file)) return openReadOnly(options);
  // A replacement that was complete, but not put into place before the process ended.
  if (!existsSync(file) && existsSync(rebuiltName(file))) renameSync(rebuiltName(file), file);
  try {
    return { database: openWritable(options), setAside: null, readOnly: false, dispose: () => undefined };
  } catch (error) {
    if (sqliteFailure(error) !== 'corrupt') throw error;
    return replaceDamaged(options);
  }
}

/** Sets the damaged file aside, with what can be read of it carried over, and opens its replacement. */
export function replaceDamaged(options: OpeningOptions): OpenedDatabase {
  const aside = setAside(options);
  return { database: openWritable(options), setAside: aside, readOnly: false, dispose: () => undefined };
}

function openWritable(options: OpeningOptions): Database {
  const database = connect(options.file, options);
  try {
    migrate(database);
    checkIntegrity(database, statSync(options.file).size);
    noteOpen(database);
    return database;
  } catch (error) {
    database.close();
    throw error;
  }
}

/** Also finds out whether the disk takes anything at all; a full one stays readable. */
function noteOpen(database: Database): void {
  try {
    new MetaRepository(database).set(META.closedInOrder, Buffer.from([0]));
  } catch (error) {
    if (sqliteFailure(error) !== 'full') throw error;
  }
}

/** Notes the orderly end; what cannot be noted is checked again at the next start. */
export function closeDatabase(database: Database): void {
  try {
    new MetaRepository(database).set(META.closedInOrder, Buffer.from([1]));
  } catch (error) {
    if (sqliteFailure(error) === null) throw error;
  } finally {
    database.close();
  }
}

/**
 * SQLite needs to write beside a file in WAL mode even to read it, so a copy in a temporary folder of this user is
 * read instead, with writing switched off. The copy goes with the session.
 */
function openReadOnly(options: OpeningOptions): OpenedDatabase {
  const { file } = options;
  if (!existsSync(file)) {
    const database = connectInMemory();
    migrate(database);
    return { database, setAside: null, readOnly: true, dispose: () => undefined };
  }
  const folder = mkdtempSync(path.join(tmpdir(), 'castellan-cache-'));
  const dispose = (): void => rmSync(folder, { recursive: true, force: true });
  try {
    const copy = path.join(folder, path.basename(file));
    for (const ending of ['', '-wal']) {
      if (!existsSync(file + ending)) continue;
      copyFileSync(file + ending, copy + ending);
      chmodSync(copy + ending, 0o600);
    }
    const database = openWritable({ ...options, file: copy });
    // Where open files can be removed, the copy is gone from the folder at once, however the process ends.
    if (process.platform !== 'win32') dispose();
    return { database, setAside: null, readOnly: true, dispose };
  } catch (error) {
    dispose();
    if (sqliteFailure(error) !== 'corrupt') throw error;
    throw new AppError(
      'CACHE_CORRUPT',
      'The cache file is damaged, and the profile folder cannot be written.',
      {
        remedy: 'Make the profile folder writable for your user account, then start Castellan again.',
        cause: error,
      },
    );
  }
}
