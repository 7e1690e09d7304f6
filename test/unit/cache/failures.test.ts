import Database from 'better-sqlite3';
import { describe, expect, test } from 'vitest';
import { sqliteFailure, toCacheError, type SqliteFailure } from '#electron/cache/failures';
import { AppError } from '#shared/errors';

const EXPECTED: readonly (readonly [code: string, failure: SqliteFailure | null])[] = [
  ['SQLITE_FULL', 'full'],
  ['SQLITE_IOERR_SHMSIZE', 'full'],
  ['SQLITE_READONLY', 'read-only'],
  ['SQLITE_READONLY_DIRECTORY', 'read-only'],
  ['SQLITE_CORRUPT', 'corrupt'],
  ['SQLITE_CORRUPT_INDEX', 'corrupt'],
  ['SQLITE_NOTADB', 'corrupt'],
  ['SQLITE_IOERR_SHORT_READ', 'corrupt'],
  ['SQLITE_CORRUPT_VTAB', 'search-index'],
  ['SQLITE_BUSY', 'busy'],
  ['SQLITE_IOERR_FSYNC', 'disk'],
  ['SQLITE_CANTOPEN', 'disk'],
  ['SQLITE_CONSTRAINT_UNIQUE', null],
  ['SQLITE_ERROR', null],
];

const CODES: Readonly<Record<SqliteFailure, string>> = {
  full: 'CACHE_FULL',
  'read-only': 'CACHE_READ_ONLY',
  corrupt: 'CACHE_CORRUPT',
  'search-index': 'CACHE_CORRUPT',
  busy: 'INTERNAL',
  disk: 'INTERNAL',
};

describe('a failure of SQLite', () => {
  test.each(EXPECTED)('%s means %s', (code, failure) => {
    const error = new Database.SqliteError('words of SQLite', code);
    expect(sqliteFailure(error)).toBe(failure);
    const told = toCacheError(error);
    if (failure === null) expect(told).toBe(error);
    else {
      expect(told).toBeInstanceOf(AppError);
      expect(told).toMatchObject({ code: CODES[failure], remedy: expect.stringMatching(/\.$/) });
    }
  });

  test('is nothing that other errors are', () => {
    expect(sqliteFailure(new Error('SQLITE_FULL'))).toBeNull();
  });
});
