import { describe, expect, test } from 'vitest';
import type { ClusterRow } from '#electron/cache/cache';
import { keyRefSchema } from '#shared/ids';
import {
  clusterIdOf,
  clusterRow,
  MINUTE,
  NOW,
  openEngine,
  operationRow,
  specOf,
  syncKeys,
} from '../../support/cache-fixtures';
import { tempProfile } from '../../support/temp-profile';

const A = clusterIdOf('a');
const REF = keyRefSchema.parse('ab'.repeat(32));

describe('the journal', () => {
  test('keeps an operation with all it says over a restart', () => {
    const folder = tempProfile();
    const row = operationRow('one', A, {
      action: 'update',
      ref: REF,
      before: specOf(),
      after: specOf({ acl: ['browse'] }),
    });
    const engine = openEngine(folder);
    engine.run('clusters.insert', [clusterRow('a')]);
    engine.run('operations.write', [row]);
    engine.close();
    expect(openEngine(folder).run('operations.unsettled', [])).toEqual([row]);
  });

  test('lists what is not settled oldest first, and a cluster newest first', () => {
    const engine = openEngine(tempProfile());
    engine.run('clusters.insert', [clusterRow('a')]);
    engine.run('clusters.insert', [clusterRow('b')]);
    const rows = [
      operationRow('late', A, { startedAt: NOW + 2 }),
      operationRow('early', A, { startedAt: NOW, state: 'unknown' }),
      operationRow('done', A, { startedAt: NOW + 1, state: 'done' }),
      operationRow('elsewhere', clusterIdOf('b'), { startedAt: NOW + 3 }),
    ];
    for (const row of rows) engine.run('operations.write', [row]);
    const requests = (list: readonly { readonly requestId: string }[]) => list.map((row) => row.requestId);
    expect(requests(engine.run('operations.unsettled', []))).toEqual([
      'request-early',
      'request-late',
      'request-elsewhere',
    ]);
    expect(requests(engine.run('operations.list', [A, 2]))).toEqual(['request-late', 'request-done']);
  });

  test('settles an operation, and keeps the ref that it has when the end names none', () => {
    const engine = openEngine(tempProfile());
    engine.run('clusters.insert', [clusterRow('a')]);
    const row = operationRow('one', A);
    engine.run('operations.write', [row]);
    engine.run('operations.settle', [
      row.id,
      { state: 'unknown', result: 'no answer', ref: REF, at: NOW + 1 },
    ]);
    engine.run('operations.settle', [row.id, { state: 'done', result: 'found', ref: null, at: NOW + 2 }]);
    expect(engine.run('operations.unsettled', [])).toEqual([]);
    expect(engine.run('operations.list', [A, 10])).toEqual([
      { ...row, state: 'done', result: 'found', ref: REF, endedAt: NOW + 2 },
    ]);
  });

  test('refuses an operation of a cluster that is gone, and the end of one that was never written', () => {
    const engine = openEngine(tempProfile());
    const missing = expect.objectContaining({ code: 'NOT_FOUND' });
    const row = operationRow('one', A);
    expect(() => engine.run('operations.write', [row])).toThrow(missing);
    expect(() =>
      engine.run('operations.settle', [row.id, { state: 'done', result: '', ref: null, at: NOW }]),
    ).toThrow(missing);
  });
});

describe('clusters', () => {
  const rich: ClusterRow = clusterRow('a', {
    name: "O'Brien; DROP TABLE clusters; -- ünïcode",
    environment: 'production',
    connection: { applicationId: 'APP', hosts: ['https://one.example', 'https://two.example'] },
    caPem: '-----BEGIN CERTIFICATE-----',
    readOnly: true,
    workOffline: true,
    position: 3,
    access: { level: 'limited', permissions: ['search'], reason: 'It is a search key.' },
    clockSkewMs: -1200,
  });

  test('come back as they were stored, whatever they are called', () => {
    const engine = openEngine(tempProfile());
    engine.run('clusters.insert', [rich]);
    expect(engine.run('clusters.list', [])).toEqual([{ ...rich, keyCount: 0 }]);
    const changed = { ...clusterRow('a', { name: 'plain' }), syncedAt: null };
    engine.run('clusters.update', [changed]);
    expect(engine.run('clusters.list', [])).toEqual([{ ...changed, keyCount: 0 }]);
  });

  test('keep the time of their last sync when an older row is written over them', () => {
    const engine = openEngine(tempProfile());
    engine.run('clusters.insert', [rich]);
    syncKeys(engine, A, [], NOW + MINUTE);
    engine.run('clusters.update', [rich]);
    expect(engine.run('clusters.list', [])[0]?.syncedAt).toBe(NOW + MINUTE);
  });

  test('stand in the order that was asked for', () => {
    const engine = openEngine(tempProfile());
    for (const name of ['a', 'b', 'c']) engine.run('clusters.insert', [clusterRow(name)]);
    engine.run('clusters.reorder', [['c', 'a', 'b'].map(clusterIdOf)]);
    expect(engine.run('clusters.list', []).map((row) => [row.name, row.position])).toEqual([
      ['c', 0],
      ['a', 1],
      ['b', 2],
    ]);
  });

  test('that are not there cannot be changed or removed', () => {
    const engine = openEngine(tempProfile());
    const missing = expect.objectContaining({ code: 'NOT_FOUND' });
    expect(() => engine.run('clusters.update', [rich])).toThrow(missing);
    expect(() => engine.run('clusters.remove', [A])).toThrow(missing);
  });
});
