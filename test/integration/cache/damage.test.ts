import {
  closeSync,
  ftruncateSync,
  openSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import path from 'node:path';
import Database from 'better-sqlite3';
import { describe, expect, test } from 'vitest';
import type { CacheOpening } from '#electron/cache/cache';
import { CacheEngine } from '#electron/cache/engine';
import {
  clusterIdOf,
  clusterRow,
  engineOptions,
  keyQuery,
  labelsOf,
  MINUTE,
  NOW,
  openEngine,
  operationRow,
  secretOf,
  seenKey,
  settle,
  syncKeys,
} from '../../support/cache-fixtures';
import { tempProfile } from '../../support/temp-profile';

const A = clusterIdOf('a');
const FILE = 'castellan.db';
const ASIDE = 'castellan.db.damaged-2026-11-01T00-00-00Z';
const PAGE = 4096;

/** A profile with two clusters, many keys with history, a journal, a note and a suppression, closed in order. */
function fullProfile(keys = 400): string {
  const folder = tempProfile();
  const engine = openEngine(folder);
  engine.run('clusters.insert', [clusterRow('a')]);
  engine.run('clusters.insert', [clusterRow('b', { position: 1 })]);
  const names = Array.from({ length: keys }, (_, index) => `key-${index}`);
  syncKeys(
    engine,
    A,
    names.map((name) => seenKey(name)),
  );
  syncKeys(
    engine,
    A,
    names.map((name) => seenKey(name, { maxHitsPerQuery: 5 })),
    NOW + MINUTE,
  );
  engine.run('operations.write', [operationRow('first', A)]);
  engine.run('operations.write', [operationRow('second', A, { state: 'done' })]);
  settle(engine);
  engine.close();
  const database = new Database(path.join(folder, FILE));
  database.exec(`
    INSERT INTO notes (cluster, ref, text, changed_at) SELECT 1, ref, 'do not touch', 5 FROM keys WHERE id = 7;
    INSERT INTO suppressions (cluster, ref, rule, reason, created_at) VALUES (1, NULL, 'no-expiry', 'agreed', 5)`);
  database.close();
  return folder;
}

/** Overwrites bytes of a file with what no page of SQLite holds. */
function overwrite(file: string, from: number, bytes: number): void {
  const descriptor = openSync(file, 'r+');
  writeSync(descriptor, Buffer.alloc(bytes, 0xa5), 0, bytes, from);
  closeSync(descriptor);
}

/** The root page of a table or index. */
function rootPage(folder: string, name: string): number {
  const database = new Database(path.join(folder, FILE), { readonly: true });
  const page = database
    .prepare<[string], number>('SELECT rootpage FROM sqlite_schema WHERE name = ?')
    .pluck()
    .get(name);
  database.close();
  if (page === undefined) throw new Error(`no ${name}`);
  return page;
}

function rows(folder: string, sql: string): unknown {
  const database = new Database(path.join(folder, FILE), { readonly: true });
  const value = database.prepare(sql).pluck().get();
  database.close();
  return value;
}

describe('a damaged file', () => {
  test('whose header is overwritten is set aside, and everything is carried over', () => {
    const folder = fullProfile();
    overwrite(path.join(folder, FILE), 0, 100);
    const damaged = readFileSync(path.join(folder, FILE));
    const engine = openEngine(folder);
    expect(engine.opening.setAside).toEqual({
      file: ASIDE,
      carriedOver: [
        '2 clusters',
        '400 keys',
        '400 past versions of keys',
        '2 journal entries',
        '1 note',
        '1 suppression',
        '2 snapshots',
        '400 sealed secrets',
      ],
    });
    expect(readFileSync(path.join(folder, ASIDE)).equals(damaged)).toBe(true);
    expect(engine.run('clusters.list', []).map((row) => row.name)).toEqual(['a', 'b']);
    const ref = engine.run('keys.refOf', [secretOf('key-17')]);
    expect(engine.run('keys.secret', [{ clusterId: A, ref }])).toBe(secretOf('key-17'));
    expect(engine.run('keys.history', [{ clusterId: A, ref }])).toHaveLength(2);
    expect(labelsOf(engine, keyQuery(A, { text: 'key-399' }))).toEqual(['key-399']);
    expect(engine.run('operations.unsettled', [])).toEqual([operationRow('first', A)]);
    engine.close();
    expect(rows(folder, 'SELECT text FROM notes')).toBe('do not touch');
    expect(rows(folder, 'SELECT reason FROM suppressions')).toBe('agreed');
  });

  test('whose whole first page is lost gives up the same', () => {
    const folder = fullProfile();
    overwrite(path.join(folder, FILE), 0, PAGE);
    const carriedOver = openEngine(folder).opening.setAside?.carriedOver;
    expect(carriedOver).toContain('2 clusters');
    expect(carriedOver).toContain('400 keys');
  });

  test('loses only the rows of a page that is lost in the middle of the keys', () => {
    const folder = fullProfile();
    const file = path.join(folder, FILE);
    const damagedPage = Buffer.alloc(PAGE, 0xa5);
    const content = readFileSync(file);
    const at = content.indexOf('"description":"key-200"');
    content.set(damagedPage, Math.floor(at / PAGE) * PAGE);
    writeFileSync(file, content);
    const engine = openEngine(folder);
    const carriedOver = engine.opening.setAside?.carriedOver ?? [];
    expect(carriedOver).toContain('2 clusters');
    expect(carriedOver).toContain('1 note');
    const left = engine.run('keys.page', [keyQuery(A), NOW]).total;
    expect(left).toBeGreaterThan(360);
    expect(left).toBeLessThanOrEqual(400);
    const again = Array.from({ length: 400 }, (_, index) => seenKey(`key-${index}`, { maxHitsPerQuery: 5 }));
    expect(syncKeys(engine, A, again, NOW + 2 * MINUTE)).toEqual({ added: 400 - left, changed: 0, gone: 0 });
  });

  test('whose keys table is lost altogether keeps clusters, journal, notes and history', () => {
    const folder = fullProfile();
    overwrite(path.join(folder, FILE), (rootPage(folder, 'keys') - 1) * PAGE, PAGE);
    const engine = openEngine(folder);
    const carriedOver = engine.opening.setAside?.carriedOver ?? [];
    expect(carriedOver).toContain('2 clusters');
    expect(carriedOver).toContain('400 past versions of keys');
    expect(carriedOver).toContain('2 journal entries');
    expect(carriedOver.join()).not.toMatch(/\d keys/);
    syncKeys(engine, A, [seenKey('key-3', { maxHitsPerQuery: 5 })], NOW + 2 * MINUTE);
    const ref = engine.run('keys.refOf', [secretOf('key-3')]);
    expect(engine.run('keys.history', [{ clusterId: A, ref }])).toHaveLength(2);
  });

  test('that was cut short keeps what is left of it', () => {
    const folder = fullProfile();
    const descriptor = openSync(path.join(folder, FILE), 'r+');
    ftruncateSync(descriptor, Math.floor(statSync(path.join(folder, FILE)).size / 2 / PAGE) * PAGE);
    closeSync(descriptor);
    const engine = openEngine(folder);
    expect(engine.opening.setAside?.carriedOver).toContain('2 clusters');
    expect(readdirSync(folder)).toContain(ASIDE);
  });

  test('that is no database at all is kept under its new name, beside an empty one', () => {
    const folder = tempProfile();
    writeFileSync(path.join(folder, FILE), 'this is a letter, not a database. '.repeat(500));
    const engine = openEngine(folder);
    expect(engine.opening.setAside).toEqual({ file: ASIDE, carriedOver: [] });
    expect(engine.run('clusters.list', [])).toEqual([]);
    expect(readFileSync(path.join(folder, ASIDE), 'utf8')).toContain('this is a letter');
  });

  test('never takes the name of one that was set aside before', () => {
    const folder = tempProfile();
    for (const content of ['first '.repeat(100), 'second '.repeat(100)]) {
      writeFileSync(path.join(folder, FILE), content);
      openEngine(folder).close();
    }
    expect(readFileSync(path.join(folder, ASIDE), 'utf8')).toContain('first');
    expect(readFileSync(path.join(folder, `${ASIDE}-3`), 'utf8')).toContain('second');
  });

  test('leaves nothing but the database and the file that was set aside', () => {
    const folder = fullProfile();
    overwrite(path.join(folder, FILE), 0, 100);
    openEngine(folder).close();
    expect(readdirSync(folder).toSorted()).toEqual([FILE, ASIDE].toSorted());
  });

  test('is replaced while it is in use, and the call that met it says so', () => {
    const folder = fullProfile(3_000);
    const reopened: CacheOpening[] = [];
    const keysBegin = (rootPage(folder, 'keys') - 1) * PAGE;
    const engine = openEngine(folder, { cachedPages: 10, onReopened: (opening) => reopened.push(opening) });
    overwrite(path.join(folder, FILE), keysBegin, PAGE);
    expect(() => engine.run('keys.page', [keyQuery(A), NOW])).toThrow(
      expect.objectContaining({ code: 'CACHE_CORRUPT', message: expect.stringContaining(ASIDE) }),
    );
    expect(reopened).toHaveLength(1);
    expect(reopened[0]?.setAside?.carriedOver).toContain('2 clusters');
    expect(engine.run('clusters.list', []).map((row) => row.name)).toEqual(['a', 'b']);
    syncKeys(engine, A, [seenKey('key-1')], NOW + 2 * MINUTE);
    expect(labelsOf(engine, keyQuery(A))).toEqual(['key-1']);
  });

  test('only in its full-text index is mended without a word', () => {
    const folder = fullProfile();
    const database = new Database(path.join(folder, FILE));
    database.unsafeMode();
    database.exec('DELETE FROM key_search_data WHERE id > 10');
    database.close();
    const engine = openEngine(folder);
    expect(engine.opening.setAside).toBeNull();
    expect(labelsOf(engine, keyQuery(A, { text: 'key-399' }))).toEqual(['key-399']);
    settle(engine);
    expect(labelsOf(engine, keyQuery(A, { text: 'key-399' }))).toEqual(['key-399']);
    expect(engine.opening.setAside).toBeNull();
  });
});

describe('a replacement', () => {
  test('that was complete when the process ended is put into place at the next start', () => {
    const folder = fullProfile();
    const file = path.join(folder, FILE);
    writeFileSync(`${file}.rebuilt`, readFileSync(file));
    writeFileSync(path.join(folder, ASIDE), 'the damaged one');
    rmSync(file);
    expect(openEngine(folder).run('clusters.list', [])).toHaveLength(2);
  });

  test('that was not complete is made anew', () => {
    const folder = fullProfile();
    overwrite(path.join(folder, FILE), 0, 100);
    writeFileSync(path.join(folder, `${FILE}.rebuilding`), 'half of it');
    expect(openEngine(folder).run('clusters.list', [])).toHaveLength(2);
  });
});

describe('a file of a newer version', () => {
  test('is refused and not touched', () => {
    const folder = fullProfile();
    const file = path.join(folder, FILE);
    const database = new Database(file);
    database.pragma('user_version = 99');
    database.close();
    const before = { content: readFileSync(file), changed: statSync(file).mtimeMs };
    expect(() => new CacheEngine(engineOptions(folder))).toThrow(
      expect.objectContaining({ code: 'CACHE_NEWER', remedy: expect.stringContaining('newer version') }),
    );
    expect(readdirSync(folder)).toEqual([FILE]);
    expect(readFileSync(file).equals(before.content)).toBe(true);
    expect(statSync(file).mtimeMs).toBe(before.changed);
  });
});
