import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { algolia } from '#shared/kinds/algolia/index';
import type { AlgoliaSpec } from '#shared/kinds/algolia/spec';
import { algorithmia } from '#shared/kinds/algorithmia/index';
import type { AlgorithmiaSpec } from '#shared/kinds/algorithmia/spec';
import type { ChangeInWords, SummaryPart } from '#shared/kinds/kind';
import { changeSentence } from '#shared/kinds/change-sentence';
import { RANDOM_AT, algoliaRequest, algoliaSpec } from '../../support/random-algolia';
import { algorithmiaRequest, algorithmiaSpec } from '../../support/random-algorithmia';

const date = (at: number): string => `<${at}>`;
const NOTHING: ChangeInWords = { adds: [], removes: [] };

function words(phrases: readonly (readonly SummaryPart[])[]): readonly string[] {
  return phrases.map((parts) => parts.map(({ text }) => text).join(''));
}

function told({ adds, removes }: ChangeInWords) {
  return { adds: words(adds), removes: words(removes) };
}

describe('an edit of a search key in words', () => {
  const base: AlgoliaSpec = { ...algolia.defaultSpec, acl: ['search'], indexes: ['dev_*'] };
  const change = (from: Partial<AlgoliaSpec>, to: Partial<AlgoliaSpec>) =>
    told(algolia.describeChange({ ...base, ...from }, { ...base, ...to }, date));

  it('tells a new permission with the indices it holds in', () => {
    expect(change({ indexes: ['prod_*'] }, { indexes: ['prod_*'], acl: ['search', 'deleteObject'] })).toEqual(
      {
        adds: ['delete records in prod_*'],
        removes: [],
      },
    );
    expect(change({}, { acl: ['logs'], indexes: [] })).toEqual({
      adds: ['read request logs'],
      removes: ['search in dev_*'],
    });
  });

  it('tells new indices for the permissions that stay, and those that are wider than before', () => {
    expect(change({}, { indexes: ['dev_*', 'prod_*'] }).adds).toEqual(['search in prod_*']);
    expect(change({ indexes: ['dev_a*'] }, {}).adds).toEqual(['search in the rest of dev_*']);
    expect(change({}, { indexes: [] })).toEqual({ adds: ['search in all other indices'], removes: [] });
    expect(change({ indexes: [] }, {})).toEqual({ adds: [], removes: ['search in all other indices'] });
  });

  it('tells pages, addresses, limits, the end and forced parameters', () => {
    expect(change({ referers: ['https://a.com/*'] }, { referers: [] }).adds).toEqual([
      'requests from any other page or program',
    ]);
    expect(
      change(
        { queryParameters: 'restrictSources=10.0.0.1' },
        { queryParameters: 'restrictSources=10.0.0.0/8' },
      ).adds,
    ).toEqual(['requests from other addresses in 10.0.0.0/8']);
    expect(change({ maxHitsPerQuery: 20 }, { maxHitsPerQuery: 50 }).adds).toEqual([
      'more than 20 hits a query, up to 50 hits',
    ]);
    expect(change({ maxQueriesPerIPPerHour: 0 }, { maxQueriesPerIPPerHour: 5 }).removes).toEqual([
      'more than 5 queries an hour per address',
    ]);
    expect(change({ expiresAt: 10 }, { expiresAt: null }).adds).toEqual(['use after <10>']);
    expect(change({ expiresAt: 100_000 }, { expiresAt: 10 }).removes).toEqual([
      'use after <10>, until <100000>',
    ]);
    expect(change({ queryParameters: 'filters=a' }, { queryParameters: 'filters=b' })).toEqual({
      adds: ['queries without filters=a'],
      removes: ['queries without filters=b'],
    });
  });

  it('tells nothing of a name, an order, a redundant entry or a clock that wanders', () => {
    expect(change({}, { description: 'x', indexes: ['dev_*', 'dev_a*'] })).toEqual(NOTHING);
    expect(change({ indexes: ['a', 'b'] }, { indexes: ['b', 'a', 'a'] })).toEqual(NOTHING);
    expect(change({ expiresAt: 10_000 }, { expiresAt: 12_000 })).toEqual(NOTHING);
  });

  it('tells nothing where nothing changed, for any key', () => {
    fc.assert(
      fc.property(algoliaSpec, (spec) => {
        const other = { ...spec, indexes: spec.indexes.toReversed(), acl: spec.acl.toReversed() };
        expect(algolia.describeChange(spec, other, date)).toEqual(NOTHING);
      }),
    );
  });

  it('tells of every request that only one side allows', () => {
    const seen = { allow: 0, deny: 0 };
    fc.assert(
      fc.property(
        algoliaSpec,
        algoliaSpec,
        fc.array(algoliaRequest, { minLength: 5 }),
        (from, to, requests) => {
          const { adds, removes } = algolia.describeChange(from, to, date);
          const before = algolia.prepare({ sort: 'key', spec: from });
          const after = algolia.prepare({ sort: 'key', spec: to });
          for (const one of requests) {
            // An index is always named where an operation concerns one.
            const request = { ...one, resource: one.resource ?? 'a' };
            const was = before.judge(request, RANDOM_AT).verdict;
            const is = after.judge(request, RANDOM_AT).verdict;
            if (was === is) continue;
            seen[is] += 1;
            expect(is === 'allow' ? adds : removes).not.toEqual([]);
          }
        },
      ),
      { numRuns: 2_000 },
    );
    expect(Math.min(seen.allow, seen.deny)).toBeGreaterThan(200);
  });

  it('names a right that is added among what it adds, and not among what it removes', () => {
    fc.assert(
      fc.property(algoliaSpec, fc.constantFrom('search', 'logs', 'deleteIndex', 'browse'), (spec, id) => {
        fc.pre(!spec.acl.includes(id));
        const { adds, removes } = algolia.describeChange(spec, { ...spec, acl: [...spec.acl, id] }, date);
        expect(adds).toHaveLength(1);
        expect(removes).toEqual([]);
      }),
    );
  });
});

