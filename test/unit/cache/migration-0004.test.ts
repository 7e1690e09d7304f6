import Database from 'better-sqlite3';
import { describe, expect, onTestFinished, test } from 'vitest';
import { firstTables } from '#electron/cache/migrations/0001-first-tables';
import { searchProgress } from '#electron/cache/migrations/0002-search-progress';
import { keyOwners } from '#electron/cache/migrations/0003-key-owners';
import { refusals } from '#electron/cache/migrations/0004-refusals';

function afterIt(content: string): unknown {
  const database = new Database(':memory:');
  onTestFinished(() => void database.close());
  firstTables.up(database);
  searchProgress.up(database);
  keyOwners.up(database);
  database.exec(content);
  refusals.up(database);
  return database
    .prepare('SELECT not_offered, unlisted, synced_at, whole_at FROM clusters ORDER BY pk')
    .all();
}

describe('the migration to refusals', () => {
  test('takes the last sync of every cluster as one that listed everything, and nothing as refused', () => {
    expect(
      afterIt(`
      INSERT INTO clusters VALUES (1, 'a', 'algolia', 'n', 'staging', '{}', NULL, 0, 0, 0, '{}', 1, 77, NULL);
      INSERT INTO clusters VALUES (2, 'b', 'algolia', 'm', 'staging', '{}', NULL, 0, 0, 1, '{}', 1, NULL, NULL);`),
    ).toEqual([
      { not_offered: '[]', unlisted: '[]', synced_at: 77, whole_at: 77 },
      { not_offered: '[]', unlisted: '[]', synced_at: null, whole_at: null },
    ]);
  });
});
