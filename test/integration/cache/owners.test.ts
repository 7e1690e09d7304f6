import { describe, expect, test } from 'vitest';
import type { SeenKey } from '#electron/cache/cache';
import type { CacheEngine } from '#electron/cache/engine';
import { defaultSpec } from '#shared/kinds/algorithmia/index';
import type { AlgorithmiaSpec, Owner } from '#shared/kinds/algorithmia/spec';
import {
  clusterIdOf,
  clusterRow,
  DAY,
  keyQuery,
  labelsOf,
  NOW,
  openEngine,
  secretOf,
  syncKeys,
} from '../../support/cache-fixtures';
import { tempProfile } from '../../support/temp-profile';

const A = clusterIdOf('a');
const ANN: Owner = { sort: 'user', user: 'ann' };
const BOB: Owner = { sort: 'user', user: 'bob' };
const ACME: Owner = { sort: 'organization', organization: 'acme' };
const BOB_AT_ACME: Owner = { sort: 'member', organization: 'acme', user: 'bob' };

function keyOf(owner: Owner, key_label: string, spec: Partial<AlgorithmiaSpec> = {}): SeenKey {
  return {
    secret: secretOf(`${JSON.stringify(owner)} ${key_label} ${JSON.stringify(spec)}`),
    admin: false,
    spec: { ...defaultSpec, owner, key_label, ...spec },
    createdAt: NOW - DAY,
  };
}

function withKeys(keys: readonly SeenKey[], kind: 'algorithmia' | 'algolia' = 'algorithmia'): CacheEngine {
  const engine = openEngine(tempProfile());
  engine.run('clusters.insert', [clusterRow('a', { kind })]);
  syncKeys(engine, A, keys);
  return engine;
}

describe('keys with owners', () => {
  const keys = [
    keyOf(BOB, 'b1'),
    keyOf(ANN, 'a2'),
    keyOf(ANN, 'a1'),
    keyOf(ACME, 'c1'),
    keyOf(BOB_AT_ACME, 'c2'),
  ];

  test('are counted by account; an organization’s keys for its members are the organization’s', () => {
    expect(withKeys(keys).run('keys.owners', [A])).toEqual([
      { owner: 'acme', keys: 2 },
      { owner: 'ann', keys: 2 },
      { owner: 'bob', keys: 1 },
    ]);
  });

  test('are listed by account, and within one by label', () => {
    const engine = withKeys(keys);
    const sort = { by: 'owner', descending: false } as const;
    expect(labelsOf(engine, keyQuery(A, { sort }))).toEqual(['c1', 'c2', 'a1', 'a2', 'b1']);
  });

  test('are narrowed to one account, with the number of those that match', () => {
    const engine = withKeys(keys);
    const page = engine.run('keys.page', [keyQuery(A, { owner: 'ann' }), NOW]);
    expect([page.rows.map(({ label }) => label), page.total, page.all]).toEqual([['a1', 'a2'], 2, 5]);
  });

  test('that are gone count for no account', () => {
    const engine = withKeys(keys);
    syncKeys(engine, A, keys.slice(0, 1), NOW + DAY);
    expect(engine.run('keys.owners', [A])).toEqual([{ owner: 'bob', keys: 1 }]);
  });

  test('under one label are found, whoever else has that label', () => {
    const twice = [
      keyOf(ANN, 'ci'),
      keyOf(ANN, 'ci', { allow_data: true }),
      keyOf(BOB, 'ci'),
      keyOf(ANN, 'cI'),
    ];
    const found = withKeys(twice).run('keys.labelled', [A, 'ann', 'ci', NOW]);
    expect(found.map(({ label, spec }) => [label, spec['allow_data']])).toEqual([
      ['ci', false],
      ['ci', true],
    ]);
  });
});
