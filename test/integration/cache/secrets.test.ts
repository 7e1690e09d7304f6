import { listedKeys } from '#electron/cache/cache';
import { createHash } from 'node:crypto';
import { readdirSync, statSync } from 'node:fs';
import path from 'node:path';
import Database from 'better-sqlite3';
import { describe, expect, test } from 'vitest';
import type { CacheEngine } from '#electron/cache/engine';
import { keyRefSchema } from '#shared/ids';
import {
  clusterIdOf,
  clusterRow,
  DATA_KEY,
  keyQuery,
  labelsOf,
  MINUTE,
  NOW,
  openEngine,
  operationRow,
  OTHER_DATA_KEY,
  secretOf,
  seenKey,
  settle,
  syncKeys,
} from '../../support/cache-fixtures';
import { filesContaining, tempProfile } from '../../support/temp-profile';

const A = clusterIdOf('a');
const B = clusterIdOf('b');
const NAMES = ['one', 'two', 'three'];

function secretIn(engine: CacheEngine, name: string): string | null {
  const ref = engine.run('keys.refOf', [secretOf(name)]);
  return engine.run('keys.secret', [{ clusterId: A, ref }]);
}

function hasSecrets(engine: CacheEngine): readonly boolean[] {
  return engine.run('keys.page', [keyQuery(A), NOW]).rows.map((row) => row.hasSecret);
}

/** A closed profile with three sealed secrets. */
function profile(): string {
  const folder = tempProfile();
  const engine = openEngine(folder);
  engine.run('clusters.insert', [clusterRow('a')]);
  syncKeys(
    engine,
    A,
    NAMES.map((name) => seenKey(name)),
  );
  engine.close();
  return folder;
}

function sealedRows(folder: string): number {
  const database = new Database(path.join(folder, 'castellan.db'), { readonly: true });
  const count = database.prepare<[], number>('SELECT count(*) FROM secrets').pluck().get() ?? -1;
  database.close();
  return count;
}

describe('the data key', () => {
  test('opens at the next start what it sealed', () => {
    const engine = openEngine(profile());
    expect(engine.opening.droppedSecrets).toBe(0);
    expect(secretIn(engine, 'two')).toBe(secretOf('two'));
  });

  test('that is another one drops the sealed secrets, says how many, and loses nothing else', () => {
    const folder = profile();
    const engine = openEngine(folder, { dataKey: OTHER_DATA_KEY });
    expect(engine.opening.droppedSecrets).toBe(3);
    expect(hasSecrets(engine)).toEqual([false, false, false]);
    expect(secretIn(engine, 'two')).toBeNull();
    expect(labelsOf(engine, keyQuery(A))).toEqual(['one', 'three', 'two']);
    expect(
      syncKeys(
        engine,
        A,
        NAMES.map((name) => seenKey(name)),
        NOW + MINUTE,
      ),
    ).toEqual({
      added: 0,
      changed: 0,
      gone: 0,
    });
    expect(hasSecrets(engine)).toEqual([true, true, true]);
    expect(secretIn(engine, 'two')).toBe(secretOf('two'));
    engine.close();
    expect(openEngine(folder, { dataKey: OTHER_DATA_KEY }).opening.droppedSecrets).toBe(0);
  });

  test('that is lost leaves every key ref as it was', () => {
    const folder = profile();
    const first = openEngine(folder);
    const ref = first.run('keys.refOf', ['a secret']);
    first.close();
    expect(openEngine(folder, { dataKey: OTHER_DATA_KEY }).run('keys.refOf', ['a secret'])).toBe(ref);
  });
});

