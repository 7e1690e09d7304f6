import Database from 'better-sqlite3';
import { describe, expect, onTestFinished, test } from 'vitest';
import { migrate, MIGRATIONS, SCHEMA_VERSION, schemaVersion } from '#electron/cache/migrations/index';
import type { Migration } from '#electron/cache/migrations/migration';

function empty(): Database.Database {
  const database = new Database(':memory:');
  onTestFinished(() => void database.close());
  return database;
}

function tables(database: Database.Database): readonly string[] {
  return database
    .prepare<[], string>("SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name")
    .pluck()
    .all();
}

describe('the migrations', () => {
  test('are numbered without a gap, in order', () => {
    expect(MIGRATIONS.map((migration) => migration.version)).toEqual(MIGRATIONS.map((_, index) => index + 1));
  });

  test('bring an empty file to the schema that is written down', async () => {
    const database = empty();
    migrate(database);
    const schema = database
      .prepare<[], string>(
        "SELECT sql FROM sqlite_schema WHERE sql IS NOT NULL AND name NOT LIKE 'key_search_%' ORDER BY type, name",
      )
      .pluck()
      .all();
    await expect(`${schema.join(';\n\n')};\n`).toMatchFileSnapshot(`./schema-${SCHEMA_VERSION}.sql`);
  });

  test('do nothing to a file that is up to date', () => {
    const database = empty();
    migrate(database);
    const before = database.serialize();
    migrate(database);
    expect(database.serialize().equals(before)).toBe(true);
  });

  test('leave the version before when a step fails, and go on from there', () => {
    const first: Migration = { version: 1, name: 'one', up: (db) => void db.exec('CREATE TABLE one (x)') };
    const broken: Migration = {
      version: 2,
      name: 'broken',
      up: (db) => void db.exec('CREATE TABLE two (x); CREATE TABLE one (x)'),
    };
    const mended: Migration = { version: 2, name: 'two', up: (db) => void db.exec('CREATE TABLE two (x)') };
    const database = empty();
    expect(() => migrate(database, [first, broken])).toThrow('already exists');
    expect(schemaVersion(database)).toBe(1);
    expect(tables(database)).toEqual(['one']);
    migrate(database, [first, mended]);
    expect(schemaVersion(database)).toBe(2);
    expect(tables(database)).toEqual(['one', 'two']);
  });

  test('refuse a file of a newer build without writing to it', () => {
    const database = empty();
    migrate(database);
    database.pragma(`user_version = ${SCHEMA_VERSION + 1}`);
    const before = database.serialize();
    expect(() => migrate(database)).toThrow(
      expect.objectContaining({
        code: 'CACHE_NEWER',
        details: { found: SCHEMA_VERSION + 1, known: SCHEMA_VERSION },
      }),
    );
    expect(database.serialize().equals(before)).toBe(true);
  });
});
