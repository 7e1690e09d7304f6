import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { addKey, saveObjects, send, sendOk, type RawRequest } from '../../support/practice-http';
import { practiceHere, type TestPractice } from '../../support/practice';

/** The 13 permissions of the seed (key-apis A4). */
const SEED = [
  'search',
  'browse',
  'addObject',
  'deleteObject',
  'deleteIndex',
  'settings',
  'editSettings',
  'analytics',
  'listIndexes',
  'logs',
  'seeUnretrievableAttributes',
  'usage',
  'recommendation',
] as const;
type Permission = (typeof SEED)[number];

const post = (path: string, body: unknown): RawRequest => ({ method: 'POST', path, body });

/** Every call of the cluster with the one permission that it needs. */
const CALLS: readonly (readonly [name: string, needs: Permission, request: RawRequest])[] = [
  ['search', 'search', post('/1/indexes/books/query', { query: 'dune' })],
  ['search by query string', 'search', { path: '/1/indexes/books?query=dune' }],
  [
    'several searches',
    'search',
    post('/1/indexes/*/queries', { requests: [{ indexName: 'books', query: '' }] }),
  ],
  ['facet search', 'search', post('/1/indexes/books/facets/genre/query', { facetQuery: 'n' })],
  ['get an object', 'search', { path: '/1/indexes/books/1' }],
  [
    'get objects',
    'search',
    post('/1/indexes/*/objects', { requests: [{ indexName: 'books', objectID: '1' }] }),
  ],
  ['browse', 'browse', post('/1/indexes/books/browse', {})],
  ['browse by query string', 'browse', { path: '/1/indexes/books/browse' }],
  ['add an object', 'addObject', post('/1/indexes/books', { title: 'Emma' })],
  ['save an object', 'addObject', { method: 'PUT', path: '/1/indexes/books/2', body: { title: 'Emma' } }],
  ['partial update', 'addObject', post('/1/indexes/books/2/partial', { year: 1815 })],
  [
    'batch add',
    'addObject',
    post('/1/indexes/books/batch', { requests: [{ action: 'addObject', body: {} }] }),
  ],
  ['copy', 'addObject', post('/1/indexes/books/operation', { operation: 'copy', destination: 'copy' })],
  ['move', 'addObject', post('/1/indexes/copy/operation', { operation: 'move', destination: 'moved' })],
  ['delete an object', 'deleteObject', { method: 'DELETE', path: '/1/indexes/books/9' }],
  [
    'delete by filter',
    'deleteIndex',
    post('/1/indexes/books/deleteByQuery', { params: 'filters=genre:none' }),
  ],
  ['clear', 'deleteIndex', post('/1/indexes/moved/clear', {})],
  ['delete an index', 'deleteIndex', { method: 'DELETE', path: '/1/indexes/moved' }],
  ['read settings', 'settings', { path: '/1/indexes/books/settings' }],
  [
    'change settings',
    'editSettings',
    { method: 'PUT', path: '/1/indexes/other/settings', body: { hitsPerPage: 5 } },
  ],
  ['list indices', 'listIndexes', { path: '/1/indexes' }],
  ['logs', 'logs', { path: '/1/logs' }],
  ['top searches', 'analytics', { path: '/2/searches?index=books' }],
  ['searches without hits', 'analytics', { path: '/2/searches/noResults?index=books' }],
  ['count of searches', 'analytics', { path: '/2/searches/count?index=books' }],
  ['usage', 'usage', { path: '/1/usage/search_operations,browse_operations' }],
  ['usage of an index', 'usage', { path: '/1/usage/search_operations/books' }],
  ['read the strategy', 'recommendation', { path: '/1/strategies/personalization' }],
  ['read a profile', 'recommendation', { path: '/1/profiles/personalization/ann' }],
  [
    'set the strategy',
    'recommendation',
    post('/1/strategies/personalization', { eventScoring: [], facetScoring: [], personalizationImpact: 5 }),
  ],
];

