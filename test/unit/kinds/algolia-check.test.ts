import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { algolia, defaultSpec } from '#shared/kinds/algolia/index';
import { algoliaSpecSchema, type AlgoliaSpec } from '#shared/kinds/algolia/spec';
import type { SpecProblem } from '#shared/kinds/kind';

const NOW = 1_760_000_000_000;
const DAY = 86_400_000;

/** A spec about which there is nothing to say. */
const clean: AlgoliaSpec = { ...defaultSpec, acl: ['search'], expiresAt: NOW + DAY };

function specOf(members: Partial<AlgoliaSpec>): AlgoliaSpec {
  return { ...clean, ...members };
}

function problemsOf(members: Partial<AlgoliaSpec>): readonly SpecProblem<AlgoliaSpec>[] {
  return algolia.check(specOf(members), NOW);
}

function only(members: Partial<AlgoliaSpec>, rule: string): SpecProblem<AlgoliaSpec> {
  const found = problemsOf(members).filter((problem) => problem.rule === rule);
  const [problem] = found;
  if (problem === undefined || found.length > 1)
    throw new Error(`${found.length} problems of the rule ${rule}`);
  return problem;
}

const fixed = (members: Partial<AlgoliaSpec>, rule: string): AlgoliaSpec | undefined =>
  only(members, rule).fix?.apply(specOf(members));

describe('lists of which no entry can match', () => {
  const rules = (members: Partial<AlgoliaSpec>) => problemsOf(members).map(({ rule }) => rule);

  it('leave permissions without effect that act on single indices alone', () => {
    const indexes = ['dev_*_old', 'dev_*_old'];
    const idle = problemsOf({ acl: ['search', 'settings', 'logs', 'browse'], indexes }).filter(
      ({ rule }) => rule === 'acl-no-index',
    );
    // Reading dictionaries needs settings too, and no index.
    expect(idle.map(({ index }) => index)).toEqual([0, 3]);
    expect(idle[0]?.message).toBe('search can do nothing: no entry of the list of indices can match.');
  });

  it('are not meant where one entry can match, or where nothing is listed', () => {
    expect(rules({ indexes: ['a*b', 'c'] })).not.toContain('acl-no-index');
    expect(rules({ indexes: [] })).not.toContain('acl-no-index');
    expect(rules({ referers: ['a.com/*', 'https://a.com/*'] })).not.toContain('referers-no-match');
    expect(rules({ referers: [] })).not.toContain('referers-no-match');
  });
});

