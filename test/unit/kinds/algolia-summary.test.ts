import { describe, expect, it } from 'vitest';
import { permissions } from '#shared/kinds/algolia/catalogue';
import { algolia, defaultSpec } from '#shared/kinds/algolia/index';
import type { AlgoliaSpec } from '#shared/kinds/algolia/spec';

/** The sentence with its styles as Markdown. */
function say(members: Partial<AlgoliaSpec>): string {
  return algolia
    .summarize({ ...defaultSpec, ...members }, (at) => `<${at}>`)
    .map(({ text, style }) => (style === 'code' ? `\`${text}\`` : style === 'strong' ? `**${text}**` : text))
    .join('');
}

const search = ['search'];

describe('the summary', () => {
  it('tells all of a restricted key', () => {
    expect(
      say({
        acl: search,
        indexes: ['dev_*'],
        referers: ['https://algolia.com/*'],
        maxHitsPerQuery: 20,
        maxQueriesPerIPPerHour: 100,
        expiresAt: 5,
      }),
    ).toBe(
      'Can search indices that start with `dev_`, from pages on **algolia.com**, at most 20 hits a query and 100 queries an hour per address, until <5>.',
    );
  });

  it.each<[Partial<AlgoliaSpec>, string]>([
    [{ acl: [] }, '**Can do nothing**: it has no permission.'],
    [{ acl: search }, 'Can search all indices.'],
    [{ acl: search, indexes: ['x', '*'] }, 'Can search all indices.'],
    [{ acl: search, indexes: ['products'] }, 'Can search the index `products`.'],
    [{ acl: search, indexes: ['a', 'b', 'c'] }, 'Can search the indices `a`, `b` and `c`.'],
    [{ acl: search, indexes: ['dev_*', 'dev_eu_*'] }, 'Can search indices that start with `dev_`.'],
    [
      { acl: search, indexes: ['blog_*', '*_public'] },
      'Can search indices that start with `blog_` or end with `_public`.',
    ],
    [
      { acl: search, indexes: ['a', 'b*', 'c*', '*d*'] },
      'Can search the index `a` and indices that start with `b` or `c` or contain `d`.',
    ],
    [
      { acl: search, indexes: ['a', 'b', 'c', 'd', 'e', 'f', 'g'] },
      'Can search the indices `a`, `b`, `c` and `d` and 3 further entries.',
    ],
    [{ acl: search, indexes: ['', 'a*b'] }, 'Can search, but in **no index** (no entry can match).'],
    [{ acl: ['search', 'browse', 'listIndexes'] }, 'Can search, browse and list all indices.'],
    [
      { acl: ['deleteIndex', 'search'], indexes: ['a*'] },
      'Can search and **delete** indices that start with `a`.',
    ],
    [
      { acl: ['addObject', 'deleteObject', 'search'], indexes: ['a*'] },
      'Can search, **write records** and **delete records**, limited to indices that start with `a`.',
    ],
    [{ acl: ['addObject'] }, 'Can **write records**, in all indices.'],
    [{ acl: ['logs'], indexes: ['a*'] }, 'Can read request logs.'],
    [{ acl: ['logs', 'fly'] }, 'Can read request logs and **use fly**.'],
    [
      { acl: search, referers: ['https://a.com/*', 'https://b.com/*', '*zz*'] },
      'Can search all indices, from pages on **a.com** and **b.com** and pages whose address contains `zz`.',
    ],
    [
      { acl: search, referers: ['https://a.com/x'] },
      'Can search all indices, from the page `https://a.com/x`.',
    ],
    [
      { acl: search, referers: ['algolia.com/*'] },
      'Can search all indices, but from **no page** (no entry can match).',
    ],
    [
      { acl: search, queryParameters: 'restrictSources=10.0.0.0/8' },
      'Can search all indices, from addresses in `10.0.0.0/8`.',
    ],
    [
      { acl: search, referers: ['https://a.com/*'], queryParameters: 'restrictSources=10.0.0.1' },
      'Can search all indices, from pages on **a.com**, and only from the address `10.0.0.1`.',
    ],
    [{ acl: search, maxHitsPerQuery: 1 }, 'Can search all indices, at most 1 hit a query.'],
    [
      { acl: search, maxQueriesPerIPPerHour: 1500 },
      'Can search all indices, at most 1,500 queries an hour per address.',
    ],
    [
      { acl: search, queryParameters: 'filters=a%3Ab&ignorePlurals=false' },
      'Can search all indices. Every query is made with `filters=a:b` and `ignorePlurals=false`.',
    ],
    [
      { acl: search, queryParameters: 'a=1&b=2&c=3&d=4&e=5&f=6' },
      'Can search all indices. Every query is made with `a=1`, `b=2`, `c=3`, `d=4` and 2 further parameters.',
    ],
    [
      { acl: search, queryParameters: '0=a&1=%3D&2=b' },
      'Can search all indices. Its forced parameters are **corrupted** and restrict nothing.',
    ],
  ])('of %j is exact', (members, expected) => {
    expect(say(members)).toBe(expected);
  });

  it('names every permission that writes or destroys, and counts further reading ones', () => {
    const text = say({ acl: permissions.map(({ id }) => id) });
    for (const words of [
      'write records',
      'delete records',
      'delete indices',
      'change settings',
      'use personalization',
    ]) {
      expect(text).toContain(`**${words}**`);
    }
    expect(text).toMatch(/It has 11 further read permissions\.$/);
  });
});

