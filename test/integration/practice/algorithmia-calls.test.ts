import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { send } from '../../support/practice-http';
import {
  addOrganization,
  addUser,
  addUserKey,
  algorithmiaHere,
  ask,
  askOk,
  refusalOf,
  type AlgorithmiaPractice,
} from '../../support/practice-algorithmia';

const EVERYTHING = { allow_algo: true, algo_acl: ['algo://*'] };
const TEXT = { 'content-type': 'text/plain' };
const JSON_BODY = { 'content-type': 'application/json' };

describe('calls of algorithms', () => {
  let practice: AlgorithmiaPractice;
  let key: string;
  beforeAll(async () => {
    practice = await algorithmiaHere();
    await addUser(practice, 'ann');
    key = await keyWith(EVERYTHING);
  });
  afterAll(() => practice.stop());

  const keyWith = async (allowed: Record<string, unknown>) =>
    (await addUserKey(practice, 'ann', allowed)).api_key;
  const call = (name: string, more: Record<string, unknown> = {}) => ({
    method: 'POST',
    path: `/v1/algo/${name}`,
    body: 'HAL',
    headers: TEXT,
    key,
    ...more,
  });

  it('answers text, JSON and bytes, each in its own content type', async () => {
    const answered = async (raw: ReturnType<typeof call>) => (await askOk(practice, raw)).json();
    const metadata = (content_type: string) => ({ content_type, duration: expect.any(Number) as unknown });
    expect(await answered(call('demo/Hello'))).toEqual({ result: 'Hello HAL', metadata: metadata('text') });
    expect(await answered(call('demo/WordCount', { body: 'to be, or not to be' }))).toEqual({
      result: { to: 2, be: 2, or: 1, not: 1 },
      metadata: metadata('json'),
    });
    const words = { body: ['listen', 'silent'], headers: JSON_BODY };
    expect(await answered(call('demo/Anagram', words))).toMatchObject({ result: true });
    const bytes = { body: Buffer.from([1, 2, 3]), headers: { 'content-type': 'application/octet-stream' } };
    expect(await answered(call('demo/Reverse', bytes))).toEqual({
      result: Buffer.from([3, 2, 1]).toString('base64'),
      metadata: metadata('binary'),
    });
  });

  it.each([
    'demo/Hello/latest',
    'demo/Hello/0.1.0',
    'demo/Hello/0.1',
    'demo/Hello/0.*',
    'algo://demo/Hello',
    'algo://demo/Hello/0.2.0',
  ])('finds %s', async (name) => {
    expect((await ask(practice, call(name))).status).toBe(200);
  });

  it.each(['demo/Nothing', 'demo/Hello/9.9.9', 'demo/Hello/latestPrivate', 'nobody/Hello'])(
    'knows no %s',
    async (name) => {
      const answer = await ask(practice, call(name));
      expect([answer.status, (answer.json()['error'] as { message: string }).message]).toEqual([
        404,
        `algorithm algo://${name} not found`,
      ]);
    },
  );

  it('answers the failure of an algorithm with 200 and an error', async () => {
    const answer = await ask(practice, call('demo/Anagram', { body: 'one' }));
    expect([answer.status, answer.json()]).toEqual([
      200,
      expect.objectContaining({
        error: expect.objectContaining({ error_type: 'AlgorithmError' }) as unknown,
      }),
    ]);
  });

  it('enforces the entries of a key, which allow a version as it is asked for', async () => {
    const allows = async (algo_acl: readonly string[], name: string) =>
      refusalOrOk(call(name, { key: await keyWith({ allow_algo: true, algo_acl }) }));
    expect(await allows([], 'demo/Hello')).toBe('403 2001');
    expect(await allows(['algo://demo/Hello'], 'demo/Hello')).toBe('200');
    expect(await allows(['algo://demo/Hello'], 'demo/WordCount')).toBe('403 2001');
    expect(await allows(['algo://dem/*'], 'demo/Hello')).toBe('403 2001');
    expect(await allows(['algo://demo/Hello/0.1.*'], 'demo/Hello/0.1.0')).toBe('200');
    expect(await allows(['algo://demo/Hello/0.1.0'], 'demo/Hello')).toBe('403 2001');
    expect(await allows(['algo://demo/Hello'], 'demo/Absent')).toBe('403 2001');
  });

  const refusalOrOk = async (raw: ReturnType<typeof call>) => {
    const { status } = await ask(practice, raw);
    return status === 200 ? '200' : refusalOf(practice, raw);
  };

  it('refuses admin keys and keys of native clients for browsers, and the other way round', async () => {
    const web = await keyWith({ allow_web_algo: true, algo_acl: ['algo://*'] });
    const onWeb = { path: '/v1/web/algo/demo/Hello' };
    expect(await refusalOrOk(call('demo/Hello', { key: practice.adminKey }))).toBe('403 2001');
    expect(await refusalOrOk(call('demo/Hello', { key: web }))).toBe('403 2001');
    expect(await refusalOrOk(call('', { ...onWeb, key: web }))).toBe('200');
    expect(await refusalOrOk(call('', onWeb))).toBe('403 2001');
    const fromPage = { headers: { ...TEXT, origin: 'https://a.example' } };
    expect(await refusalOrOk(call('demo/Hello', fromPage))).toBe('403 2001');
    expect(await refusalOrOk(call('demo/Hello', { ...fromPage, key: web }))).toBe('200');
  });

  it('compares the host of a page with the key’s own', async () => {
    const hosted = await keyWith({
      allow_web_algo: true,
      algo_acl: ['algo://*'],
      referer_host: 'shop.acme.example',
    });
    const from = (headers: Record<string, string>) =>
      refusalOrOk(
        call('', { path: '/v1/web/algo/demo/Hello', key: hosted, headers: { ...TEXT, ...headers } }),
      );
    expect(await from({ origin: 'https://SHOP.acme.example:8443' })).toBe('200');
    expect(await from({ referer: 'https://shop.acme.example/cart' })).toBe('200');
    expect(await from({ origin: 'https://www.shop.acme.example' })).toBe('403 2001');
    expect(await from({})).toBe('403 2001');
  });

  it('answers a preflight without a key, and lets pages read every answer', async () => {
    const address = { kind: 'algorithmia', applicationId: '', ...practice } as const;
    const path = '/v1/web/algo/demo/Hello';
    const headers = { origin: 'https://a.example', 'access-control-request-headers': 'authorization' };
    const preflight = await send(address, { method: 'OPTIONS', path, key: null, headers });
    expect(preflight.status).toBe(200);
    expect(preflight.headers).toMatchObject({
      'access-control-allow-origin': '*',
      'access-control-allow-headers': 'authorization',
    });
    const refused = await ask(practice, { method: 'POST', path, key: null, headers });
    expect([refused.status, refused.headers['access-control-allow-origin']]).toEqual([401, '*']);
  });

  it('lets an algorithm store its result only for a key that may write data', async () => {
    const writer = await keyWith({ ...EVERYTHING, allow_data: true, allow_data_write: true });
    const reader = await keyWith({ ...EVERYTHING, allow_data: true });
    expect(await refusalOrOk(call('demo/SaveText', { key: reader }))).toBe('403 2001');
    const read = { path: '/v1/data/.my/results/text.txt', key: reader };
    expect((await ask(practice, read)).status).toBe(404);
    const saved = (await askOk(practice, call('demo/SaveText', { key: writer }))).json();
    expect(saved).toMatchObject({ result: 'data://.my/results/text.txt' });
    expect((await askOk(practice, read)).text).toBe('HAL');
  });
});