describe('problems of a spec', () => {
  it('are none for a plain key with an end', () => {
    expect(algolia.check(clean, NOW)).toEqual([]);
    expect(
      problemsOf({
        indexes: ['dev_*'],
        referers: ['https://a.com/*'],
        queryParameters: 'filters=a',
        maxHitsPerQuery: 5,
      }),
    ).toEqual([]);
  });

  it.each<[string, SpecProblem<AlgoliaSpec>['severity'], string, number | undefined, Partial<AlgoliaSpec>]>([
    ['acl-empty', 'error', 'acl', undefined, { acl: [] }],
    ['acl-unknown', 'warning', 'acl', 1, { acl: ['search', 'fly'] }],
    ['acl-duplicate', 'warning', 'acl', 1, { acl: ['search', 'search'] }],
    ['acl-no-effect', 'warning', 'acl', 0, { acl: ['seeUnretrievableAttributes', 'logs'] }],
    ['acl-unused', 'hint', 'acl', 1, { acl: ['search', 'inference'] }],
    ['indexes-interior-star', 'error', 'indexes', 0, { indexes: ['dev_*_old'] }],
    ['indexes-empty-entry', 'error', 'indexes', 1, { indexes: ['a', ''] }],
    ['indexes-redundant', 'warning', 'indexes', 0, { indexes: ['dev_eu_*', 'dev_*'] }],
    ['indexes-duplicate', 'warning', 'indexes', 1, { indexes: ['a', 'a'] }],
    ['indexes-near', 'hint', 'indexes', 1, { indexes: ['dev_*', 'Dev_eu'] }],
    ['indexes-everything', 'warning', 'indexes', 0, { indexes: ['*'] }],
    ['indexes-form', 'hint', 'indexes', 0, { indexes: ['dev_** '] }],
    ['indexes-no-effect', 'hint', 'indexes', undefined, { acl: ['logs'], indexes: ['dev_*'] }],
    ['acl-no-index', 'warning', 'acl', 1, { acl: ['listIndexes', 'search'], indexes: ['a*b', ''] }],
    [
      'referers-no-match',
      'warning',
      'referers',
      undefined,
      { referers: ['a.com/*', 'a.com/x', 'https://a*b/'] },
    ],
    ['referers-unreachable', 'warning', 'referers', 0, { referers: ['algolia.com/*'] }],
    ['referers-doubtful', 'warning', 'referers', 0, { referers: ['*.a.com'] }],
    ['referers-loose', 'warning', 'referers', 0, { referers: ['*a.com*'] }],
    ['referers-interior-star', 'error', 'referers', 0, { referers: ['https://*.a.com/*'] }],
    ['referers-everything', 'warning', 'referers', 1, { referers: ['https://a.com/*', '*'] }],
    ['parameters-corrupted', 'error', 'queryParameters', undefined, { queryParameters: '0=a&1=%3D&2=b' }],
    ['parameters-name', 'error', 'queryParameters', 0, { queryParameters: '=x' }],
    ['parameters-duplicate', 'warning', 'queryParameters', 1, { queryParameters: 'page=1&page=2' }],
    ['parameters-unknown', 'hint', 'queryParameters', 0, { queryParameters: 'pages=1' }],
    [
      'parameters-hits',
      'warning',
      'queryParameters',
      0,
      { queryParameters: 'hitsPerPage=21', maxHitsPerQuery: 20 },
    ],
    ['parameters-hits', 'warning', 'queryParameters', 0, { queryParameters: 'hitsPerPage=many' }],
    [
      'parameters-no-effect',
      'hint',
      'queryParameters',
      undefined,
      { acl: ['logs'], queryParameters: 'page=1' },
    ],
    [
      'hits-overridden',
      'hint',
      'maxHitsPerQuery',
      undefined,
      { queryParameters: 'hitsPerPage=5', maxHitsPerQuery: 20 },
    ],
    ['hits-engine-cap', 'hint', 'maxHitsPerQuery', undefined, { maxHitsPerQuery: 1001 }],
    ['hits-no-effect', 'hint', 'maxHitsPerQuery', undefined, { acl: ['logs'], maxHitsPerQuery: 1 }],
    [
      'rate-shared',
      'hint',
      'maxQueriesPerIPPerHour',
      undefined,
      { queryParameters: 'userToken=a', maxQueriesPerIPPerHour: 1 },
    ],
    [
      'sources-several',
      'error',
      'restrictSources',
      undefined,
      { queryParameters: 'restrictSources=1.1.1.1&restrictSources=2.2.2.2' },
    ],
    [
      'sources-malformed',
      'error',
      'restrictSources',
      undefined,
      { queryParameters: 'restrictSources=1.1.1.1,2.2.2.2' },
    ],
    [
      'sources-malformed',
      'error',
      'restrictSources',
      undefined,
      { queryParameters: 'restrictSources=2001:db8::1' },
    ],
    ['sources-malformed', 'error', 'restrictSources', undefined, { queryParameters: 'restrictSources=' }],
    [
      'sources-everything',
      'warning',
      'restrictSources',
      undefined,
      { queryParameters: 'restrictSources=0.0.0.0/0' },
    ],
    [
      'sources-own-address',
      'hint',
      'restrictSources',
      undefined,
      { queryParameters: 'restrictSources=10.0.0.0%2F8' },
    ],
    ['sources-form', 'hint', 'restrictSources', undefined, { queryParameters: 'restrictSources=10.1.2.3/8' }],
    ['expiry-never', 'warning', 'expiresAt', undefined, { expiresAt: null }],
    ['expiry-past', 'error', 'expiresAt', undefined, { expiresAt: NOW }],
    ['expiry-range', 'error', 'expiresAt', undefined, { expiresAt: NOW + 2_147_483_648_000 }],
    ['validity-timestamp', 'warning', 'expiresAt', undefined, { expiresAt: NOW + 1_760_000_000_000 }],
  ])('%s is a %s at %s %s', (rule, severity, field, index, members) => {
    const problem = only(members, rule);
    expect(problem).toMatchObject({ severity, field });
    expect(problem.index).toBe(index);
    expect(problem.message).toMatch(/^\S.*\.$|: \S+$/s);
  });

  it('name the entry that covers a redundant one', () => {
    const problem = only({ indexes: ['dev_eu_*', 'dev_*'] }, 'indexes-redundant');
    expect(problem.because).toBe('dev_*');
    expect(problem.message).toBe('dev_eu_* has no effect: dev_* already allows it.');
  });

  it('do not call a combining parameter a duplicate', () => {
    expect(problemsOf({ queryParameters: 'filters=a&filters=b' })).toEqual([]);
  });

  it('leave a permission without catalogue entry the benefit of acting on indices', () => {
    expect(problemsOf({ acl: ['fly'], indexes: ['a'] }).map(({ rule }) => rule)).toEqual(['acl-unknown']);
  });
});

