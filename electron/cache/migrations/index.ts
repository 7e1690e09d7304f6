import type { Database } from 'better-sqlite3';
import { cacheNewer } from '../failures';
import { firstTables } from './0001-first-tables';
import { searchProgress } from './0002-search-progress';
import { keyOwners } from './0003-key-owners';
import { refusals } from './0004-refusals';
import type { Migration } from './migration';

/** Every step from an empty file to today's schema, in order. */
export const MIGRATIONS: readonly Migration[] = [firstTables, searchProgress, keyOwners, refusals];

/** The schema version that this build writes. */
export const SCHEMA_VERSION = MIGRATIONS.length;

/** The file's schema version (0: empty). */
export function schemaVersion(database: Database): number {
  const found = database.pragma('user_version', { simple: true });
  return typeof found === 'number' ? found : 0;
}

/**
 * Brings the schema to the newest version, each step in a transaction of its own, so that a failure leaves the
 * version before. Throws CACHE_NEWER, without writing, when the file is from a later build.
 */
export function migrate(database: Database, migrations: readonly Migration[] = MIGRATIONS): void {
  const found = schemaVersion(database);
  if (found > migrations.length) throw cacheNewer(found, migrations.length);
  for (const migration of migrations.slice(found)) {
    database
      .transaction(() => {
        migration.up(database);
        database.pragma(`user_version = ${migration.version}`);
      })
      .immediate();
  }
}
