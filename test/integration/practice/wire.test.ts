import { deflateSync, gzipSync } from 'node:zlib';
import { connect } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { addKey, saveObjects, send, sendOk } from '../../support/practice-http';
import { practiceHere, type TestPractice } from '../../support/practice';

describe('the practice cluster on the wire', () => {
  let practice: TestPractice;
  beforeAll(async () => {
    practice = await practiceHere();
    await saveObjects(practice, 'books', [{ objectID: 'a/b c', title: 'Dune' }]);
  });
  afterAll(() => practice.stop());

  const create = { method: 'POST', path: '/1/keys', body: { acl: ['search'], description: 'é' } };
  const made = { key: expect.stringMatching(/^[0-9a-f]{32}$/) as unknown };

  it.each(['application/json', 'text/plain', 'application/x-www-form-urlencoded', 'image/png', undefined])(
    'reads JSON whatever the content-type says: %s',
    async (type) => {
      const headers = type === undefined ? {} : { 'content-type': type };
      expect(await sendOk(practice, { ...create, headers })).toMatchObject(made);
    },
  );

  it('reads chunked bodies and compressed ones', async () => {
    expect(await sendOk(practice, { ...create, chunked: true })).toMatchObject(made);
    const plain = Buffer.from(JSON.stringify(create.body));
    for (const [encoding, body] of [
      ['gzip', gzipSync(plain)],
      ['deflate', deflateSync(plain)],
      ['GZIP', gzipSync(plain)],
    ] as const) {
      const headers = { 'content-encoding': encoding };
      const answer = await sendOk(practice, { ...create, body, headers, chunked: true });
      expect(await sendOk(practice, { path: `/1/keys/${String(answer['key'])}` })).toMatchObject({
        description: 'é',
      });
    }
  });

  it('answers broken compressed data with 400 and unknown encodings with 415', async () => {
    const broken = { ...create, body: Buffer.from('no gzip'), headers: { 'content-encoding': 'gzip' } };
    expect((await send(practice, broken)).status).toBe(400);
    const unknown = { ...create, headers: { 'content-encoding': 'zip' } };
    expect((await send(practice, unknown)).json()).toMatchObject({ status: 415 });
  });

  it('refuses a body that unpacks to more than it takes', async () => {
    const bomb = gzipSync(Buffer.alloc(40 * 1024 * 1024));
    const answer = await send(practice, { ...create, body: bomb, headers: { 'content-encoding': 'gzip' } });
    expect(answer.json()).toMatchObject({ status: 413 });
  });

  it('takes credentials from headers of any case, and from the query string', async () => {
    const headers = {
      'X-ALGOLIA-Application-Id': practice.applicationId,
      'X-Algolia-API-Key': practice.adminKey,
    };
    expect((await send(practice, { path: '/1/keys', key: null, headers })).status).toBe(200);
    const query = `x-algolia-application-id=${practice.applicationId}&X-Algolia-API-Key=${practice.adminKey}`;
    expect((await send(practice, { path: `/1/keys?${query}`, key: null })).status).toBe(200);
    const wrong = query.replace(practice.adminKey, '0'.repeat(32));
    expect((await send(practice, { path: `/1/keys?${wrong}`, key: null })).status).toBe(403);
  });

  it('decodes each part of a path by itself', async () => {
    expect(await sendOk(practice, { path: '/1/indexes/books/a%2Fb%20c' })).toMatchObject({ title: 'Dune' });
    expect((await send(practice, { path: '/1/indexes/books/a+b' })).json()).toMatchObject({
      message: 'ObjectID does not exist',
    });
    expect((await send(practice, { path: '/1/indexes/books/%E0%A4%A' })).json()).toMatchObject({
      status: 400,
    });
    const key = await addKey(practice, { acl: ['search'] });
    const encoded = `%${key.charCodeAt(0).toString(16)}${key.slice(1)}`;
    expect(await sendOk(practice, { path: `/1/keys/${encoded}` })).toMatchObject({ value: key });
  });

  it('answers every request with JSON, its own date, and leave for browsers to read it', async () => {
    for (const path of ['/1/keys', '/1/nothing', '/1/keys/none']) {
      const { headers, text } = await send(practice, { path });
      expect(headers['content-type']).toContain('application/json');
      expect(headers['access-control-allow-origin']).toBe('*');
      expect(Math.abs(Date.parse(headers.date ?? '') - Date.now())).toBeLessThan(10_000);
      expect(() => JSON.parse(text) as unknown).not.toThrow();
    }
  });

  it("answers a browser's preflight without credentials", async () => {
    const answer = await send(practice, {
      method: 'OPTIONS',
      path: '/1/indexes/books/query',
      key: null,
      headers: { origin: 'https://a.example', 'access-control-request-headers': 'x-algolia-api-key,x-extra' },
    });
    expect(answer.status).toBe(200);
    expect(answer.headers).toMatchObject({
      'access-control-allow-origin': '*',
      'access-control-allow-headers': 'x-algolia-api-key,x-extra',
    });
  });

  it('listens on the loopback alone, to any of its source addresses', async () => {
    expect(new URL(practice.url).hostname).toBe('127.0.0.1');
    expect((await send(practice, { path: '/1/keys', from: '127.77.3.9' })).status).toBe(200);
    const { ip } =
      ((await sendOk(practice, { path: '/1/logs?length=1' })) as { logs: { ip: string }[] }).logs[0] ?? {};
    expect(ip).toBe('127.77.3.9');
  });

  it('outlives a client that goes away in the middle of its request', async () => {
    const port = Number(new URL(practice.url).port);
    await new Promise<void>((resolve) => {
      const socket = connect(port, '127.0.0.1', () => {
        socket.write('POST /1/keys HTTP/1.1\r\nhost: a\r\ncontent-length: 100\r\n\r\n{"acl"', () =>
          socket.destroy(),
        );
      });
      socket.once('close', () => {
        resolve();
      });
    });
    expect((await send(practice, { path: '/1/keys' })).status).toBe(200);
  });

  it('tells empty members and the admin key where it is set to', async () => {
    const settings = (body: unknown) =>
      sendOk(practice, { method: 'PUT', path: '/__practice__/settings', body });
    const key = await addKey(practice, { acl: ['search'] });
    await settings({ emptyMembers: 'emit', listAdminKey: true });
    expect(await sendOk(practice, { path: `/1/keys/${key}` })).toMatchObject({
      description: '',
      indexes: [],
      referers: [],
      queryParameters: '',
      maxHitsPerQuery: 0,
      maxQueriesPerIPPerHour: 0,
      validity: 0,
    });
    const { keys } = (await sendOk(practice, { path: '/1/keys' })) as { keys: Record<string, unknown>[] };
    expect(keys[0]).toMatchObject({ value: practice.adminKey });
    expect(keys[0]).not.toHaveProperty('createdAt');
    await settings({ emptyMembers: 'omit', listAdminKey: false });
  });

  it('keeps the deprecated keys of single indices as an empty list', async () => {
    expect(await sendOk(practice, { path: '/1/indexes/*/keys' })).toEqual({ keys: [] });
    expect((await send(practice, { method: 'POST', path: '/1/indexes/books/keys', body: {} })).status).toBe(
      404,
    );
    const key = await addKey(practice, { acl: ['search'] });
    expect((await send(practice, { path: '/1/indexes/books/keys', key })).status).toBe(403);
  });
});