describe('remedies', () => {
  it.each<[string, Partial<AlgoliaSpec>, Partial<AlgoliaSpec>]>([
    ['acl-unknown', { acl: ['Search', 'browse'] }, { acl: ['search', 'browse'] }],
    ['acl-duplicate', { acl: ['search', 'browse', 'search'] }, { acl: ['search', 'browse'] }],
    ['indexes-redundant', { indexes: ['b', 'a*', 'ab', 'b'] }, { indexes: ['b', 'a*'] }],
    ['indexes-form', { indexes: [' a*', 'b'] }, { indexes: ['a*', 'b'] }],
    ['indexes-empty-entry', { indexes: ['a', ''] }, { indexes: ['a'] }],
    ['referers-unreachable', { referers: ['algolia.com/*'] }, { referers: ['https://algolia.com/*'] }],
    ['referers-interior-star', { referers: ['https://*.a.com/*'] }, { referers: ['*.a.com/*'] }],
    ['referers-interior-star', { referers: ['https://*.a.com'] }, { referers: ['*.a.com/*'] }],
    ['parameters-corrupted', { queryParameters: '0=a&1=%3D&2=b' }, { queryParameters: 'a=b' }],
    [
      'sources-several',
      { queryParameters: 'restrictSources=1.1.1.1&filters=a&restrictSources=2.2.2.2' },
      { queryParameters: 'filters=a&restrictSources=1.1.1.1' },
    ],
    [
      'sources-form',
      { queryParameters: 'restrictSources=10.1.2.3/8' },
      { queryParameters: 'restrictSources=10.0.0.0/8' },
    ],
    ['expiry-never', { expiresAt: null }, { expiresAt: NOW + 90 * DAY }],
    ['expiry-past', { expiresAt: 1 }, { expiresAt: NOW + 90 * DAY }],
  ])('of %s', (rule, before, after) => {
    expect(fixed(before, rule)).toEqual(specOf(after));
    expect(problemsOf(after).map((problem) => problem.rule)).not.toContain(rule);
  });

  it('name both documented forms for an unreachable referer', () => {
    const { message, fix } = only({ referers: ['algolia.com/*'] }, 'referers-unreachable');
    expect(fix?.label).toBe('Use https://algolia.com/*');
    expect(message).toContain('*algolia.com/*');
  });

  it('never empty a list whose emptiness means everything', () => {
    const [problem] = problemsOf({ indexes: [''] });
    expect(problem?.rule).toBe('indexes-empty-entry');
    expect(problem?.fix).toBeUndefined();
    const stale = only({ indexes: ['a', ''] }, 'indexes-empty-entry').fix;
    expect(stale?.apply(specOf({ indexes: [''] })).indexes).toEqual(['']);
  });

  it('leave a spec alone in which the entry no longer stands', () => {
    const stale = only({ referers: ['algolia.com/*'] }, 'referers-unreachable').fix;
    const other = specOf({ referers: ['https://b.com/*'] });
    expect(stale?.apply(other)).toEqual(other);
  });

  it('give a spec that the schema accepts, whatever the spec', () => {
    const entries = fc.array(
      fc.string({ unit: fc.constantFrom('a', '*', ' ', '/', ':', '.'), maxLength: 8 }),
      { maxLength: 5 },
    );
    const spec = fc.record({
      acl: fc.array(fc.constantFrom('search', 'Search', 'fly', 'logs'), { maxLength: 4 }),
      description: fc.constant(''),
      indexes: entries,
      referers: entries,
      maxHitsPerQuery: fc.constantFrom(0, 5),
      maxQueriesPerIPPerHour: fc.constant(0),
      queryParameters: fc.constantFrom(
        '',
        '0=a',
        'restrictSources=1.1.1.1/9',
        'restrictSources=x&restrictSources=y',
        '=a',
      ),
      expiresAt: fc.constantFrom(null, 1, NOW + DAY),
    });
    fc.assert(
      fc.property(spec, (one) => {
        for (const { fix } of algolia.check(one, NOW)) {
          if (fix === undefined) continue;
          const result = fix.apply(one);
          expect(algoliaSpecSchema.safeParse(result).success).toBe(true);
          for (const field of ['indexes', 'referers'] as const) {
            expect(result[field].length === 0).toBe(one[field].length === 0);
          }
        }
      }),
    );
  });
});
