import Database from 'better-sqlite3';
import { AppError } from '#shared/errors';

/** What a failure of SQLite means for the cache. `search-index`: only the full-text index is damaged. */
export type SqliteFailure = 'full' | 'read-only' | 'corrupt' | 'search-index' | 'busy' | 'disk';

/** Tells SQLite's failures apart by their (extended) result code; null: not a failure of SQLite, or a bug of ours. */
export function sqliteFailure(thrown: unknown): SqliteFailure | null {
  if (!(thrown instanceof Database.SqliteError)) return null;
  const { code } = thrown;
  // Reaching the end of the disk shows as FULL while writing and as a failed extension of the file elsewhere.
  if (code === 'SQLITE_FULL' || code === 'SQLITE_IOERR_SHMSIZE') return 'full';
  if (code.startsWith('SQLITE_READONLY')) return 'read-only';
  if (code === 'SQLITE_CORRUPT_VTAB') return 'search-index';
  // A page that ends before its end is what a truncated file shows.
  if (code.startsWith('SQLITE_CORRUPT') || code === 'SQLITE_NOTADB' || code === 'SQLITE_IOERR_SHORT_READ') {
    return 'corrupt';
  }
  if (code.startsWith('SQLITE_BUSY') || code === 'SQLITE_LOCKED') return 'busy';
  if (code.startsWith('SQLITE_IOERR') || code.startsWith('SQLITE_CANTOPEN')) return 'disk';
  return null;
}

/** CACHE_FULL: nothing was stored, and everything stored before is intact. */
export function cacheFull(cause: unknown): AppError {
  return new AppError('CACHE_FULL', 'The disk that holds the profile is full, so this was not stored.', {
    remedy: 'Free some space on that disk and repeat the action. Everything stored before is unharmed.',
    cause,
  });
}

/** CACHE_READ_ONLY: everything is readable, nothing is stored. */
export function cacheReadOnly(cause?: unknown): AppError {
  return new AppError('CACHE_READ_ONLY', 'The profile folder cannot be written, so nothing is stored.', {
    remedy: 'Make the profile folder writable for your user account, then start Castellan again.',
    cause,
  });
}

/** CACHE_CORRUPT after the file was set aside while in use. */
export function cacheWasDamaged(asideName: string, cause: unknown): AppError {
  return new AppError(
    'CACHE_CORRUPT',
    `The cache file was damaged. It was set aside as ${asideName}, and a new one holds what could be read of it.`,
    { remedy: 'Repeat the action, and sync the clusters to read their keys again.', cause },
  );
}

/** CACHE_NEWER: the file belongs to a later version and was not touched. */
export function cacheNewer(found: number, known: number): AppError {
  return new AppError(
    'CACHE_NEWER',
    'The data in this profile was written by a newer version of Castellan, and was left untouched.',
    {
      remedy: 'Start that newer version, or start this one with another profile folder.',
      details: { found, known },
    },
  );
}

function cacheBusy(cause: unknown): AppError {
  return new AppError('INTERNAL', 'Another program has the cache file open.', {
    remedy: 'Close other windows of Castellan and programs that read its profile folder, then try again.',
    cause,
  });
}

function diskFailed(cause: unknown): AppError {
  return new AppError('INTERNAL', 'The disk that holds the profile reported a failure.', {
    remedy: 'Check the disk and the profile folder, then start Castellan again.',
    cause,
  });
}

/** A failure of SQLite as the AppError that the caller gets; anything else unchanged. */
export function toCacheError(thrown: unknown): unknown {
  switch (sqliteFailure(thrown)) {
    case 'full':
      return cacheFull(thrown);
    case 'read-only':
      return cacheReadOnly(thrown);
    case 'busy':
      return cacheBusy(thrown);
    case 'disk':
      return diskFailed(thrown);
    case 'corrupt':
    case 'search-index':
      return new AppError('CACHE_CORRUPT', 'The cache file is damaged and could not be replaced.', {
        remedy:
          'Check that the profile folder can be written and has free space, then start Castellan again.',
        cause: thrown,
      });
    case null:
      return thrown;
  }
}