describe('the columns', () => {
  const columns = (members: Partial<AlgoliaSpec>) => algolia.columns({ ...defaultSpec, ...members });

  it.each([
    [[], 'nothing'],
    [['search'], 'search'],
    [['analytics', 'usage'], 'analytics, usage'],
    [['search', 'browse', 'logs'], 'search +2'],
    [['search', 'browse', 'addObject'], 'addObject +2'],
    [['search', 'addObject', 'deleteObject', 'fly'], '3 write permissions'],
  ])('sum %j up', (acl, can) => {
    expect(columns({ acl }).can).toBe(can);
  });

  it('show the first entry and how many more, addresses among the origins', () => {
    expect(
      columns({
        indexes: ['a*', 'b'],
        referers: ['https://a.com/*'],
        queryParameters: 'restrictSources=10.0.0.0/8',
        maxHitsPerQuery: 1,
        maxQueriesPerIPPerHour: 1000,
      }),
    ).toEqual({
      owner: '',
      can: 'nothing',
      where: { text: 'a*', more: 1, all: false },
      from: { text: 'https://a.com/*', more: 1, all: false },
      limits: '1 hit, 1,000 an hour',
    });
  });

  it('say when nothing narrows', () => {
    expect(columns({ indexes: ['a', '*'] })).toMatchObject({
      where: { text: 'all indices', more: 0, all: true },
      from: { text: 'anywhere', more: 0, all: true },
      limits: '',
    });
  });
});

describe('the text that is searched', () => {
  it('holds everything shown, in lower case', () => {
    const text = algolia.searchText({
      ...defaultSpec,
      acl: ['addObject'],
      description: 'Blog É',
      indexes: ['Dev_*'],
      referers: ['https://A.com/*'],
      queryParameters: 'filters=a%3AB&restrictSources=10.0.0.0/8',
      maxHitsPerQuery: 2000,
    });
    for (const piece of [
      'blog é',
      'addobject',
      'add records',
      'dev_*',
      'https://a.com/*',
      'a:b',
      '10.0.0.0/8',
      '2,000',
    ]) {
      expect(text).toContain(piece);
    }
  });
});

describe('whether two specs are the same', () => {
  const spec: AlgoliaSpec = { ...defaultSpec, acl: ['search', 'browse'], expiresAt: 1_000_000 };

  it('leaves a wandering expiry of under five seconds out', () => {
    expect(algolia.sameSpec(spec, { ...spec, expiresAt: 1_004_999 })).toBe(true);
    expect(algolia.sameSpec(spec, { ...spec, expiresAt: 1_005_000 })).toBe(false);
    expect(algolia.sameSpec(spec, { ...spec, expiresAt: null })).toBe(false);
  });

  it.each<Partial<AlgoliaSpec>>([
    { acl: ['browse', 'search'] },
    { acl: ['search'] },
    { description: 'x' },
    { indexes: ['x'] },
    { referers: ['x'] },
    { maxHitsPerQuery: 1 },
    { maxQueriesPerIPPerHour: 1 },
    { queryParameters: 'a=b' },
  ])('sees the change of %j', (change) => {
    expect(algolia.sameSpec(spec, { ...spec, ...change })).toBe(false);
  });
});
