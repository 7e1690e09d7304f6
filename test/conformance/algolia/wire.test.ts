import { gunzipSync } from 'node:zlib';
import connectV3 from 'algoliasearch-v3';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { practiceProcess, type PracticeProcess } from '../../support/practice';
import { startTap, type Tap, type TappedRequest } from '../../support/tap';
import { forV4, forV5, rawV4, rawV5, refusal, v3, type Target } from './clients';

/** The body that the fourth and the fifth client send for a key with every member: 230 bytes (key-apis A12). */
const FULL =
  '{"acl":["search"],"queryParameters":"ignorePlurals=false&restrictSources=192.168.1.0/24","validity":300,' +
  '"maxQueriesPerIPPerHour":100,"maxHitsPerQuery":20,"indexes":["dev_*"],"referers":["algolia.com/*"],' +
  '"description":"Limited é"}';

describe('what the official clients really send', () => {
  let practice: PracticeProcess;
  let tap: Tap;
  let target: Target;

  beforeEach(async () => {
    practice = await practiceProcess();
    tap = await startTap(practice.url);
    target = { port: tap.port, applicationId: practice.applicationId, key: practice.adminKey };
  });
  afterEach(async () => {
    await tap.close();
    await practice.stop();
  });

  const last = (): TappedRequest => {
    const found = tap.requests.at(-1);
    if (found === undefined) throw new Error('Nothing was sent.');
    return found;
  };
  const pathOf = (request: TappedRequest): string => request.target.split('?')[0] ?? '';
  const agentOf = (request: TappedRequest): string | null =>
    new URL(request.target, 'http://tap').searchParams.get('x-algolia-agent');

  describe('3.35.1', () => {
    const connect = () =>
      connectV3(target.applicationId, target.key, { hosts: [`127.0.0.1:${target.port}`], protocol: 'http:' });

    it('sends both credentials and its agent as headers, and a content-length', async () => {
      await connect().addApiKey(['search']);
      expect(last()).toMatchObject({ method: 'POST', target: '/1/keys', status: 200 });
      expect(last().body.toString()).toBe('{"acl":["search"]}');
      expect(last().header('x-algolia-api-key')).toBe(practice.adminKey);
      expect(last().header('x-algolia-application-id')).toBe(practice.applicationId);
      expect(last().header('x-algolia-agent')).toContain('Algolia for JavaScript (3.35.1)');
      expect(last().header('accept-encoding')).toBe('gzip,deflate');
      expect(last().header('content-type')).toBe('application/json');
      expect(last().header('content-length')).toBe('18');
    });

    it('sends the members of a full key in its own order, parameters of an object escaped', async () => {
      await connect().addApiKey(['search'], {
        indexes: ['dev_*'],
        referers: ['https://a.example/*'],
        queryParameters: { ignorePlurals: false, restrictSources: '127.0.0.0/8' },
        description: 'Limited é',
        validity: 300,
        maxQueriesPerIPPerHour: 100,
        maxHitsPerQuery: 20,
      });
      expect(last().body.toString()).toBe(
        '{"acl":["search"],"validity":300,"maxQueriesPerIPPerHour":100,"maxHitsPerQuery":20,"indexes":["dev_*"],' +
          '"description":"Limited é","queryParameters":"ignorePlurals=false&restrictSources=127.0.0.0%2F8",' +
          '"referers":["https://a.example/*"]}',
      );
      expect(last().status).toBe(200);
    });

    it('takes a parameter text apart into its characters, and the key is stored like that', async () => {
      const client = connect();
      const { key } = await client.addApiKey(['search'], { queryParameters: 'a=b' });
      expect(JSON.parse(last().body.toString())).toMatchObject({ queryParameters: '0=a&1=%3D&2=b' });
      expect(await client.getApiKey(String(key))).toMatchObject({ queryParameters: '0=a&1=%3D&2=b' });
    });

    it('deletes and restores with a content-length of 0', async () => {
      const client = connect();
      const { key } = await client.addApiKey(['search']);
      await client.deleteApiKey(String(key));
      expect(last()).toMatchObject({ method: 'DELETE', target: `/1/keys/${String(key)}`, status: 200 });
      expect(last().header('content-length')).toBe('0');
      await client.restoreApiKey(String(key));
      expect(last()).toMatchObject({ method: 'POST', target: `/1/keys/${String(key)}/restore`, status: 200 });
      expect(last().header('content-length')).toBe('0');
      expect(last().body).toHaveLength(0);
    });

    it('puts a key unescaped into the path: plus and equals signs are taken as they are, a slash misses', async () => {
      const client = connect();
      expect(await refusal(client.getApiKey('ab+c=='))).toMatchObject({
        status: 404,
        message: 'Key does not exist',
      });
      expect(last().target).toBe('/1/keys/ab+c==');
      expect(await refusal(client.getApiKey('a/b+c=='))).toMatchObject({
        status: 404,
        message: 'Path not found',
      });
      expect(last().target).toBe('/1/keys/a/b+c==');
    });

    it('moves a key of more than 500 characters into the body of a search', async () => {
      const admin = v3(target);
      await admin.saveMany('dev_books', [{ objectID: '1', title: 'Dune', tenant: 'a' }]);
      const { key } = await admin.add({ acl: ['search'] });
      const secured = admin.secure(String(key), { filters: 'tenant:a', restrictIndices: 'x'.repeat(500) });
      const long = admin.secure(String(key), { filters: `tenant:a OR tenant:${'z'.repeat(500)}` });
      expect(await v3({ ...target, key: long }).search('dev_books', 'dune')).toMatchObject({ nbHits: 1 });
      expect(last().header('x-algolia-api-key')).toBeUndefined();
      expect(JSON.parse(last().body.toString())).toHaveProperty('apiKey', long);
      expect(await refusal(v3({ ...target, key: secured }).search('dev_books', 'dune'))).toMatchObject({
        status: 403,
      });
    });

    it('asks for keys of an index, of which there are none', async () => {
      expect(await connect().initIndex('dev_books').listApiKeys()).toEqual({ keys: [] });
      expect(pathOf(last())).toBe('/1/indexes/dev_books/keys');
    });

    it('asks for logs', async () => {
      await connect().getLogs({ offset: 0, length: 10, type: 'all' });
      expect(last()).toMatchObject({ target: '/1/logs?offset=0&length=10&type=all', status: 200 });
    });
  });

  describe('4.27.0', () => {
    it('sends its agent in the query string and a form content-type even without a body', async () => {
      await rawV4(target).listApiKeys();
      expect(pathOf(last())).toBe('/1/keys');
      expect(agentOf(last())).toMatch(/^Algolia for JavaScript \(4\.\d+\.0\); Node\.js/);
      expect(last().header('content-type')).toBe('application/x-www-form-urlencoded');
      expect(last().status).toBe(200);
    });

    it('sends a full key as 230 bytes, refused here since it is made outside its own network', async () => {
      const { acl, ...options } = JSON.parse(FULL) as { acl: ['search'] };
      expect(await refusal(rawV4(target).addApiKey(acl, options).wait())).toMatchObject({ status: 400 });
      expect(last().body.toString()).toBe(FULL);
      expect(last().body).toHaveLength(230);
      expect(last().header('content-length')).toBe('230');
    });

    it('forwards parameters given as an object, which are refused', async () => {
      const options = { queryParameters: { ignorePlurals: false } } as unknown as Parameters<
        ReturnType<typeof rawV4>['addApiKey']
      >[1];
      expect(await refusal(rawV4(target).addApiKey(['search'], options).wait())).toMatchObject({
        status: 400,
      });
      expect(last().body.toString()).toBe('{"acl":["search"],"queryParameters":{"ignorePlurals":false}}');
    });

    it('can replace a key without naming permissions', async () => {
      const client = rawV4(target);
      const { key } = await client.addApiKey(['search'], {}).wait();
      await client.updateApiKey(key, forV4({ description: 'x' } as never)).wait();
      expect(await client.getApiKey(key)).toMatchObject({ acl: [], description: 'x' });
    });

    it('can carry its credentials in the query string', async () => {
      const client = rawV4(target, { authMode: 0 });
      await client.listApiKeys();
      expect(last().target).toContain(`x-algolia-api-key=${practice.adminKey}`);
      expect(last().header('x-algolia-api-key')).toBeUndefined();
      expect(last().status).toBe(200);
    });

    it('escapes a key in the path', async () => {
      expect(await refusal(Promise.resolve(rawV4(target).getApiKey('a/b+c==')))).toMatchObject({
        status: 404,
        message: 'Key does not exist',
      });
      expect(pathOf(last())).toBe('/1/keys/a%2Fb%2Bc%3D%3D');
    });

    it('compresses bodies of 750 bytes and more when the caller asks for gzip', async () => {
      const client = rawV4(target, { headers: { 'accept-encoding': 'gzip' } });
      const { key } = await client.addApiKey(['search'], { description: 'é'.repeat(900) }).wait();
      const post = tap.requests.find(({ method }) => method === 'POST');
      expect(post?.header('content-encoding')).toBe('gzip');
      expect(gunzipSync(post?.body ?? Buffer.alloc(0)).toString()).toContain('ééé');
      expect(await client.getApiKey(key)).toMatchObject({ description: 'é'.repeat(900) });
    });
  });

  describe('5.64.0', () => {
    it('sends a request id, a text content-type, and its body in chunks', async () => {
      const { key } = await rawV5(target).addApiKey({ acl: ['search'] });
      expect(key).toMatch(/^[0-9a-f]{32}$/);
      expect(last().body.toString()).toBe('{"acl":["search"]}');
      expect(last().header('transfer-encoding')).toBe('chunked');
      expect(last().header('content-length')).toBeUndefined();
      expect(last().header('content-type')).toBe('text/plain');
      expect(last().header('request-id')).toMatch(/^[0-9A-Za-z]{11}$/);
      expect(agentOf(last())).toContain('Algolia for JavaScript (5.64.0)');
    });

    it('sends a full key as the same 230 bytes', async () => {
      const spec = forV5(JSON.parse(FULL) as never);
      expect(await refusal(rawV5(target).addApiKey(spec))).toMatchObject({ status: 400 });
      expect(last().body.toString()).toBe(FULL);
    });

    it('compresses long bodies when it is told to', async () => {
      const client = rawV5(target, { compression: 'gzip' });
      const { key } = await client.addApiKey({ acl: ['search'], description: 'x'.repeat(2000) });
      expect(last().header('content-encoding')).toBe('gzip');
      expect(gunzipSync(last().body).toString()).toContain('xxx');
      expect((await client.getApiKey({ key })).description).toHaveLength(2000);
    });

    it('can carry its credentials in the query string', async () => {
      const client = rawV5(target, { authMode: 'WithinQueryParameters' });
      await client.listApiKeys();
      expect(last().target).toContain(`x-algolia-api-key=${practice.adminKey}`);
      expect(last().header('x-algolia-api-key')).toBeUndefined();
      expect(last().status).toBe(200);
    });

    it('escapes a key in the path', async () => {
      expect(await refusal(rawV5(target).getApiKey({ key: 'a/b+c==' }))).toMatchObject({ status: 404 });
      expect(pathOf(last())).toBe('/1/keys/a%2Fb%2Bc%3D%3D');
    });

    it('uses one request id for a whole wait', async () => {
      const client = rawV5(target);
      const { key } = await client.addApiKey({ acl: ['search'] });
      tap.reset();
      await client.waitForApiKey({ operation: 'add', key });
      expect(new Set(tap.requests.map((one) => one.header('request-id'))).size).toBe(1);
    });
  });
});
