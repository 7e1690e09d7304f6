import { describe, expect, test } from 'vitest';
import type { CacheEngine } from '#electron/cache/engine';
import type { KeyRef } from '#shared/ids';
import {
  clusterIdOf,
  clusterRow,
  DAY,
  keyQuery,
  labelsOf,
  NOW,
  openEngine,
  secretOf,
  seenKey,
  settle,
  syncKeys,
} from '../../support/cache-fixtures';
import { listedKeys } from '#electron/cache/cache';
import { tempProfile } from '../../support/temp-profile';

const A = clusterIdOf('a');
const OLD = seenKey('ci');
const NEW = { ...OLD, secret: secretOf('another secret') };

function withKeys(): CacheEngine {
  const engine = openEngine(tempProfile());
  engine.run('clusters.insert', [clusterRow('a')]);
  syncKeys(engine, A, [OLD, seenKey('other')]);
  return engine;
}

function refOf(engine: CacheEngine, secret: string): KeyRef {
  return engine.run('keys.refOf', [secret]);
}

function rotated(engine: CacheEngine, at = NOW + DAY) {
  return engine.run('keys.rotate', [{ clusterId: A, ref: refOf(engine, OLD.secret) }, NEW, at]);
}

describe('a key that gets another secret', () => {
  test('goes on with its history under the new ref', () => {
    const engine = withKeys();
    const record = rotated(engine);
    const ref = refOf(engine, NEW.secret);
    expect(record).toMatchObject({ ref, label: 'ci', state: 'present', firstSeenAt: NOW, hasSecret: true });
    expect(engine.run('keys.secret', [{ clusterId: A, ref }])).toBe(NEW.secret);
    expect(engine.run('keys.history', [{ clusterId: A, ref }]).map(({ origin }) => origin)).toEqual([
      'rotated-here',
      'first-seen',
    ]);
    expect(engine.run('keys.get', [{ clusterId: A, ref: refOf(engine, OLD.secret) }, NOW + DAY])).toBeNull();
  });

  test('is found by its new mask, before the search index is filled and after', () => {
    const engine = withKeys();
    settle(engine);
    rotated(engine);
    const [head = ''] = NEW.secret.match(/^..../) ?? [];
    expect(labelsOf(engine, keyQuery(A, { text: head }))).toEqual(['ci']);
    settle(engine);
    expect(labelsOf(engine, keyQuery(A, { text: head }))).toEqual(['ci']);
    expect(labelsOf(engine, keyQuery(A, { text: OLD.secret.slice(0, 4) }))).toEqual([]);
  });

  test('is one key to the next sync', () => {
    const engine = withKeys();
    const before = { clusterId: A, ref: refOf(engine, OLD.secret) };
    engine.run('keys.rotate', [before, NEW, NOW + DAY]);
    syncKeys(engine, A, [NEW, seenKey('other')], NOW + 2 * DAY);
    expect(labelsOf(engine, keyQuery(A, { state: 'all' }))).toEqual(['ci', 'other']);
  });

  test('while a sync with the old list is under way, is neither gone nor doubled by it', () => {
    const engine = withKeys();
    const sync = engine.run('sync.begin', [A, NOW + DAY]);
    engine.run('sync.stage', [sync, listedKeys([OLD, seenKey('other')])]);
    rotated(engine, NOW + DAY + 1);
    expect(engine.run('sync.commit', [sync, 0, 'everything'])).toEqual({ added: 0, changed: 0, gone: 0 });
    expect(labelsOf(engine, keyQuery(A, { state: 'all' }))).toEqual(['ci', 'other']);
  });

  test('that a sync has found first stands as found, and the old one is gone', () => {
    const engine = withKeys();
    syncKeys(engine, A, [NEW, seenKey('other')], NOW + DAY);
    const record = rotated(engine, NOW + DAY + 1);
    expect(record).toMatchObject({ ref: refOf(engine, NEW.secret), state: 'present' });
    const old = engine.run('keys.get', [{ clusterId: A, ref: refOf(engine, OLD.secret) }, NOW + 2 * DAY]);
    expect(old).toMatchObject({ state: 'gone', goneReason: 'rotated-here' });
  });
});