describe('without a data key', () => {
  test('sealed secrets stay in the file untouched, and cannot be used', () => {
    const folder = profile();
    const engine = openEngine(folder, { dataKey: null });
    expect(engine.opening.droppedSecrets).toBe(0);
    expect(hasSecrets(engine)).toEqual([false, false, false]);
    expect(secretIn(engine, 'one')).toBeNull();
    engine.close();
    expect(sealedRows(folder)).toBe(3);
    expect(secretIn(openEngine(folder), 'one')).toBe(secretOf('one'));
  });

  test('secrets learnt in the session work until its end, and none reaches the disk', () => {
    const folder = tempProfile();
    const engine = openEngine(folder, { dataKey: null });
    engine.run('clusters.insert', [clusterRow('a')]);
    syncKeys(engine, A, [seenKey('one')]);
    engine.run('keys.put', [A, seenKey('two'), 'created-here', NOW]);
    expect(hasSecrets(engine)).toEqual([true, true]);
    expect(secretIn(engine, 'one')).toBe(secretOf('one'));
    expect(secretIn(engine, 'two')).toBe(secretOf('two'));
    engine.close();
    expect(sealedRows(folder)).toBe(0);
    expect(secretIn(openEngine(folder, { dataKey: null }), 'one')).toBeNull();
  });

  test('an aborted or failed sync teaches no secret', () => {
    const engine = openEngine(tempProfile(), { dataKey: null });
    engine.run('clusters.insert', [clusterRow('a')]);
    const sync = engine.run('sync.begin', [A, NOW]);
    engine.run('sync.stage', [
      sync,
      listedKeys([seenKey('one'), { ...seenKey('bad'), createdAt: 'x' as unknown as number }]),
    ]);
    expect(() => engine.run('sync.commit', [sync, null, 'everything'])).toThrow();
    engine.run('keys.put', [A, seenKey('other'), 'created-here', NOW]);
    expect(secretIn(engine, 'other')).toBe(secretOf('other'));
    expect(secretIn(engine, 'one')).toBeNull();
  });

  test('the next session with a data key seals what its sync lists', () => {
    const folder = tempProfile();
    const first = openEngine(folder, { dataKey: null });
    first.run('clusters.insert', [clusterRow('a')]);
    syncKeys(first, A, [seenKey('one')]);
    first.close();
    const second = openEngine(folder);
    expect(hasSecrets(second)).toEqual([false]);
    syncKeys(second, A, [seenKey('one')], NOW + MINUTE);
    expect(secretIn(second, 'one')).toBe(secretOf('one'));
  });
});

test('a sealed secret that was moved to another key cannot be opened there', () => {
  const folder = profile();
  const database = new Database(path.join(folder, 'castellan.db'));
  database.exec('UPDATE secrets SET sealed = (SELECT sealed FROM secrets WHERE key_id = 1) WHERE key_id = 2');
  database.close();
  const engine = openEngine(folder);
  expect(NAMES.map((name) => secretIn(engine, name) === secretOf(name))).toEqual([true, false, true]);
});

describe('no byte of a secret', () => {
  const canaries = Array.from({ length: 40 }, (_, index) =>
    createHash('sha256').update(`canary ${index}`).digest('hex').slice(0, 32),
  );

  /** Every way in which a secret passes through the cache. */
  function exercise(engine: CacheEngine): void {
    engine.run('clusters.insert', [clusterRow('a')]);
    const keys = canaries.map((secret, index) => seenKey(`key ${index}`, {}, { secret, admin: index === 0 }));
    syncKeys(engine, A, keys.slice(0, 20));
    for (const key of keys.slice(20)) {
      const record = engine.run('keys.put', [A, key, 'created-here', NOW]);
      engine.run('operations.write', [operationRow(`create ${record.ref}`, A, { ref: record.ref })]);
      engine.run('keys.secret', [record]);
    }
    syncKeys(engine, A, keys.slice(10), NOW + MINUTE);
    for (const secret of canaries) {
      engine.run('keys.findByRef', [engine.run('keys.refOf', [secret])]);
      engine.run('keys.page', [keyQuery(A, { text: secret }), NOW]);
    }
    settle(engine);
  }

  test.each([
    ['sealed', DATA_KEY],
    ['in memory only', null],
  ])('is in any file, %s, while the cache is open and after', (_name, dataKey) => {
    const folder = tempProfile();
    const engine = openEngine(folder, { dataKey });
    exercise(engine);
    for (const secret of canaries) {
      expect(filesContaining(folder, secret)).toEqual([]);
      expect(filesContaining(folder, Buffer.from(secret, 'hex'))).toEqual([]);
    }
    engine.close();
    for (const secret of canaries) expect(filesContaining(folder, secret)).toEqual([]);
    expect(filesContaining(folder, 'key 25')).not.toEqual([]);
  });

  test('nor the data key, is in any file', () => {
    const folder = tempProfile();
    const engine = openEngine(folder);
    exercise(engine);
    engine.close();
    expect(filesContaining(folder, DATA_KEY)).toEqual([]);
    expect(filesContaining(folder, Buffer.from(DATA_KEY, 'base64'))).toEqual([]);
  });
});

