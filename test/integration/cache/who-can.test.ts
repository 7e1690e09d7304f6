import { describe, expect, test } from 'vitest';
import type { SeenKey } from '#electron/cache/cache';
import type { CacheEngine } from '#electron/cache/engine';
import type { WhoCanChunk } from '#shared/contract/requests';
import { defaultSpec as algorithmKey } from '#shared/kinds/algorithmia/index';
import { bareRequest } from '#shared/policy/decision';
import {
  clusterIdOf,
  clusterRow,
  NOW,
  openEngine,
  secretOf,
  seenKey,
  syncKeys,
} from '../../support/cache-fixtures';
import { tempProfile } from '../../support/temp-profile';

const A = clusterIdOf('a');
const B = clusterIdOf('b');
const C = clusterIdOf('c');
const DELETE = bareRequest('deleteIndex', 'prod_*');

function filled(): CacheEngine {
  const engine = openEngine(tempProfile());
  engine.run('clusters.insert', [clusterRow('a')]);
  engine.run('clusters.insert', [clusterRow('b', { position: 1 })]);
  engine.run('clusters.insert', [clusterRow('c', { position: 2, kind: 'algorithmia' })]);
  return engine;
}

function everyChunk(engine: CacheEngine, query: Parameters<typeof chunk>[1]): readonly WhoCanChunk[] {
  const chunks = [chunk(engine, query)];
  for (let last = chunks[0]; last !== undefined && last.next !== null; last = chunks.at(-1)) {
    chunks.push(chunk(engine, { ...query, after: last.next }));
  }
  return chunks;
}

function chunk(
  engine: CacheEngine,
  query: Partial<Parameters<typeof engine.run<'keys.whoCan'>>[1][0]>,
): WhoCanChunk {
  return engine.run('keys.whoCan', [
    { clusterIds: [A, B], request: DELETE, after: 0, most: 100, ...query },
    NOW,
  ]);
}

describe('the look-up of who can', () => {
  test('names the present keys of the clusters that were asked for, each with what lets it', () => {
    const engine = filled();
    const acl = ['deleteIndex'];
    syncKeys(engine, A, [
      seenKey('wide', { acl, indexes: [] }),
      seenKey('prod', { acl, indexes: ['dev_*', 'prod_eu_*'] }),
      seenKey('dev', { acl, indexes: ['dev_*'] }),
      seenKey('reader', { acl: ['search'] }),
      seenKey('ended', { acl, expiresAt: NOW - 1 }),
    ]);
    syncKeys(engine, B, [seenKey('other', { acl, indexes: ['prod_a'] }), seenKey('gone', { acl })]);
    syncKeys(engine, B, [seenKey('other', { acl, indexes: ['prod_a'] })]);
    const [only] = everyChunk(engine, {});
    expect(
      only?.holders.map(({ clusterId, label, decidedBy }) => [clusterId, label, decidedBy.entry]),
    ).toEqual([
      [A, 'wide', 'deleteIndex'],
      [A, 'prod', 'prod_eu_*'],
      [B, 'other', 'prod_a'],
    ]);
    expect(only?.counts).toEqual([
      { clusterId: A, asked: 5, allowed: 2 },
      { clusterId: B, asked: 1, allowed: 1 },
    ]);
    expect(only?.next).toBeNull();
    expect(chunk(engine, { clusterIds: [B] }).holders.map(({ label }) => label)).toEqual(['other']);
  });

  test('goes on where the chunk before ended, and names no more keys than asked for while it counts all', () => {
    const engine = filled();
    const keys = Array.from({ length: 4_500 }, (_, at) => seenKey(`key ${at}`, { acl: ['deleteIndex'] }));
    syncKeys(engine, A, keys);
    const chunks = everyChunk(engine, { most: 3 });
    expect(chunks.map(({ holders }) => holders.length)).toEqual([3, 3, 3]);
    const asked = chunks.flatMap(({ counts }) => counts.map(({ allowed }) => allowed));
    expect(asked.reduce((sum, count) => sum + count, 0)).toBe(4_500);
    expect(chunks.at(-1)?.end).toBeGreaterThanOrEqual(4_500);
  });

  test('asks the keys of every kind in its own words', () => {
    const engine = filled();
    const key = (name: string, entries: string[]): SeenKey => ({
      secret: secretOf(name),
      admin: false,
      createdAt: null,
      spec: { ...algorithmKey, key_label: name, algo_acl: entries, owner: { sort: 'user', user: 'ann' } },
    });
    syncKeys(engine, C, [key('hello', ['algo://demo/Hello']), key('util', ['algo://util/*'])]);
    const found = chunk(engine, { clusterIds: [C], request: bareRequest('callAlgorithm', 'algo://demo/*') });
    expect(found.holders.map(({ label }) => label)).toEqual(['hello']);
  });

  test('counts the admin key among those that may', () => {
    const engine = filled();
    syncKeys(engine, A, [{ ...seenKey('root', { acl: [] }), admin: true }]);
    expect(chunk(engine, {}).holders).toMatchObject([{ admin: true, decidedBy: { sort: 'state' } }]);
  });

  test('answers nothing for clusters that are gone, and for an empty cache', () => {
    const engine = filled();
    engine.run('clusters.remove', [B]);
    expect(chunk(engine, { clusterIds: [B] })).toEqual({ holders: [], counts: [], next: null, end: 0 });
  });
});
