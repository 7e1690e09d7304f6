import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { addKey, saveObjects, send, sendOk } from '../../support/practice-http';
import { practiceHere, type TestPractice } from '../../support/practice';
import { secure } from '../../support/secured-key';

const START = 1_800_000_000_000;
const HOUR = 3_600_000;

describe('limits, sources and forced parameters', () => {
  let practice: TestPractice;
  let now: number;
  const objects = Array.from({ length: 30 }, (_, at) => ({
    objectID: String(at),
    title: `Dune ${at}`,
    tenant: at % 2 === 0 ? 'a' : 'b',
    colour: at % 3 === 0 ? 'red' : 'blue',
    _tags: [at < 10 ? 'early' : 'late'],
  }));

  beforeEach(async () => {
    now = START;
    practice = await practiceHere({ clock: () => now });
    await saveObjects(practice, 'books', objects);
  });
  afterEach(() => practice.stop());

  interface Asked {
    readonly from?: string;
    readonly body?: Record<string, unknown>;
    readonly headers?: Record<string, string>;
    readonly index?: string;
  }
  const search = (key: string, { from, body, headers, index = 'books' }: Asked = {}) =>
    send(practice, {
      method: 'POST',
      path: `/1/indexes/${index}/query`,
      body: body ?? { query: 'dune' },
      key,
      ...(from === undefined ? {} : { from }),
      ...(headers === undefined ? {} : { headers }),
    });
  const hits = async (key: string, body: Record<string, unknown> = {}): Promise<number> =>
    Number((await search(key, { body: { query: 'dune', ...body } })).json()['nbHits']);

  describe('requests an hour', () => {
    it('answers 429 beyond the limit, counts each address by itself, and slides', async () => {
      const key = await addKey(practice, { acl: ['search'], maxQueriesPerIPPerHour: 2 });
      expect((await search(key)).status).toBe(200);
      now += HOUR / 2;
      expect((await search(key)).status).toBe(200);
      expect((await search(key)).json()).toEqual({ status: 429, message: 'Too many requests' });
      expect((await search(key, { from: '127.0.0.2' })).status).toBe(200);
      now += HOUR / 2 - 1;
      expect((await search(key)).status).toBe(429);
      now += 1;
      expect((await search(key)).status).toBe(200);
      expect((await search(key)).status).toBe(429);
    });

    it('counts by user token where one is named, in a header, the query or the body', async () => {
      const key = await addKey(practice, { acl: ['search'], maxQueriesPerIPPerHour: 1 });
      const ann = { headers: { 'x-algolia-usertoken': 'ann' } };
      expect((await search(key, ann)).status).toBe(200);
      expect((await search(key, { ...ann, from: '127.0.0.3' })).status).toBe(429);
      expect((await search(key, { body: { params: 'query=x&userToken=ann' } })).status).toBe(429);
      expect((await search(key, { body: { query: 'x', userToken: 'bob' } })).status).toBe(200);
      expect((await search(key)).status).toBe(200);
    });

    it('does not count what was refused for another reason', async () => {
      const key = await addKey(practice, { acl: ['search'], indexes: ['books'], maxQueriesPerIPPerHour: 1 });
      expect((await search(key, { index: 'films' })).status).toBe(403);
      expect((await search(key)).status).toBe(200);
      expect((await search(key)).status).toBe(429);
    });

    it('counts several queries in one request once', async () => {
      const key = await addKey(practice, { acl: ['search'], maxQueriesPerIPPerHour: 1 });
      const requests = [{ indexName: 'books' }, { indexName: 'books' }];
      const both = () =>
        send(practice, { method: 'POST', path: '/1/indexes/*/queries', body: { requests }, key });
      expect((await both()).status).toBe(200);
      expect((await both()).status).toBe(429);
    });

    it('counts the children of a key on their parent', async () => {
      const key = await addKey(practice, { acl: ['search'], maxQueriesPerIPPerHour: 2 });
      expect((await search(secure(key, 'filters=tenant:a'))).status).toBe(200);
      expect((await search(secure(key, 'filters=tenant:b'))).status).toBe(200);
      expect((await search(key)).status).toBe(429);
    });
  });

  describe('hits per query', () => {
    it('caps searches, several searches and browsing', async () => {
      const key = await addKey(practice, { acl: ['search', 'browse'], maxHitsPerQuery: 4 });
      const one = (await search(key, { body: { query: 'dune', hitsPerPage: 20 } })).json();
      expect(one).toMatchObject({ hitsPerPage: 4, nbHits: 30 });
      expect(one['hits']).toHaveLength(4);
      const requests = [{ indexName: 'books', hitsPerPage: 20 }];
      const many = await send(practice, {
        method: 'POST',
        path: '/1/indexes/*/queries',
        body: { requests },
        key,
      });
      expect((many.json() as { results: { hits: unknown[] }[] }).results[0]?.hits).toHaveLength(4);
      const browsed = await send(practice, {
        method: 'POST',
        path: '/1/indexes/books/browse',
        body: {},
        key,
      });
      expect(browsed.json()['hits']).toHaveLength(4);
      expect(browsed.json()).toHaveProperty('cursor');
    });
  });

  describe('sources', () => {
    it('allows only the network of the key, and creates only from inside it', async () => {
      const spec = { acl: ['search'], queryParameters: 'restrictSources=127.0.8.0/24' };
      const outside = await send(practice, { method: 'POST', path: '/1/keys', body: spec });
      expect(outside.status).toBe(400);
      const key = await addKey(practice, spec, '127.0.8.1');
      expect((await search(key, { from: '127.0.8.200' })).status).toBe(200);
      expect((await search(key, { from: '127.0.9.1' })).json()).toEqual({
        status: 403,
        message: 'IP not allowed with this API key',
      });
    });

    it('may be set by a replacement from anywhere', async () => {
      const key = await addKey(practice, { acl: ['search'] });
      const body = { acl: ['search'], queryParameters: 'restrictSources=10.0.0.0/8' };
      await sendOk(practice, { method: 'PUT', path: `/1/keys/${key}`, body });
      expect((await search(key)).status).toBe(403);
    });
  });

  describe('forced parameters', () => {
    it('win over single-valued ones of the request', async () => {
      const key = await addKey(practice, {
        acl: ['search'],
        queryParameters: 'hitsPerPage=3&query=dune%201',
      });
      expect((await search(key, { body: { query: 'nothing', hitsPerPage: 10 } })).json()).toMatchObject({
        hitsPerPage: 3,
        query: 'dune 1',
      });
    });

    it('are ANDed with the filters of the request, which cannot widen them', async () => {
      const key = await addKey(practice, { acl: ['search'], queryParameters: 'filters=tenant:a' });
      expect(await hits(key)).toBe(15);
      expect(await hits(key, { filters: 'tenant:b' })).toBe(0);
      expect(await hits(key, { filters: 'tenant:b OR tenant:a' })).toBe(15);
      expect(await hits(key, { filters: 'colour:red' })).toBe(5);
      expect((await search(key, { body: { filters: 'tenant:b) OR (tenant:a' } })).status).toBe(400);
    });

    it('combine facet filters and tags', async () => {
      const spec = { acl: ['search'], queryParameters: 'facetFilters=["tenant:a"]&tagFilters=early' };
      const key = await addKey(practice, spec);
      expect(await hits(key)).toBe(5);
      expect(await hits(key, { facetFilters: [['colour:red', 'colour:blue']] })).toBe(5);
      expect(await hits(key, { facetFilters: 'tenant:b' })).toBe(0);
      expect(await hits(key, { params: 'tagFilters=late' })).toBe(0);
    });

    it('act on browsing and on searching in facets', async () => {
      const key = await addKey(practice, { acl: ['search', 'browse'], queryParameters: 'filters=tenant:a' });
      const post = (path: string) => send(practice, { method: 'POST', path, body: {}, key });
      expect((await post('/1/indexes/books/browse')).json()).toMatchObject({ nbHits: 15 });
      expect((await post('/1/indexes/books/facets/tenant/query')).json()).toMatchObject({
        facetHits: [{ value: 'a', count: 15 }],
      });
    });

    it('let nothing through when they cannot be read', async () => {
      const key = await addKey(practice, { acl: ['search'], queryParameters: 'filters=tenant:a AND (' });
      expect((await search(key)).status).toBe(400);
    });
  });

  describe('secured keys', () => {
    const refusal = async (key: string) => (await search(key)).json();

    it('are refused as Invalid API key without restrictions', async () => {
      const key = await addKey(practice, { acl: ['search'] });
      expect(await refusal(secure(key, ''))).toEqual({ status: 403, message: 'Invalid API key' });
    });

    it('end at validUntil by the clock of the cluster', async () => {
      const key = await addKey(practice, { acl: ['search'] });
      const secured = secure(key, `validUntil=${START / 1000 + 60}`);
      expect((await search(secured)).status).toBe(200);
      now += 61_000;
      expect(await refusal(secured)).toEqual({
        status: 400,
        message: '"validUntil" parameter expired (less than current date)',
      });
    });

    it('restrict indices in both notations of the clients', async () => {
      const key = await addKey(practice, { acl: ['search'] });
      const json = secure(key, `restrictIndices=${encodeURIComponent('["books"]')}`);
      const joined = secure(key, 'restrictIndices=books%2Cfilms');
      for (const secured of [json, joined]) {
        expect((await search(secured)).status).toBe(200);
        expect((await search(secured, { index: 'other' })).json()).toMatchObject({
          message: 'Index not allowed with this API key',
        });
      }
    });

    it('cannot loosen their parent', async () => {
      const key = await addKey(practice, {
        acl: ['search'],
        queryParameters: 'filters=tenant:a&hitsPerPage=2',
      });
      const secured = secure(key, 'filters=tenant:b&hitsPerPage=1000');
      expect((await search(secured)).json()).toMatchObject({ nbHits: 0, hitsPerPage: 2 });
    });

    it('hash their text as received, in any order', async () => {
      const key = await addKey(practice, { acl: ['search'] });
      expect((await search(secure(key, 'userToken=ann&filters=tenant%3Aa'))).json()).toMatchObject({
        nbHits: 15,
      });
      expect((await search(secure(key, 'filters=tenant:a&userToken=ann'))).json()).toMatchObject({
        nbHits: 15,
      });
    });

    it('die with their parent and come back with it', async () => {
      const key = await addKey(practice, { acl: ['search'] });
      const secured = secure(key, 'userToken=ann');
      expect((await search(secured)).status).toBe(200);
      await sendOk(practice, { method: 'DELETE', path: `/1/keys/${key}` });
      expect(await refusal(secured)).toEqual({ status: 403, message: 'Invalid Application-ID or API key' });
      await sendOk(practice, { method: 'POST', path: `/1/keys/${key}/restore` });
      expect((await search(secured)).status).toBe(200);
    });

    it('are not keys: they stand in no list and cannot be read', async () => {
      const key = await addKey(practice, { acl: ['search'] });
      const secured = secure(key, 'userToken=ann');
      const path = `/1/keys/${encodeURIComponent(secured)}`;
      expect((await send(practice, { path, key: secured })).status).toBe(404);
      expect((await send(practice, { path: `/1/keys/${key}`, key: secured })).status).toBe(403);
      expect(JSON.stringify(await sendOk(practice, { path: '/1/keys' }))).not.toContain(secured);
    });
  });
});
