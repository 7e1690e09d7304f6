import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { algorithmiaSpecSchema, type AlgorithmiaSpec } from '#shared/kinds/algorithmia/spec';
import {
  addUser,
  addUserKey,
  algorithmiaHere,
  ask,
  askOk,
  permissions,
  type AlgorithmiaPractice,
} from '../../support/practice-algorithmia';
import {
  codeFor,
  compilePython,
  findPython,
  runCurl,
  runJavaScript,
  runPython,
  type ShownKey,
} from '../../support/run-snippet';

describe('code snippets of Algorithmia keys, run against the practice cluster', () => {
  let practice: AlgorithmiaPractice;
  beforeAll(async () => {
    practice = await algorithmiaHere();
    await addUser(practice, 'ann');
  });
  afterAll(() => practice.stop());

  const shown = (secret: string, members: Partial<AlgorithmiaSpec>): ShownKey => ({
    kind: 'algorithmia',
    spec: algorithmiaSpecSchema.parse({
      key_type: 'standard',
      owner: { sort: 'user', user: 'ann' },
      key_label: 'test',
      referer_host: '',
      ...permissions(),
      allow_algo_management: false,
      ...members,
    }),
    connection: { baseUrl: practice.url },
    secret,
  });
  const keyWith = async (members: Partial<AlgorithmiaSpec>): Promise<ShownKey> =>
    shown((await addUserKey(practice, 'ann', members)).api_key, members);
  const admin = (): ShownKey => shown(practice.adminKey, { key_type: 'admin' });

  it('call an algorithm with curl and with the official client', async () => {
    const key = await keyWith({ allow_algo: true, algo_acl: ['algo://demo/Hello'] });
    const answer: unknown = JSON.parse(await runCurl(codeFor(key, 'call', 'curl', 'demo/Hello')));
    expect(answer).toMatchObject({ result: 'Hello "Hello"', metadata: { content_type: 'text' } });
    expect(await runJavaScript(codeFor(key, 'call', 'javascript', 'demo/Hello'))).toBe('Hello Hello\n');
    expect(await runJavaScript(codeFor(key, 'call', 'javascript', 'algo://demo/Hello/0.1.0'))).toBe(
      'Hello Hello\n',
    );
  });

  it('fail loudly for an algorithm that the key’s list does not allow', async () => {
    const key = await keyWith({ allow_algo: true, algo_acl: ['algo://demo/Hello'] });
    const code = codeFor(key, 'call', 'javascript', 'demo/WordCount');
    await expect(runJavaScript(code)).rejects.toThrow('API key is not authorized');
  });

  it('call an algorithm as a page does, from the one host that is allowed', async () => {
    const key = await keyWith({
      allow_web_algo: true,
      algo_acl: ['algo://demo/*'],
      referer_host: 'shop.acme.example',
    });
    const code = codeFor(key, 'call-from-page', 'javascript', 'demo/Hello');
    /** What a browser adds to every request of a page that is sent to another origin. */
    const inPageOf = (origin: string) =>
      `const send = fetch; globalThis.fetch = (url, init) =>
        send(url, { ...init, headers: { ...init.headers, origin: ${JSON.stringify(origin)} } });\n${code}`;
    expect(await runJavaScript(inPageOf('https://shop.acme.example'))).toContain('Hello');
    await expect(runJavaScript(inPageOf('https://evil.example'))).rejects.toThrow('not authorized');
  });

  it('list and write data', async () => {
    const key = await keyWith({ allow_data: true, allow_data_write: true });
    await askOk(practice, {
      method: 'POST',
      path: '/v1/data/.my',
      key: key.secret,
      body: { name: 'examples' },
    });
    const listing: unknown = JSON.parse(await runCurl(codeFor(key, 'list-data', 'curl')));
    expect(listing).toMatchObject({ folders: [{ name: 'examples' }] });
    expect(await runJavaScript(codeFor(key, 'list-data', 'javascript'))).toBe('.my/examples\n');
    const read = async (name: string): Promise<string> =>
      (await ask(practice, { path: `/v1/data/.my/examples/${name}`, key: key.secret })).text;
    await runCurl(codeFor(key, 'write-data', 'curl', 'data://.my/examples/a b.txt'));
    expect(await read('a%20b.txt')).toBe('Hello');
    expect(await runJavaScript(codeFor(key, 'write-data', 'javascript'))).toBe(
      'data://.my/examples/hello.txt\n',
    );
    expect(await read('hello.txt')).toBe('Hello');
  });

  it('read the settings of an algorithm', async () => {
    const key = await keyWith({ allow_algo_management: true });
    const body = { name: 'Mine', details: { label: 'Mine' }, settings: {} };
    await askOk(practice, { method: 'POST', path: '/v1/algorithms/ann', key: key.secret, body });
    const told: unknown = JSON.parse(await runCurl(codeFor(key, 'read-algorithm', 'curl', 'ann/Mine')));
    expect(told).toMatchObject({ name: 'Mine' });
    expect(await runJavaScript(codeFor(key, 'read-algorithm', 'javascript', 'ann/Mine'))).toContain('Mine');
  });

  it('list the users with an admin key', async () => {
    const users: unknown = JSON.parse(await runCurl(codeFor(admin(), 'list-users', 'curl')));
    expect(users).toMatchObject({
      results: expect.arrayContaining([expect.objectContaining({ username: 'ann' })]) as unknown,
    });
    expect(await runJavaScript(codeFor(admin(), 'list-users', 'javascript'))).toContain('ann');
  });

  it('are Python that compiles, and that runs where it needs no package', async (test) => {
    const python = await findPython();
    if (python === null) return test.skip('There is no python3 on this machine.');
    const everything = await keyWith({
      allow_algo: true,
      algo_acl: ['algo://*'],
      allow_data: true,
      allow_data_write: true,
      allow_algo_management: true,
    });
    for (const use of ['call', 'list-data', 'write-data', 'read-algorithm']) {
      await compilePython(python, codeFor(everything, use, 'python', `a"'\\\n</x>`));
    }
    expect(await runPython(python, codeFor(admin(), 'list-users', 'python'))).toContain("'ann'");
  });
});
