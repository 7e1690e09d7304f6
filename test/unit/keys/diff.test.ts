import { describe, expect, it } from 'vitest';
import { changeText, diffSpecs } from '#shared/keys/diff';
import { algolia, defaultSpec } from '#shared/kinds/algolia/index';
import type { AlgoliaSpec } from '#shared/kinds/algolia/spec';

const base: AlgoliaSpec = {
  ...defaultSpec,
  acl: ['search', 'browse'],
  indexes: ['a', 'b'],
  maxHitsPerQuery: 50,
  queryParameters: 'filters=x&restrictSources=10.0.0.0/8',
  expiresAt: 1_000_000,
};
const changes = (change: Partial<AlgoliaSpec>) =>
  diffSpecs(algolia, base, { ...base, ...change }, (at) => `<${at}>`);
const texts = (change: Partial<AlgoliaSpec>) => changes(change).map(changeText);

describe('what changed between two specs', () => {
  it('is nothing for equal ones, nor for an expiry that wandered by less than five seconds', () => {
    expect(changes({})).toEqual([]);
    expect(changes({ expiresAt: 1_004_999 })).toEqual([]);
    expect(changes({ expiresAt: 995_001, description: 'x' }).map(({ field }) => field)).toEqual([
      'description',
    ]);
  });

  it.each<[Partial<AlgoliaSpec>, string[]]>([
    [{ maxHitsPerQuery: 20 }, ['Hits per query: 50 → 20']],
    [{ maxHitsPerQuery: 0 }, ['Hits per query: 50 → no limit']],
    [{ expiresAt: null }, ['Expires: <1000000> → never']],
    [{ expiresAt: 1_005_000 }, ['Expires: <1000000> → <1005000>']],
    [{ indexes: ['b', 'c'] }, ['Indices: added c; removed a']],
    [{ indexes: ['a', 'b', 'c'] }, ['Indices: added c']],
    [{ indexes: ['a'] }, ['Indices: removed b']],
    [{ indexes: [] }, ['Indices: a, b → all indices']],
    [{ referers: ['x', 'y'] }, ['Referers: all referers → x, y']],
    [{ indexes: ['b', 'a'] }, ['Indices: same entries in another order']],
    [{ indexes: ['a', 'a', 'b'] }, ['Indices: added a']],
    [{ queryParameters: 'filters=y&restrictSources=10.0.0.0/8' }, ['Parameters: filters=x → filters=y']],
    [{ queryParameters: 'filters=x' }, ['Addresses: 10.0.0.0/8 → all addresses']],
    [
      { acl: ['search', 'logs'], description: 'new' },
      ['Description: none → new', 'Permissions: added logs; removed browse'],
    ],
  ])('is told for %j', (change, expected) => {
    expect(texts(change)).toEqual(expected);
  });

  it('keeps the fields and whether values are set in monospace', () => {
    expect(changes({ indexes: ['a', 'c', 'd'] })).toEqual([
      { field: 'indexes', title: 'Indices', code: true, sort: 'values', added: ['c', 'd'], removed: ['b'] },
    ]);
  });
});
