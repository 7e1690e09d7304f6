import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { saveObjects, send, sendOk, type RawRequest } from '../../support/practice-http';
import { practiceHere, type TestPractice } from '../../support/practice';

type Json = Record<string, unknown>;

describe('indices and objects', () => {
  let practice: TestPractice;
  beforeEach(async () => {
    practice = await practiceHere();
    await saveObjects(practice, 'books', [
      {
        objectID: '1',
        title: 'Dune',
        author: 'Frank Herbert',
        year: 1965,
        genres: ['novel', 'science fiction'],
      },
      { objectID: '2', title: 'Émile', author: 'Rousseau', year: 1762, genres: ['essay'] },
      { objectID: '3', title: 'Dune Messiah', author: 'Frank Herbert', year: 1969, genres: ['novel'] },
    ]);
  });
  afterEach(() => practice.stop());

  const post = (path: string, body: unknown = {}): RawRequest => ({ method: 'POST', path, body });
  const ids = (answer: Json): readonly string[] =>
    (answer['hits'] as { objectID: string }[]).map(({ objectID }) => objectID);
  const find = async (body: Json): Promise<readonly string[]> =>
    ids(await sendOk(practice, post('/1/indexes/books/query', body)));

  it('finds words whatever their case and accents, the last one as a beginning', async () => {
    expect(await find({ query: 'dune' })).toEqual(['1', '3']);
    expect(await find({ query: 'DUNE mess' })).toEqual(['3']);
    expect(await find({ query: 'emile' })).toEqual(['2']);
    expect(await find({ query: 'une' })).toEqual([]);
    expect(await find({ params: 'query=frank%20herbert' })).toEqual(['1', '3']);
    expect(await find({})).toEqual(['1', '2', '3']);
  });

  it('pages', async () => {
    const page = (number: number) =>
      sendOk(practice, post('/1/indexes/books/query', { hitsPerPage: 2, page: number }));
    expect(await page(0)).toMatchObject({ nbHits: 3, nbPages: 2, page: 0, hitsPerPage: 2 });
    expect(ids(await page(1))).toEqual(['3']);
    expect(ids(await page(2))).toEqual([]);
    expect((await send(practice, post('/1/indexes/books/query', { page: -1 }))).status).toBe(400);
  });

  it('filters by equality and comparison, counts facets, trims attributes', async () => {
    expect(await find({ filters: 'author:"Frank Herbert" AND NOT year>1965' })).toEqual(['1']);
    expect(await find({ filters: 'genres:essay OR year = 1969' })).toEqual(['2', '3']);
    expect(await find({ facetFilters: [['genres:essay', 'genres:science fiction']] })).toEqual(['1', '2']);
    expect(await find({ facetFilters: 'genres:-essay' })).toEqual(['1', '3']);
    expect(await find({ numericFilters: ['year<1966', 'year>1800'] })).toEqual(['1']);
    const answer = await sendOk(
      practice,
      post('/1/indexes/books/query', { query: 'dune', facets: ['genres'], attributesToRetrieve: ['title'] }),
    );
    expect(answer['facets']).toEqual({ genres: { novel: 2, 'science fiction': 1 } });
    expect(answer['hits']).toEqual([
      { objectID: '1', title: 'Dune' },
      { objectID: '3', title: 'Dune Messiah' },
    ]);
  });

  it('searches several indices in one request', async () => {
    await saveObjects(practice, 'films', [{ objectID: 'f', title: 'Dune' }]);
    const requests = [
      { indexName: 'books', query: 'dune' },
      { indexName: 'films', params: 'query=dune' },
    ];
    const { results } = (await sendOk(practice, post('/1/indexes/*/queries', { requests }))) as {
      results: Json[];
    };
    expect(results.map(({ index, nbHits }) => [index, nbHits])).toEqual([
      ['books', 2],
      ['films', 1],
    ]);
  });

  it('browses with a cursor through everything, once each', async () => {
    await saveObjects(
      practice,
      'many',
      Array.from({ length: 25 }, (_, at) => ({ objectID: `o${at}`, even: at % 2 === 0 })),
    );
    const seen: string[] = [];
    let body: Json = { hitsPerPage: 4, filters: 'even:true' };
    for (;;) {
      const answer = await sendOk(practice, post('/1/indexes/many/browse', body));
      seen.push(...ids(answer));
      if (answer['cursor'] === undefined) break;
      body = { cursor: answer['cursor'] };
    }
    expect(seen).toEqual(Array.from({ length: 13 }, (_, at) => `o${at * 2}`));
    expect((await send(practice, post('/1/indexes/many/browse', { cursor: 'nonsense' }))).status).toBe(400);
  });

  it('saves, replaces, adds with an id of its own, gets one and many', async () => {
    await sendOk(practice, { method: 'PUT', path: '/1/indexes/books/1', body: { title: 'Dune II' } });
    expect(await sendOk(practice, { path: '/1/indexes/books/1' })).toEqual({
      objectID: '1',
      title: 'Dune II',
    });
    const added = await send(practice, post('/1/indexes/books', { title: 'Emma' }));
    expect(added.status).toBe(201);
    const { objectID } = added.json();
    const requests = [
      { indexName: 'books', objectID, attributesToRetrieve: ['title'] },
      { indexName: 'books', objectID: 'none' },
    ];
    expect(await sendOk(practice, post('/1/indexes/*/objects', { requests }))).toEqual({
      results: [{ objectID, title: 'Emma' }, null],
    });
    expect((await send(practice, { path: '/1/indexes/books/none' })).status).toBe(404);
  });

  it('updates parts of objects, with the built-in operations', async () => {
    const partial = (id: string, body: unknown, query = '') =>
      sendOk(practice, post(`/1/indexes/books/${id}/partial${query}`, body));
    await partial('1', {
      year: { _operation: 'Increment', value: 2 },
      genres: { _operation: 'AddUnique', value: 'novel' },
      title: 'Dune!',
    });
    await partial('1', { genres: { _operation: 'Remove', value: 'science fiction' } });
    expect(await sendOk(practice, { path: '/1/indexes/books/1' })).toEqual({
      objectID: '1',
      title: 'Dune!',
      author: 'Frank Herbert',
      year: 1967,
      genres: ['novel'],
    });
    await partial('new', { title: 'made' });
    await partial('not', { title: 'made' }, '?createIfNotExists=false');
    expect((await send(practice, { path: '/1/indexes/books/new' })).status).toBe(200);
    expect((await send(practice, { path: '/1/indexes/books/not' })).status).toBe(404);
    expect(
      (await send(practice, post('/1/indexes/books/1/partial', { a: { _operation: 'Burn' } }))).status,
    ).toBe(400);
  });

  it('carries out a batch wholly or not at all, and answers ids and a task', async () => {
    const requests = [
      { action: 'addObject', body: { objectID: 'x' } },
      { action: 'partialUpdateObject', body: { objectID: 'x', a: 1 } },
      { action: 'deleteObject', body: { objectID: '1' } },
    ];
    const answer = await sendOk(practice, post('/1/indexes/books/batch', { requests }));
    expect(answer['objectIDs']).toEqual(['x', 'x', '1']);
    const task = await sendOk(practice, { path: `/1/indexes/books/task/${String(answer['taskID'])}` });
    expect(task).toEqual({ status: 'published', pendingTask: false });
    expect((await send(practice, { path: '/1/indexes/books/task/999999' })).status).toBe(404);
    const broken = {
      requests: [
        { action: 'addObject', body: { objectID: 'y' } },
        { action: 'addObject', body: 5 },
      ],
    };
    expect((await send(practice, post('/1/indexes/books/batch', broken))).status).toBe(400);
    expect((await send(practice, { path: '/1/indexes/books/y' })).status).toBe(404);
    const unknown = { requests: [{ action: 'explode' }] };
    expect((await send(practice, post('/1/indexes/books/batch', unknown))).status).toBe(400);
  });

  it('deletes objects, by id and by filter, and refuses to delete everything by an empty filter', async () => {
    await sendOk(practice, { method: 'DELETE', path: '/1/indexes/books/2' });
    await sendOk(practice, post('/1/indexes/books/deleteByQuery', { params: 'filters=year>1966' }));
    expect(await find({})).toEqual(['1']);
    expect((await send(practice, post('/1/indexes/books/deleteByQuery', {}))).status).toBe(400);
  });

  it('keeps settings, hides attributes, and takes a setting back with null', async () => {
    const settings = (body: Json) =>
      sendOk(practice, { method: 'PUT', path: '/1/indexes/books/settings', body });
    await settings({ unretrievableAttributes: ['author'], hitsPerPage: 1, searchableAttributes: ['title'] });
    expect(await find({ query: 'herbert' })).toEqual([]);
    expect(await sendOk(practice, post('/1/indexes/books/query', { query: '' }))).toMatchObject({
      hitsPerPage: 1,
    });
    await settings({ searchableAttributes: null });
    const now = await sendOk(practice, { path: '/1/indexes/books/settings' });
    expect(now).toMatchObject({ hitsPerPage: 1, unretrievableAttributes: ['author'] });
    expect(now).not.toHaveProperty('searchableAttributes');
  });

  it('copies with or without objects, moves over another index, clears, deletes and lists', async () => {
    await sendOk(practice, { method: 'PUT', path: '/1/indexes/books/settings', body: { hitsPerPage: 7 } });
    const operate = (index: string, body: Json) =>
      sendOk(practice, post(`/1/indexes/${index}/operation`, body));
    await operate('books', { operation: 'copy', destination: 'copy' });
    await operate('books', { operation: 'copy', destination: 'shell', scope: ['settings'] });
    await saveObjects(practice, 'target', [{ objectID: 'old' }]);
    await operate('copy', { operation: 'move', destination: 'target' });
    const list = async () =>
      ((await sendOk(practice, { path: '/1/indexes' })) as { items: Json[] }).items.map(
        ({ name, entries }) => [name, entries],
      );
    expect(await list()).toEqual([
      ['books', 3],
      ['shell', 0],
      ['target', 3],
    ]);
    expect(await sendOk(practice, { path: '/1/indexes/shell/settings' })).toMatchObject({ hitsPerPage: 7 });
    expect((await send(practice, { path: '/1/indexes/target/old' })).status).toBe(404);
    await sendOk(practice, post('/1/indexes/target/clear'));
    await sendOk(practice, { method: 'DELETE', path: '/1/indexes/shell' });
    expect(await list()).toEqual([
      ['books', 3],
      ['target', 0],
    ]);
    expect(await sendOk(practice, { path: '/1/indexes?page=1&hitsPerPage=1' })).toMatchObject({
      items: [{ name: 'target' }],
      nbPages: 2,
    });
  });

  it('answers for an index that does not exist with 404', async () => {
    for (const raw of [
      post('/1/indexes/none/query'),
      post('/1/indexes/none/browse'),
      { path: '/1/indexes/none/settings' },
      post('/1/indexes/none/operation', { operation: 'copy', destination: 'x' }),
    ]) {
      expect((await send(practice, raw)).json()).toEqual({
        status: 404,
        message: 'Index none does not exist',
      });
    }
  });

  it('takes names such as __proto__ for what they are', async () => {
    await sendOk(practice, {
      method: 'PUT',
      path: '/1/indexes/odd/__proto__',
      body: '{"__proto__":{"a":1},"b":2}',
    });
    expect((await send(practice, { path: '/1/indexes/odd/__proto__' })).text).toBe(
      '{"__proto__":{"a":1},"b":2,"objectID":"__proto__"}',
    );
  });
});
