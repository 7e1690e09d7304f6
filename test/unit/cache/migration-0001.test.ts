import Database from 'better-sqlite3';
import { describe, expect, onTestFinished, test } from 'vitest';
import { firstTables } from '#electron/cache/migrations/0001-first-tables';

function migrated(): Database.Database {
  const database = new Database(':memory:');
  onTestFinished(() => void database.close());
  database.pragma('foreign_keys = ON');
  database.transaction(() => firstTables.up(database))();
  return database;
}

const CLUSTER = `INSERT INTO clusters VALUES (1, 'c', 'algolia', 'n', 'staging', '{}', NULL, 0, 0, 0, '{}', 1, NULL, NULL)`;
const KEY = `INSERT INTO keys VALUES (1, 1, zeroblob(32), '', '', '', 0, NULL, NULL, 1, 1, 1, 1, 1, 'first-seen', NULL, NULL, '', '{}')`;

describe('the first migration', () => {
  test('makes every table of the data model', () => {
    const names = migrated()
      .prepare<[], string>(
        "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'key_search_%'",
      )
      .pluck()
      .all();
    expect(names.toSorted()).toEqual([
      'clusters',
      'findings',
      'key_search',
      'key_versions',
      'keys',
      'meta',
      'notes',
      'operations',
      'permission_set_members',
      'permission_sets',
      'search_pending',
      'secrets',
      'snapshots',
      'suppressions',
    ]);
  });

  test('takes everything of a cluster along when it is deleted', () => {
    const database = migrated();
    database.exec(`${CLUSTER}; ${KEY};
      INSERT INTO secrets VALUES (1, x'00');
      INSERT INTO key_versions VALUES (1, 1, zeroblob(32), 1, 2, 'first-seen', '{}');
      INSERT INTO snapshots VALUES (1, 1, 1, 1, 1, 0, 0, NULL);
      INSERT INTO operations VALUES (1, 'o', 1, 'create', NULL, NULL, NULL, 'open', NULL, 'r', 1, NULL);
      INSERT INTO findings VALUES (1, 1, zeroblob(32), 'r', 'warning', NULL, 'm', NULL, 1, NULL);
      INSERT INTO suppressions VALUES (1, 1, NULL, 'r', 'because', 1, NULL);
      INSERT INTO notes VALUES (1, 1, zeroblob(32), 'note', 1);
      DELETE FROM clusters;`);
    const left = database
      .prepare<[], number>(
        `SELECT (SELECT count(*) FROM keys) + (SELECT count(*) FROM secrets) + (SELECT count(*) FROM key_versions) +
          (SELECT count(*) FROM snapshots) + (SELECT count(*) FROM operations) + (SELECT count(*) FROM findings) +
          (SELECT count(*) FROM suppressions) + (SELECT count(*) FROM notes)`,
      )
      .pluck()
      .get();
    expect(left).toBe(0);
  });

  test('knows one key once per cluster', () => {
    const database = migrated();
    database.exec(`${CLUSTER}; ${KEY}`);
    expect(() => database.exec(KEY.replace('VALUES (1,', 'VALUES (2,'))).toThrow('UNIQUE');
  });

  test('refuses a ref that is not 32 bytes, a half-gone key and values of a wrong type', () => {
    const database = migrated();
    database.exec(CLUSTER);
    expect(() => database.exec(KEY.replace('zeroblob(32)', 'zeroblob(31)'))).toThrow('CHECK');
    expect(() => database.exec(KEY.replace("'first-seen', NULL", "'first-seen', 5"))).toThrow('CHECK');
    expect(() => database.exec(KEY.replace('VALUES (1, 1, zeroblob(32)', "VALUES (1, 1, 'text'"))).toThrow();
  });
});
