import { listedKeys } from '#electron/cache/cache';
import { describe, expect, test } from 'vitest';
import type { CacheEngine } from '#electron/cache/engine';
import type { KeyRef } from '#shared/ids';
import {
  clusterIdOf,
  clusterRow,
  DAY,
  keyQuery,
  labelsOf,
  MINUTE,
  NOW,
  openEngine,
  secretOf,
  seenKey,
  specOf,
  syncKeys,
} from '../../support/cache-fixtures';
import { tempProfile } from '../../support/temp-profile';

const A = clusterIdOf('a');
const B = clusterIdOf('b');

function withClusters(): CacheEngine {
  const engine = openEngine(tempProfile());
  engine.run('clusters.insert', [clusterRow('a')]);
  engine.run('clusters.insert', [clusterRow('b', { position: 1 })]);
  return engine;
}

function refOf(engine: CacheEngine, name: string): KeyRef {
  return engine.run('keys.refOf', [secretOf(name)]);
}

function record(engine: CacheEngine, name: string, now = NOW) {
  return engine.run('keys.get', [{ clusterId: A, ref: refOf(engine, name) }, now]);
}

function history(engine: CacheEngine, name: string) {
  return engine.run('keys.history', [{ clusterId: A, ref: refOf(engine, name) }]);
}

describe('a first sync', () => {
  test('stores every key with its secret, and says so', () => {
    const engine = withClusters();
    const keys = [seenKey('one'), seenKey('two', { acl: ['search', 'addObject'] })];
    expect(syncKeys(engine, A, keys)).toEqual({ added: 2, changed: 0, gone: 0 });
    expect(record(engine, 'two')).toEqual({
      clusterId: A,
      ref: refOf(engine, 'two'),
      kind: 'algolia',
      label: 'two',
      mask: `${secretOf('two').slice(0, 4)}…${secretOf('two').slice(-2)}`,
      // An admin key is a credential; its secret belongs into the vault alone.
      hasSecret: true,
      admin: false,
      spec: specOf({ description: 'two', acl: ['search', 'addObject'] }),
      createdAt: NOW - DAY,
      expiresAt: null,
      state: 'present',
      firstSeenAt: NOW,
      lastSeenAt: NOW,
      goneAt: null,
      goneReason: null,
    });
    expect(engine.run('keys.secret', [{ clusterId: A, ref: refOf(engine, 'one') }])).toBe(secretOf('one'));
    expect(engine.run('clusters.list', []).map((row) => [row.keyCount, row.syncedAt])).toEqual([
      [2, NOW],
      [0, null],
    ]);
    expect(history(engine, 'one')).toEqual([
      { validFrom: NOW, validTo: null, spec: specOf({ description: 'one' }), origin: 'first-seen' },
    ]);
  });

  test('shows nothing before its commit, and leaves no trace when it is aborted', () => {
    const engine = withClusters();
    const sync = engine.run('sync.begin', [A, NOW]);
    engine.run('sync.stage', [sync, listedKeys([seenKey('one')])]);
    expect(labelsOf(engine, keyQuery(A))).toEqual([]);
    engine.run('sync.abort', [sync]);
    expect(labelsOf(engine, keyQuery(A))).toEqual([]);
    expect(engine.run('clusters.list', [])[0]?.syncedAt).toBeNull();
    expect(() => engine.run('sync.commit', [sync, 0, 'everything'])).toThrow(
      expect.objectContaining({ code: 'CANCELLED' }),
    );
  });

  test('knows an admin key without keeping its secret, which is a credential', () => {
    const engine = withClusters();
    syncKeys(engine, A, [seenKey('admin', {}, { admin: true })]);
    expect(record(engine, 'admin')).toMatchObject({ admin: true, hasSecret: false });
    expect(engine.run('keys.secret', [{ clusterId: A, ref: refOf(engine, 'admin') }])).toBeNull();
    expect(engine.run('keys.findByRef', [refOf(engine, 'admin')])).toHaveLength(1);
  });

  test('gives up the secret of a key that has become the credential, and keeps it again when it is none any more', () => {
    const engine = withClusters();
    const key = seenKey('ops');
    const hasSecret = () => record(engine, 'ops')?.hasSecret;
    syncKeys(engine, A, [key]);
    expect(hasSecret()).toBe(true);
    syncKeys(engine, A, [{ ...key, admin: true }]);
    expect(hasSecret()).toBe(false);
    expect(engine.run('keys.secret', [{ clusterId: A, ref: refOf(engine, 'ops') }])).toBeNull();
    syncKeys(engine, A, [key]);
    expect(hasSecret()).toBe(true);
  });

  test('takes a key that the cluster lists twice once', () => {
    const engine = withClusters();
    expect(syncKeys(engine, A, [seenKey('one'), seenKey('one'), seenKey('two')]).added).toBe(2);
    expect(labelsOf(engine, keyQuery(A))).toEqual(['one', 'two']);
  });

  test('gives the same secret the same ref on two clusters, and finds both', () => {
    const engine = withClusters();
    syncKeys(engine, A, [seenKey('shared')]);
    syncKeys(engine, B, [seenKey('shared')]);
    const ref = refOf(engine, 'shared');
    expect(engine.run('keys.findByRef', [ref])).toEqual([
      { clusterId: A, ref },
      { clusterId: B, ref },
    ]);
  });
});