describe('permissions', () => {
  let practice: TestPractice;
  const keyWith = new Map<Permission, string>();
  const keyWithout = new Map<Permission, string>();

  beforeAll(async () => {
    practice = await practiceHere();
    await saveObjects(practice, 'books', [{ objectID: '1', title: 'Dune', genre: 'novel', cost: 7 }]);
    const settings = { unretrievableAttributes: ['cost'] };
    await sendOk(practice, { method: 'PUT', path: '/1/indexes/books/settings', body: settings });
    await sendOk(practice, post('/1/indexes/books/query', { query: 'dune', userToken: 'ann' }));
    for (const permission of SEED) {
      keyWith.set(permission, await addKey(practice, { acl: [permission] }));
      keyWithout.set(permission, await addKey(practice, { acl: SEED.filter((one) => one !== permission) }));
    }
  });
  afterAll(() => practice.stop());

  const keyOf = (keys: ReadonlyMap<Permission, string>, permission: Permission): string => {
    const key = keys.get(permission);
    if (key === undefined) throw new Error(`No key for ${permission}`);
    return key;
  };

  // In the order of the table, since later calls need what earlier ones made.
  it.each(CALLS)('%s needs %s and nothing else', async (_name, needs, request) => {
    const denied = await send(practice, { ...request, key: keyOf(keyWithout, needs) });
    expect(denied.json()).toEqual({ status: 403, message: 'Method not allowed with this API key' });
    const allowed = await send(practice, { ...request, key: keyOf(keyWith, needs) });
    expect({ status: allowed.status, text: allowed.text }).toMatchObject({
      status: expect.toSatisfy((status: number) => status === 200 || status === 201) as unknown,
    });
  });

  it('shows unretrievable attributes only with seeUnretrievableAttributes, in every way to read', async () => {
    const blind = await addKey(practice, { acl: ['search', 'browse'] });
    const seeing = await addKey(practice, { acl: ['search', 'browse', 'seeUnretrievableAttributes'] });
    const reads: readonly RawRequest[] = [
      post('/1/indexes/books/query', { query: 'dune' }),
      post('/1/indexes/books/query', {
        query: 'dune',
        attributesToRetrieve: ['cost', 'title'],
        facets: ['cost'],
      }),
      post('/1/indexes/*/queries', { requests: [{ indexName: 'books', params: 'query=dune' }] }),
      post('/1/indexes/books/facets/cost/query', { facetQuery: '' }),
      post('/1/indexes/books/browse', { query: 'dune' }),
      { path: '/1/indexes/books/1' },
      post('/1/indexes/*/objects', { requests: [{ indexName: 'books', objectID: '1' }] }),
    ];
    for (const read of reads) {
      const hidden = await send(practice, { ...read, key: blind });
      const shown = await send(practice, { ...read, key: seeing });
      expect(hidden.status).toBe(200);
      expect(hidden.text).not.toMatch(/"cost":|"value":"7"/);
      expect(shown.text).toMatch(/"cost":|"value":"7"/);
    }
  });

  it('covers each of the 13 permissions of the seed', () => {
    const covered = new Set<Permission>([...CALLS.map(([, needs]) => needs), 'seeUnretrievableAttributes']);
    expect([...covered].sort()).toEqual([...SEED].sort());
  });

  it('asks for the permission of every action of a batch', async () => {
    const index = '/1/indexes/batched/batch';
    const actions = [
      ['addObject', ['addObject']],
      ['updateObject', ['addObject']],
      ['partialUpdateObject', ['addObject']],
      ['partialUpdateObjectNoCreate', ['addObject']],
      ['deleteObject', ['deleteObject']],
      ['clear', ['deleteIndex']],
      ['delete', ['deleteIndex']],
    ] as const;
    for (const [action, acl] of actions) {
      const body = { requests: [{ action, body: { objectID: '1' } }] };
      const others = ['addObject', 'deleteObject', 'deleteIndex'].filter((one) => one !== acl[0]);
      const right = await addKey(practice, { acl });
      const wrong = await addKey(practice, { acl: others });
      expect((await send(practice, { ...post(index, body), key: right })).status).toBe(200);
      expect((await send(practice, { ...post(index, body), key: wrong })).status).toBe(403);
    }
  });

  it('carries out nothing of a batch of which one action is refused', async () => {
    const key = await addKey(practice, { acl: ['addObject'], indexes: ['half_*'] });
    const mixed = {
      requests: [
        { action: 'addObject', indexName: 'half_a', body: { objectID: '1' } },
        { action: 'addObject', indexName: 'other', body: { objectID: '1' } },
      ],
    };
    expect((await send(practice, { ...post('/1/indexes/*/batch', mixed), key })).json()).toEqual({
      status: 403,
      message: 'Index not allowed with this API key',
    });
    expect((await send(practice, { path: '/1/indexes/half_a/1' })).status).toBe(404);
  });

  it('asks for both indices of a copy, and for every index of several searches', async () => {
    const copier = await addKey(practice, { acl: ['addObject'], indexes: ['books'] });
    const copy = post('/1/indexes/books/operation', { operation: 'copy', destination: 'stolen' });
    expect((await send(practice, { ...copy, key: copier })).status).toBe(403);
    const searcher = await addKey(practice, { acl: ['search'], indexes: ['books'] });
    const both = post('/1/indexes/*/queries', { requests: [{ indexName: 'books' }, { indexName: 'other' }] });
    expect((await send(practice, { ...both, key: searcher })).json()).toMatchObject({
      message: 'Index not allowed with this API key',
    });
  });

  it('lists only the indices that the key reaches', async () => {
    const key = await addKey(practice, { acl: ['listIndexes'], indexes: ['b*'] });
    const { items } = (await send(practice, { path: '/1/indexes', key })).json() as {
      items: { name: string }[];
    };
    expect(items.length).toBeGreaterThan(0);
    expect(items.every(({ name }) => name.startsWith('b'))).toBe(true);
  });
});
