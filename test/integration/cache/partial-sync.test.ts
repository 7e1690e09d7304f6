import { beforeEach, describe, expect, test } from 'vitest';
import { listedKeys, type SeenKey } from '#electron/cache/cache';
import type { CacheEngine } from '#electron/cache/engine';
import type { Coverage } from '#shared/keys/coverage';
import { defaultSpec } from '#shared/kinds/algorithmia/index';
import type { Owner } from '#shared/kinds/algorithmia/spec';
import {
  clusterIdOf,
  clusterRow,
  MINUTE,
  NOW,
  openEngine,
  secretOf,
  syncKeys,
} from '../../support/cache-fixtures';
import { tempProfile } from '../../support/temp-profile';

const A = clusterIdOf('a');
const WITHOUT_USERS: Coverage = { without: ['users'] };
const ANN: Owner = { sort: 'user', user: 'ann' };
const ACME: Owner = { sort: 'organization', organization: 'acme' };

function keyOf(name: string, owner: Owner): SeenKey {
  const spec = { ...defaultSpec, owner, key_label: name };
  return { secret: secretOf(name), admin: false, spec, createdAt: NOW };
}

function record(engine: CacheEngine, name: string) {
  const ref = engine.run('keys.refOf', [secretOf(name)]);
  return engine.run('keys.get', [{ clusterId: A, ref }, NOW]);
}

const OF_ANN = keyOf('of ann', ANN);
const OF_ACME = keyOf('of acme', ACME);

describe('a sync that could not list some part of the keys', () => {
  let engine: CacheEngine;
  beforeEach(() => {
    engine = openEngine(tempProfile());
    engine.run('clusters.insert', [clusterRow('a', { kind: 'algorithmia', connection: {} })]);
    syncKeys(engine, A, [OF_ANN, OF_ACME]);
  });

  test('takes only keys of the other parts for gone', () => {
    expect(syncKeys(engine, A, [], NOW + MINUTE, WITHOUT_USERS)).toEqual({ added: 0, changed: 0, gone: 1 });
    expect(record(engine, 'of ann')?.state).toBe('present');
    expect(record(engine, 'of acme')).toMatchObject({
      state: 'gone',
      goneReason: 'disappeared',
      lastSeenAt: NOW,
    });
  });

  test('stores what it was told of that part all the same', () => {
    const changed = { ...OF_ANN, spec: { ...OF_ANN.spec, allow_data: true } };
    const result = syncKeys(engine, A, [changed, OF_ACME], NOW + MINUTE, WITHOUT_USERS);
    expect(result).toEqual({ added: 0, changed: 1, gone: 0 });
    expect(record(engine, 'of ann')?.spec).toMatchObject({ allow_data: true });
  });

  test('leaves with the cluster what it could not list, until one lists everything', () => {
    const unlisted = () => engine.run('clusters.list', []).map((row) => row.unlisted);
    expect(unlisted()).toEqual([[]]);
    syncKeys(engine, A, [OF_ACME], NOW + MINUTE, WITHOUT_USERS);
    expect(unlisted()).toEqual([['users']]);
    // A row that was read before that sync does not turn it back.
    engine.run('clusters.update', [clusterRow('a', { kind: 'algorithmia', connection: {} })]);
    expect(unlisted()).toEqual([['users']]);
    syncKeys(engine, A, [OF_ANN, OF_ACME], NOW + 2 * MINUTE);
    expect(unlisted()).toEqual([[]]);
  });

  test('does not count as having seen the keys that it did not list', () => {
    syncKeys(engine, A, [OF_ACME], NOW + MINUTE, WITHOUT_USERS);
    expect([record(engine, 'of ann')?.lastSeenAt, record(engine, 'of acme')?.lastSeenAt]).toEqual([
      NOW,
      NOW + MINUTE,
    ]);
    syncKeys(engine, A, [OF_ACME], NOW + 2 * MINUTE);
    expect(record(engine, 'of ann')).toMatchObject({ state: 'gone', lastSeenAt: NOW });
  });

  test('can be the first one, and what is not listed then is new later', () => {
    const other = clusterIdOf('b');
    engine.run('clusters.insert', [clusterRow('b', { kind: 'algorithmia', connection: {}, position: 1 })]);
    expect(syncKeys(engine, other, [OF_ACME], NOW, WITHOUT_USERS)).toMatchObject({ added: 1, gone: 0 });
    expect(syncKeys(engine, other, [OF_ACME, OF_ANN], NOW + MINUTE)).toMatchObject({ added: 1, gone: 0 });
  });

  test('leaves a deletion from here as it is, with the time when the key was last listed', () => {
    syncKeys(engine, A, [OF_ACME], NOW + MINUTE, WITHOUT_USERS);
    const ref = engine.run('keys.refOf', [OF_ANN.secret]);
    engine.run('keys.markGone', [{ clusterId: A, ref }, 'deleted-here', NOW + 2 * MINUTE]);
    expect(record(engine, 'of ann')).toMatchObject({ goneReason: 'deleted-here', lastSeenAt: NOW });
    const sync = engine.run('sync.begin', [A, NOW + 3 * MINUTE]);
    engine.run('sync.stage', [sync, listedKeys([OF_ACME])]);
    expect(engine.run('sync.commit', [sync, null, WITHOUT_USERS])).toMatchObject({ gone: 0 });
    expect(record(engine, 'of ann')).toMatchObject({ state: 'gone', goneReason: 'deleted-here' });
  });
});

test('what a cluster does not offer is kept with its row', () => {
  const folder = tempProfile();
  const engine = openEngine(folder);
  engine.run('clusters.insert', [clusterRow('a', { notOffered: ['update'] })]);
  engine.run('clusters.update', [clusterRow('a', { notOffered: ['remove', 'rotate'] })]);
  engine.close();
  expect(openEngine(folder).run('clusters.list', [])[0]?.notOffered).toEqual(['remove', 'rotate']);
});