describe('a later sync', () => {
  test('without changes writes nothing but its own time', () => {
    const engine = withClusters();
    const keys = [seenKey('one'), seenKey('two')];
    syncKeys(engine, A, keys);
    expect(syncKeys(engine, A, keys, NOW + MINUTE)).toEqual({ added: 0, changed: 0, gone: 0 });
    expect(record(engine, 'one')).toMatchObject({ firstSeenAt: NOW, lastSeenAt: NOW + MINUTE });
    expect(history(engine, 'one')).toHaveLength(1);
    expect(engine.run('keys.page', [keyQuery(A), NOW]).syncedAt).toBe(NOW + MINUTE);
  });

  test('takes an expiry that moved by under 5 s as no change, however often it does', () => {
    const engine = withClusters();
    const expiresAt = NOW + 30 * DAY;
    syncKeys(engine, A, [seenKey('one', { expiresAt })]);
    for (let round = 1; round <= 6; round += 1) {
      const moved = seenKey('one', { expiresAt: expiresAt + (round % 2 === 0 ? 4_900 : -4_900) });
      expect(syncKeys(engine, A, [moved], NOW + round * MINUTE).changed).toBe(0);
    }
    expect(record(engine, 'one')?.expiresAt).toBe(expiresAt);
    const later = seenKey('one', { expiresAt: expiresAt + 5_001 });
    expect(syncKeys(engine, A, [later], NOW + DAY).changed).toBe(1);
    expect(record(engine, 'one')?.expiresAt).toBe(expiresAt + 5_001);
  });

  test('keeps the history of a change made elsewhere', () => {
    const engine = withClusters();
    syncKeys(engine, A, [seenKey('one', { indexes: ['dev_*'] }), seenKey('two')]);
    const changed = { ...seenKey('one', { indexes: ['dev_*', 'prod_*'] }) };
    expect(syncKeys(engine, A, [changed, seenKey('two')], NOW + MINUTE)).toEqual({
      added: 0,
      changed: 1,
      gone: 0,
    });
    expect(history(engine, 'one')).toEqual([
      { validFrom: NOW + MINUTE, validTo: null, spec: changed.spec, origin: 'changed-elsewhere' },
      {
        validFrom: NOW,
        validTo: NOW + MINUTE,
        spec: specOf({ description: 'one', indexes: ['dev_*'] }),
        origin: 'first-seen',
      },
    ]);
    expect(history(engine, 'two')).toHaveLength(1);
  });

  test('marks what is no longer listed as disappeared, and as expired when its time was over', () => {
    const engine = withClusters();
    syncKeys(engine, A, [
      seenKey('stays'),
      seenKey('vanishes'),
      seenKey('runs out', { expiresAt: NOW + DAY }),
      seenKey('would run out', { expiresAt: NOW + 3 * DAY }),
    ]);
    syncKeys(engine, A, [seenKey('stays')], NOW + 2 * DAY);
    const at = NOW + 2 * DAY;
    expect(record(engine, 'vanishes')).toMatchObject({
      state: 'gone',
      goneAt: at,
      goneReason: 'disappeared',
      lastSeenAt: NOW,
    });
    expect(record(engine, 'runs out')).toMatchObject({ state: 'gone', goneReason: 'expired' });
    expect(record(engine, 'would run out')?.goneReason).toBe('disappeared');
    expect(record(engine, 'stays')?.state).toBe('present');
    expect(history(engine, 'vanishes')).toMatchObject([{ validFrom: NOW, validTo: at }]);
    expect(engine.run('clusters.list', [])[0]?.keyCount).toBe(1);
  });

  test('reckons with the cluster clock when it tells expired from disappeared', () => {
    const engine = withClusters();
    syncKeys(engine, A, [seenKey('one', { expiresAt: NOW + 90_000 })]);
    const sync = engine.run('sync.begin', [A, NOW + MINUTE]);
    engine.run('sync.commit', [sync, 40_000, 'everything']);
    expect(record(engine, 'one')?.goneReason).toBe('expired');
    expect(engine.run('clusters.list', [])[0]?.clockSkewMs).toBe(40_000);
  });

  test('brings back a key that is listed again, secret and history included', () => {
    const engine = withClusters();
    syncKeys(engine, A, [seenKey('one')]);
    syncKeys(engine, A, [], NOW + MINUTE);
    expect(syncKeys(engine, A, [seenKey('one')], NOW + 2 * MINUTE)).toEqual({
      added: 1,
      changed: 0,
      gone: 0,
    });
    expect(record(engine, 'one')).toMatchObject({
      state: 'present',
      goneAt: null,
      goneReason: null,
      firstSeenAt: NOW,
    });
    expect(
      history(engine, 'one').map(({ origin, validFrom, validTo }) => [origin, validFrom, validTo]),
    ).toEqual([
      ['restored', NOW + 2 * MINUTE, null],
      ['first-seen', NOW, NOW + MINUTE],
    ]);
    expect(engine.run('keys.secret', [{ clusterId: A, ref: refOf(engine, 'one') }])).toBe(secretOf('one'));
  });

  test('leaves the keys of other clusters alone', () => {
    const engine = withClusters();
    syncKeys(engine, A, [seenKey('one')]);
    syncKeys(engine, B, [seenKey('two')]);
    syncKeys(engine, A, [], NOW + MINUTE);
    expect(labelsOf(engine, keyQuery(B))).toEqual(['two']);
  });

  test('that begins ends the one before, whose calls are cancelled', () => {
    const engine = withClusters();
    const first = engine.run('sync.begin', [A, NOW]);
    const second = engine.run('sync.begin', [A, NOW + 1]);
    expect(() => engine.run('sync.stage', [first, listedKeys([])])).toThrow(
      expect.objectContaining({ code: 'CANCELLED' }),
    );
    engine.run('sync.stage', [second, listedKeys([seenKey('one')])]);
    expect(engine.run('sync.commit', [second, null, 'everything']).added).toBe(1);
  });

  test('writes all of it or nothing', () => {
    const engine = withClusters();
    syncKeys(engine, A, [seenKey('one')]);
    const sync = engine.run('sync.begin', [A, NOW + MINUTE]);
    const broken = { ...seenKey('three'), createdAt: 'no number' as unknown as number };
    engine.run('sync.stage', [sync, listedKeys([seenKey('two'), broken])]);
    expect(() => engine.run('sync.commit', [sync, null, 'everything'])).toThrow();
    expect(labelsOf(engine, keyQuery(A))).toEqual(['one']);
    expect(engine.run('clusters.list', [])[0]?.syncedAt).toBe(NOW);
    expect(syncKeys(engine, A, [seenKey('one'), seenKey('two')], NOW + MINUTE).added).toBe(1);
  });
});