describe('removing a cluster', () => {
  test('removes every row and every byte of it, and leaves the others', () => {
    const folder = tempProfile();
    const engine = openEngine(folder);
    engine.run('clusters.insert', [
      clusterRow('a', { name: 'Unmistakable cluster', caPem: 'unmistakable authority' }),
    ]);
    engine.run('clusters.insert', [clusterRow('b', { position: 1 })]);
    const doomed = Array.from({ length: 300 }, (_, index) =>
      seenKey(`doomed-${index}`, { indexes: [`unmistakable_index_${index}`] }),
    );
    syncKeys(engine, A, doomed);
    syncKeys(
      engine,
      A,
      doomed.map((key) => ({ ...key, spec: { ...key.spec, acl: ['browse'] } })),
      NOW + MINUTE,
    );
    syncKeys(engine, B, [seenKey('doomed-1', { description: 'stays' }), seenKey('stays too')]);
    engine.run('operations.write', [operationRow('unmistakable operation', A)]);
    settle(engine);
    const traces = [
      'Unmistakable cluster',
      'unmistakable authority',
      'unmistakable_index',
      'doomed-',
      'unmistakable operation',
    ];
    expect(traces.map((trace) => filesContaining(folder, trace).length > 0)).toEqual(traces.map(() => true));

    engine.run('clusters.remove', [A]);

    for (const trace of traces) expect(filesContaining(folder, trace)).toEqual([]);
    expect(engine.run('clusters.list', []).map((row) => row.name)).toEqual(['b']);
    expect(labelsOf(engine, keyQuery(B, { text: 'stays' }))).toEqual(['stays', 'stays too']);
    settle(engine);
    expect(labelsOf(engine, keyQuery(B, { text: 'stays' }))).toEqual(['stays', 'stays too']);
    const ref = engine.run('keys.refOf', [secretOf('doomed-1')]);
    expect(engine.run('keys.findByRef', [ref])).toEqual([{ clusterId: B, ref }]);
    engine.close();
    for (const trace of traces) expect(filesContaining(folder, trace)).toEqual([]);
  });

  test('cancels its sync', () => {
    const engine = openEngine(tempProfile());
    engine.run('clusters.insert', [clusterRow('a')]);
    const sync = engine.run('sync.begin', [A, NOW]);
    engine.run('clusters.remove', [A]);
    expect(() => engine.run('sync.commit', [sync, null, 'everything'])).toThrow(
      expect.objectContaining({ code: 'CANCELLED' }),
    );
  });
});

test('the file is readable by its owner alone', () => {
  const folder = tempProfile();
  openEngine(folder);
  for (const name of readdirSync(folder)) expect(statSync(path.join(folder, name)).mode & 0o077).toBe(0);
});

test('a key ref is opaque: 64 hex digits that hold nothing of the secret', () => {
  const engine = openEngine(tempProfile());
  const secret = secretOf('one');
  const ref = engine.run('keys.refOf', [secret]);
  expect(keyRefSchema.safeParse(ref).success).toBe(true);
  expect(ref).not.toContain(secret.slice(0, 8));
  expect(ref).not.toBe(createHash('sha256').update(secret).digest('hex'));
});
