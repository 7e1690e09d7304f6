import Database from 'better-sqlite3';
import { expect, onTestFinished, test } from 'vitest';
import { firstTables } from '#electron/cache/migrations/0001-first-tables';
import { searchProgress } from '#electron/cache/migrations/0002-search-progress';
import { keyOwners } from '#electron/cache/migrations/0003-key-owners';

test('the migration to owners leaves known keys without one', () => {
  const database = new Database(':memory:');
  onTestFinished(() => void database.close());
  firstTables.up(database);
  database.exec(`
    INSERT INTO clusters VALUES (1, 'c', 'algolia', 'n', 'staging', '{}', NULL, 0, 0, 0, '{}', 1, NULL, NULL);
    INSERT INTO keys VALUES (7, 1, zeroblob(32), '', '', '', 0, NULL, NULL, 1, 1, 1, 1, 1, 'first-seen', NULL, NULL, '', '{}');`);
  searchProgress.up(database);
  keyOwners.up(database);
  expect(database.prepare('SELECT id, owner FROM keys').all()).toEqual([{ id: 7, owner: null }]);
});