describe('an edit of an algorithm key in words', () => {
  const base: AlgorithmiaSpec = {
    ...algorithmia.defaultSpec,
    owner: { sort: 'user', user: 'ann' },
    algo_acl: ['algo://demo/*'],
  };
  const change = (to: Partial<AlgorithmiaSpec>, from: Partial<AlgorithmiaSpec> = {}) =>
    told(algorithmia.describeChange({ ...base, ...from }, { ...base, ...to }, date));

  it('tells new algorithms with the callers that stay', () => {
    expect(change({ algo_acl: ['algo://demo/*', 'algo://util/Echo'] }).adds).toEqual([
      'call util/Echo/* from native clients',
    ]);
    expect(change({ algo_acl: ['algo://*'] }).adds).toEqual([
      'call every other algorithm open to ann from native clients',
    ]);
    expect(change({ algo_acl: [] }).removes).toEqual(['call demo/* from native clients']);
  });

  it('tells new callers with every algorithm', () => {
    expect(change({ allow_web_algo: true, referer_host: 'a.example' })).toEqual({
      adds: ['call demo/* from pages on a.example'],
      removes: [],
    });
    expect(
      change({ allow_web_algo: true }, { allow_web_algo: true, referer_host: 'a.example' }).adds,
    ).toEqual(['call demo/* from pages of any other site']);
    expect(change({ allow_web_algo: true, algo_acl: [] }, { algo_acl: [] })).toEqual(NOTHING);
  });

  it('tells data, management and administration', () => {
    expect(change({ allow_data: true, allow_data_write: true, allow_algo_management: true }).adds).toEqual([
      'read and write data of ann',
      'manage algorithms of ann',
    ]);
    const admin = change({ key_type: 'admin', algo_acl: [], allow_algo: false });
    expect(admin).toEqual({
      adds: ['administer users, organizations and their keys'],
      removes: ['call demo/* from native clients'],
    });
    expect(change({ owner: { sort: 'user', user: 'ben' }, allow_data: true }, { allow_data: true })).toEqual({
      adds: ['call demo/* from native clients', 'read data of ben'],
      removes: ['call demo/* from native clients', 'read data of ann'],
    });
  });

  it('tells nothing where nothing changed, and of every request that only one side allows', () => {
    const seen = { allow: 0, deny: 0 };
    fc.assert(
      fc.property(
        algorithmiaSpec,
        algorithmiaSpec,
        fc.array(algorithmiaRequest, { minLength: 10 }),
        (from, to, requests) => {
          expect(algorithmia.describeChange(from, { ...from, key_label: 'x' }, date)).toEqual(NOTHING);
          const { adds, removes } = algorithmia.describeChange(from, to, date);
          for (const request of requests) {
            const was = algorithmia.decide({ sort: 'key', spec: from }, request, 0).verdict;
            const is = algorithmia.decide({ sort: 'key', spec: to }, request, 0).verdict;
            if (was === is) continue;
            seen[is] += 1;
            expect(is === 'allow' ? adds : removes).not.toEqual([]);
          }
        },
      ),
      { numRuns: 2_000 },
    );
    expect(Math.min(seen.allow, seen.deny)).toBeGreaterThan(200);
  });
});

describe('the sentence of an edit', () => {
  it('names both sides, and says nothing where there is nothing', () => {
    const { adds } = algolia.describeChange(
      algolia.defaultSpec,
      { ...algolia.defaultSpec, acl: ['logs'], maxHitsPerQuery: 0 },
      date,
    );
    const text = (change: ChangeInWords): string => words([changeSentence(change)]).join('');
    expect(text({ adds, removes: [] })).toBe('Adds: read request logs. Removes: nothing.');
    expect(text({ adds: [...adds, ...adds], removes: adds })).toBe(
      'Adds: read request logs; read request logs. Removes: read request logs.',
    );
    expect(text(NOTHING)).toBe('Adds: nothing. Removes: nothing.');
  });
});