describe('changes made through Castellan', () => {
  test('store a created key with its secret at once', () => {
    const engine = withClusters();
    const made = engine.run('keys.put', [A, seenKey('new'), 'created-here', NOW]);
    expect(made).toMatchObject({ label: 'new', hasSecret: true, state: 'present', lastSeenAt: NOW });
    expect(history(engine, 'new')).toMatchObject([{ origin: 'created-here', validTo: null }]);
  });

  test('keep what an edit replaced', () => {
    const engine = withClusters();
    syncKeys(engine, A, [seenKey('one')]);
    engine.run('keys.put', [A, seenKey('one', { maxHitsPerQuery: 20 }), 'edited-here', NOW + MINUTE]);
    expect(history(engine, 'one').map((version) => version.origin)).toEqual(['edited-here', 'first-seen']);
    expect(syncKeys(engine, A, [seenKey('one', { maxHitsPerQuery: 20 })], NOW + 2 * MINUTE).changed).toBe(0);
  });

  test('mark a deleted key, which later syncs leave as it is', () => {
    const engine = withClusters();
    syncKeys(engine, A, [seenKey('one')]);
    const gone = engine.run('keys.markGone', [
      { clusterId: A, ref: refOf(engine, 'one') },
      'deleted-here',
      NOW + 5,
    ]);
    expect(gone).toMatchObject({
      state: 'gone',
      goneReason: 'deleted-here',
      goneAt: NOW + 5,
      hasSecret: true,
    });
    syncKeys(engine, A, [], NOW + MINUTE);
    expect(record(engine, 'one')).toMatchObject({ goneReason: 'deleted-here', goneAt: NOW + 5 });
  });

  test('say of a key that had disappeared that it was deleted here, once that is known', () => {
    const engine = withClusters();
    syncKeys(engine, A, [seenKey('one')]);
    syncKeys(engine, A, [], NOW + MINUTE);
    engine.run('keys.markGone', [
      { clusterId: A, ref: refOf(engine, 'one') },
      'deleted-here',
      NOW + 2 * MINUTE,
    ]);
    expect(record(engine, 'one')).toMatchObject({ goneReason: 'deleted-here', goneAt: NOW + MINUTE });
    expect(history(engine, 'one')).toHaveLength(1);
  });

  test('bring a restored key back with its history', () => {
    const engine = withClusters();
    syncKeys(engine, A, [seenKey('one')]);
    engine.run('keys.markGone', [{ clusterId: A, ref: refOf(engine, 'one') }, 'deleted-here', NOW + 5]);
    const back = engine.run('keys.put', [A, seenKey('one'), 'restored', NOW + 9]);
    expect(back).toMatchObject({ state: 'present', goneAt: null, goneReason: null });
    expect(history(engine, 'one').map((version) => version.origin)).toEqual(['restored', 'first-seen']);
  });

  test('are not turned back by a list that was under way', () => {
    const engine = withClusters();
    syncKeys(engine, A, [seenKey('edited'), seenKey('deleted')]);
    const sync = engine.run('sync.begin', [A, NOW + MINUTE]);
    engine.run('keys.put', [A, seenKey('edited', { acl: ['browse'] }), 'edited-here', NOW + MINUTE + 1]);
    engine.run('keys.put', [A, seenKey('created'), 'created-here', NOW + MINUTE + 2]);
    engine.run('keys.markGone', [
      { clusterId: A, ref: refOf(engine, 'deleted') },
      'deleted-here',
      NOW + MINUTE + 3,
    ]);
    engine.run('sync.stage', [sync, listedKeys([seenKey('edited'), seenKey('deleted')])]);
    expect(engine.run('sync.commit', [sync, null, 'everything'])).toEqual({ added: 0, changed: 0, gone: 0 });
    expect(record(engine, 'edited')?.spec).toMatchObject({ acl: ['browse'] });
    expect(record(engine, 'created')?.state).toBe('present');
    expect(record(engine, 'deleted')?.state).toBe('gone');
  });

  test('survive a clock that was set back', () => {
    const engine = withClusters();
    engine.run('keys.put', [A, seenKey('one'), 'created-here', NOW]);
    engine.run('keys.put', [A, seenKey('one', { acl: ['browse'] }), 'edited-here', NOW - DAY]);
    engine.run('keys.put', [A, seenKey('one', { acl: ['addObject'] }), 'edited-here', NOW - DAY]);
    const versions = history(engine, 'one');
    expect(versions).toHaveLength(3);
    for (const { validFrom, validTo } of versions)
      expect(validTo ?? validFrom).toBeGreaterThanOrEqual(validFrom);
  });

  test('refuse a cluster or key that is not there', () => {
    const engine = openEngine(tempProfile());
    const missing = expect.objectContaining({ code: 'NOT_FOUND' });
    expect(() => engine.run('keys.put', [A, seenKey('x'), 'created-here', NOW])).toThrow(missing);
    expect(() => engine.run('sync.begin', [A, NOW])).toThrow(missing);
    expect(() => engine.run('keys.page', [keyQuery(A), NOW])).toThrow(missing);
    engine.run('clusters.insert', [clusterRow('a')]);
    const ref = refOf(engine, 'x');
    expect(() => engine.run('keys.markGone', [{ clusterId: A, ref }, 'expired', NOW])).toThrow(missing);
    expect(engine.run('keys.get', [{ clusterId: A, ref }, NOW])).toBeNull();
    expect(engine.run('keys.secret', [{ clusterId: A, ref }])).toBeNull();
    expect(engine.run('keys.history', [{ clusterId: A, ref }])).toEqual([]);
  });
});

test('a key that has expired is shown as such until the cluster stops listing it', () => {
  const engine = withClusters();
  syncKeys(engine, A, [seenKey('one', { expiresAt: NOW + DAY })]);
  expect(record(engine, 'one', NOW + DAY - 1)?.state).toBe('present');
  expect(record(engine, 'one', NOW + DAY)?.state).toBe('expired');
});