describe('the data of accounts', () => {
  let practice: AlgorithmiaPractice;
  let key: string;
  beforeAll(async () => {
    practice = await algorithmiaHere();
    await addUser(practice, 'ann');
    await addUser(practice, 'ben');
    await addOrganization(practice, 'acme');
    await askOk(practice, { method: 'PUT', path: '/v1/organizations/acme/members/ann' });
    key = (await addUserKey(practice, 'ann', { allow_data: true, allow_data_write: true })).api_key;
  });
  afterAll(() => practice.stop());

  const makeDirectory = (parent: string, name: string) =>
    askOk(practice, { method: 'POST', path: `/v1/data/${parent}`, body: { name }, key });
  const write = (path: string, body: unknown, headers = {}) =>
    askOk(practice, { method: 'PUT', path: `/v1/data/${path}`, body, key, headers });

  it('keeps a file byte for byte and answers it as it is accepted', async () => {
    expect((await makeDirectory('.my', 'files')).json()).toEqual({ result: 'data://.my/files' });
    const put = await write('.my/files/a%20b.txt', '{"é":1}');
    expect(put.json()).toEqual({ result: 'data://.my/files/a b.txt' });
    const get = (accept: string) =>
      askOk(practice, { path: '/v1/data/.my/files/a%20b.txt', key, headers: { accept } });
    expect((await get('text/plain')).text).toBe('{"é":1}');
    expect((await get('text/plain')).headers['content-type']).toBe('text/plain');
    expect((await get('application/json')).headers['content-type']).toBe('application/json');
    expect((await get('application/octet-stream')).headers).toMatchObject({
      'content-type': 'application/octet-stream',
      'x-data-type': 'file',
    });
    await write('.my/files/a%20b.txt', 'second');
    expect((await get('text/plain')).text).toBe('second');
  });

  it('is one store under both families of paths and both names of an account', async () => {
    await makeDirectory('ann', 'shared');
    await write('.my/shared/one', 'x');
    for (const path of ['/v1/connector/data/.my/shared/one', '/v1/data/ann/shared/one']) {
      expect((await askOk(practice, { path, key })).text).toBe('x');
    }
  });

  it('tells with HEAD whether something is there', async () => {
    const head = async (path: string) => {
      const { status, text, headers } = await ask(practice, { method: 'HEAD', path, key });
      return [status, text, headers['x-data-type']];
    };
    expect(await head('/v1/data/.my')).toEqual([200, '', 'directory']);
    expect(await head('/v1/data/.my/absent')).toEqual([404, '', undefined]);
    const refused = await ask(practice, { method: 'HEAD', path: '/v1/data/.my', key: 'simNobody' });
    expect([refused.status, refused.headers['x-error-message']]).toEqual([401, 'API key not found']);
  });

  it('lists folders and files on pages of their own', async () => {
    await makeDirectory('.my', 'many');
    await makeDirectory('.my/many', 'inner');
    for (let i = 0; i < 101; i += 1) await write(`.my/many/f${i}`, 'abc');
    const page = async (marker?: string) => {
      const query = marker === undefined ? '' : `?marker=${encodeURIComponent(marker)}`;
      const answer = await askOk(practice, { path: `/v1/data/.my/many${query}`, key });
      expect(answer.headers['x-data-type']).toBe('directory');
      return answer.json() as { folders: unknown[]; files: unknown[]; marker?: string };
    };
    const first = await page();
    expect(first).toMatchObject({ folders: [{ name: 'inner' }], files: [] });
    const second = await page(first.marker);
    expect([second.folders.length, second.files.length]).toEqual([0, 100]);
    expect(second.files[0]).toEqual({
      filename: 'f0',
      size: 3,
      last_modified: expect.stringMatching(/Z$/) as unknown,
    });
    const third = await page(second.marker);
    expect(third.files).toHaveLength(1);
    expect(third).not.toHaveProperty('marker');
    expect(await refusalOf(practice, { path: '/v1/data/.my/many?marker=x', key })).toBe('400 5002');
  });

  it('deletes a full directory only by force, and counts what is gone', async () => {
    await makeDirectory('.my', 'full');
    await makeDirectory('.my/full', 'deep');
    await write('.my/full/deep/file', 'x');
    await makeDirectory('.my', 'fuller');
    const path = '/v1/data/.my/full';
    expect(await refusalOf(practice, { method: 'DELETE', path, key })).toBe('400 6001');
    const gone = await askOk(practice, { method: 'DELETE', path: `${path}?force=true`, key });
    expect(gone.json()).toEqual({ result: { deleted: 3 } });
    expect((await ask(practice, { path: `${path}/deep/file`, key })).status).toBe(404);
    expect((await ask(practice, { path: '/v1/data/.my/fuller', key })).status).toBe(200);
  });

  it.each([
    ['PUT', '.my/absent/file', 404],
    ['PUT', '.my/file', 400],
    ['PUT', '.my/x/../y', 400],
    ['POST', '.my/absent', 404],
    ['DELETE', '.my', 400],
    ['GET', 'ben', 404],
    ['GET', '.my/a%2Fb', 400],
  ])('refuses %s %s with %i', async (method, path, status) => {
    const raw = { method, path: `/v1/data/${path}`, key, body: { name: 'new' } };
    expect((await ask(practice, raw)).status).toBe(status);
  });

  it('refuses a directory that is there already', async () => {
    await makeDirectory('.my', 'twice');
    const raw = { method: 'POST', path: '/v1/data/.my', body: { name: 'twice' }, key };
    expect((await ask(practice, raw)).status).toBe(409);
  });

  it('lets one read the data of one’s organizations', async () => {
    expect((await ask(practice, { path: '/v1/data/acme', key })).status).toBe(200);
  });

  it('enforces the level of the key', async () => {
    const reader = (await addUserKey(practice, 'ann', { allow_data: true })).api_key;
    const none = (await addUserKey(practice, 'ann', {})).api_key;
    const get = { path: '/v1/data/.my' };
    const post = { method: 'POST', path: '/v1/data/.my', body: { name: 'refused' } };
    expect((await ask(practice, { ...get, key: reader })).status).toBe(200);
    expect(await refusalOf(practice, { ...post, key: reader })).toBe('403 2001');
    expect(await refusalOf(practice, { ...get, key: none })).toBe('403 2001');
    expect(await refusalOf(practice, get)).toBe('403 2001');
  });
});
