import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { addKey, saveObjects, send, sendOk } from '../../support/practice-http';
import { practiceHere, type TestPractice } from '../../support/practice';
import { secure } from '../../support/secured-key';

const DAY = 86_400_000;
const START = Date.UTC(2027, 0, 15, 12);

interface Entry {
  readonly [name: string]: unknown;
  readonly url: string;
  readonly query_headers: string;
  readonly answer: string;
}

describe('logs, analytics, usage and profiles', () => {
  let practice: TestPractice;
  let now = START;
  beforeEach(async () => {
    now = START;
    practice = await practiceHere({ clock: () => now });
    await saveObjects(practice, 'books', [{ objectID: '1', title: 'Dune' }]);
  });
  afterEach(() => practice.stop());

  const search = (query: string, userToken = '', key?: string) =>
    send(practice, {
      method: 'POST',
      path: '/1/indexes/books/query',
      body: { query, ...(userToken === '' ? {} : { userToken }) },
      ...(key === undefined ? {} : { key }),
    });
  const logs = async (query = ''): Promise<readonly Entry[]> =>
    ((await sendOk(practice, { path: `/1/logs${query}` })) as { logs: Entry[] }).logs;

  it('log every request, newest first, with texts only', async () => {
    await search('dune');
    const [entry] = await logs();
    expect(entry).toEqual({
      timestamp: new Date(START).toISOString(),
      method: 'POST',
      answer_code: '200',
      query_body: '{"query":"dune"}',
      answer: expect.stringContaining('"nbHits":1') as unknown,
      url: '/1/indexes/books/query',
      ip: '127.0.0.1',
      query_headers: expect.stringContaining('x-algolia-application-id') as unknown,
      sha1: expect.stringMatching(/^[0-9a-f]{40}$/) as unknown,
      nb_api_calls: '1',
      processing_time_ms: expect.stringMatching(/^\d+$/) as unknown,
      index: 'books',
      query_params: '',
      query_nb_hits: '1',
      inner_queries: [{ index_name: 'books', user_token: '', query_id: '' }],
    });
  });

  it('show keys by their first three characters alone, wherever they stood', async () => {
    const key = await addKey(practice, { acl: ['search'] });
    const secured = secure(key, `filters=${encodeURIComponent('title:Dune')}`);
    const credentials = `x-algolia-application-id=${practice.applicationId}&x-algolia-api-key=`;
    await search('a', '', key);
    await search('b', '', secured);
    await send(practice, { path: `/1/keys/${key}` });
    await send(practice, { path: `/1/keys/${encodeURIComponent(secured)}` });
    await send(practice, { path: '/1/keys' });
    await send(practice, { path: `/1/indexes/books?query=x&${credentials}${key}`, key: null });
    await send(practice, {
      path: `/1/indexes/books?${credentials}${encodeURIComponent(secured)}`,
      key: null,
    });
    const body = { params: 'query=x', apiKey: secured };
    const headers = { 'x-algolia-application-id': practice.applicationId };
    const moved = { method: 'POST', path: '/1/indexes/books/query', key: null, body, headers };
    expect((await send(practice, moved)).status).toBe(200);
    await sendOk(practice, { method: 'DELETE', path: `/1/keys/${key}` });

    const text = JSON.stringify(await logs('?length=100'));
    for (const secret of [key, secured, practice.adminKey]) {
      expect(text).not.toContain(secret);
      expect(text).not.toContain(encodeURIComponent(secret));
      expect(text).not.toContain(secret.slice(0, 12));
    }
    expect(text).toContain(`x-algolia-api-key: ${key.slice(0, 3)}${'*'.repeat(29)}`);
    expect(text).toContain(`/1/keys/${key.slice(0, 3)}${'*'.repeat(29)}`);
  });

  it('cut texts at 1,000 characters without leaving the beginning of a key', async () => {
    const { key } = await sendOk(practice, {
      method: 'POST',
      path: '/1/keys',
      body: { acl: ['search'], description: 'd' },
    });
    for (let at = 960; at < 1000; at += 5) {
      await send(practice, { method: 'POST', path: '/1/nothing', body: `${' '.repeat(at)}${String(key)}` });
    }
    const entries = await logs('?length=20');
    expect(JSON.stringify(entries)).not.toContain(String(key).slice(0, 4));
    expect(entries.every((entry) => String(entry['query_body']).length <= 1000)).toBe(true);
  });

  it('are filtered by type and index, paged, and forgotten after 7 days', async () => {
    await search('dune');
    await send(practice, { path: '/1/indexes/none/9' });
    await send(practice, { path: '/1/indexes' });
    const codes = async (query: string) => (await logs(query)).map((entry) => entry['answer_code']);
    expect(await codes('?type=query')).toEqual(['404', '200']);
    expect(await codes('?type=error')).toEqual(['404']);
    expect(await codes('?type=build')).toEqual(['200', '200']);
    expect(await codes('?indexName=none')).toEqual(['404']);
    expect(await codes('?offset=3&length=5')).toEqual(['200']);
    expect((await send(practice, { path: '/1/logs?length=1001' })).status).toBe(400);
    expect((await send(practice, { path: '/1/logs?type=odd' })).status).toBe(400);
    now += 7 * DAY + 1;
    expect(await logs()).toEqual([]);
  });

  it('do not log their own reading', async () => {
    await logs();
    await logs();
    expect((await logs()).every(({ url }) => !url.startsWith('/1/logs'))).toBe(true);
  });

  it('count searches by text and day for analytics', async () => {
    await search('dune');
    await search('dune');
    now += DAY;
    await search('nothing here');
    expect(await sendOk(practice, { path: '/2/searches?index=books' })).toEqual({
      searches: [
        { search: 'dune', count: 2, nbHits: 1 },
        { search: 'nothing here', count: 1, nbHits: 0 },
      ],
    });
    expect(await sendOk(practice, { path: '/2/searches/noResults?index=books' })).toMatchObject({
      searches: [{ search: 'nothing here' }],
    });
    expect(await sendOk(practice, { path: '/2/searches/count?index=books' })).toEqual({
      count: 3,
      dates: [
        { date: '2027-01-15', count: 2 },
        { date: '2027-01-16', count: 1 },
      ],
    });
    const today = '/2/searches/count?index=books&startDate=2027-01-16';
    expect(await sendOk(practice, { path: today })).toMatchObject({ count: 1 });
    expect((await send(practice, { path: '/2/searches' })).status).toBe(400);
  });

  it('keep analytics to the indices of the key', async () => {
    const key = await addKey(practice, { acl: ['analytics'], indexes: ['films'] });
    expect((await send(practice, { path: '/2/searches?index=books', key })).json()).toMatchObject({
      message: 'Index not allowed with this API key',
    });
    expect((await send(practice, { path: '/2/searches', key })).status).toBe(403);
  });

  it('count calls by hour and day for usage', async () => {
    await search('dune');
    now += 3_600_000;
    await search('dune');
    await addKey(practice, { acl: ['search'] });
    const usage = (path: string) => sendOk(practice, { path: `/1/usage/${path}` });
    expect(await usage('search_operations,add_api_key_operations')).toEqual({
      search_operations: [{ t: Date.UTC(2027, 0, 15), v: 2 }],
      add_api_key_operations: [{ t: Date.UTC(2027, 0, 15), v: 1 }],
    });
    expect(await usage('search_operations/books?granularity=hourly')).toEqual({
      search_operations: [
        { t: START, v: 1 },
        { t: START + 3_600_000, v: 1 },
      ],
    });
    expect(await usage('search_operations/films')).toEqual({ search_operations: [] });
    for (const path of [
      'unknown',
      'search_operations?granularity=weekly',
      'search_operations?startDate=never',
    ]) {
      expect((await send(practice, { path: `/1/usage/${path}` })).status).toBe(400);
    }
  });

  it('count the searches of a user for personalization', async () => {
    await search('dune', 'ann');
    await search('dune', 'ann');
    const profile = { path: '/1/profiles/personalization/ann' };
    expect(await sendOk(practice, profile)).toEqual({
      userToken: 'ann',
      lastEventAt: new Date(START).toISOString(),
      scores: { index: { books: 2 } },
    });
    await sendOk(practice, { ...profile, method: 'DELETE' });
    expect((await send(practice, profile)).status).toBe(404);
    const strategy = {
      eventScoring: [],
      facetScoring: [{ facetName: 'index', score: 10 }],
      personalizationImpact: 40,
    };
    const path = '/1/strategies/personalization';
    expect(await sendOk(practice, { path })).toMatchObject({ personalizationImpact: 0 });
    await sendOk(practice, { method: 'POST', path, body: strategy });
    expect(await sendOk(practice, { path })).toEqual(strategy);
    expect((await send(practice, { method: 'POST', path, body: {} })).status).toBe(400);
  });
});
