import Database from 'better-sqlite3';
import { describe, expect, onTestFinished, test } from 'vitest';
import { firstTables } from '#electron/cache/migrations/0001-first-tables';
import { searchProgress } from '#electron/cache/migrations/0002-search-progress';

function beforeIt(content: string): Database.Database {
  const database = new Database(':memory:');
  onTestFinished(() => void database.close());
  firstTables.up(database);
  database.exec(content);
  return database;
}

function fromId(database: Database.Database): unknown {
  return database.prepare('SELECT from_id FROM search_progress').pluck().get();
}

describe('the migration to search progress', () => {
  test('leaves what is pending as it is, and takes keys to come as new', () => {
    const database = beforeIt(`
      INSERT INTO clusters VALUES (1, 'c', 'algolia', 'n', 'staging', '{}', NULL, 0, 0, 0, '{}', 1, NULL, NULL);
      INSERT INTO keys VALUES (7, 1, zeroblob(32), '', '', '', 0, NULL, NULL, 1, 1, 1, 1, 1, 'first-seen', NULL, NULL, '', '{}');
      INSERT INTO search_pending VALUES (7);`);
    searchProgress.up(database);
    expect(fromId(database)).toBe(8);
    expect(database.prepare('SELECT key_id FROM search_pending').pluck().all()).toEqual([7]);
  });

  test('takes every key of an empty file as new', () => {
    const database = beforeIt('');
    searchProgress.up(database);
    expect(fromId(database)).toBe(1);
  });

  test('allows one row only', () => {
    const database = beforeIt('');
    searchProgress.up(database);
    expect(() => database.exec('INSERT INTO search_progress VALUES (2, 5)')).toThrow('CHECK');
  });
});
