import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { KeyRecord } from '#shared/keys/record';
import { addKey } from '../../support/practice-http';
import {
  addUser,
  addUserKey,
  algorithmiaHere,
  type AlgorithmiaPractice,
} from '../../support/practice-algorithmia';
import { runCurl } from '../../support/run-snippet';
import { filesContaining } from '../../support/temp-profile';
import { addAlgorithms } from './algorithms';
import {
  connect,
  context,
  keyNamed,
  practice,
  refusal,
  startCastellan,
  view,
  type Castellan,
} from './harness';

async function algorithms(): Promise<AlgorithmiaPractice> {
  const started = await algorithmiaHere();
  onTestFinished(() => started.stop());
  return started;
}

async function connectAlgorithms(castellan: Castellan, server: AlgorithmiaPractice) {
  const id = await addAlgorithms(castellan, server);
  await castellan.handlers['sync.start']({ id }, context());
  return view(castellan, id);
}

async function logOf(castellan: Castellan): Promise<string> {
  const folder = path.join(castellan.folder, 'logs');
  const files = await readdir(folder);
  return (await Promise.all(files.map((file) => readFile(path.join(folder, file), 'utf8')))).join('\n');
}

describe('code copied for a key', () => {
  it('holds the secret, works as it stands, leaves the clipboard later, and the secret is in no file', async () => {
    const server = await algorithms();
    await addUser(server, 'ann');
    const allowed = { allow_algo: true, algo_acl: ['algo://demo/*'] };
    const { api_key: secret } = await addUserKey(server, 'ann', allowed, 'ci');
    const castellan = await startCastellan();
    const { id } = await connectAlgorithms(castellan, server);
    const { ref } = await keyNamed(castellan, id, 'ci');
    const { clearsAt } = await castellan.handlers['keys.copySnippet'](
      { clusterId: id, ref, use: 'call', language: 'curl', resource: 'demo/Hello' },
      context(),
    );
    expect(castellan.clipboard.text).toContain(`'Authorization: Simple ${secret}'`);
    expect(JSON.parse(await runCurl(castellan.clipboard.text))).toMatchObject({ result: 'Hello "Hello"' });
    expect(clearsAt).toBeGreaterThan(Date.now() + 25_000);
    expect(await logOf(castellan)).toContain('key.snippetCopied');
    expect(filesContaining(castellan.folder, secret)).toEqual([]);
    expect(JSON.stringify(castellan.events)).not.toContain(secret);
    castellan.timers.at(-1)?.act();
    await expect.poll(() => castellan.clipboard.text).toBe('');
  });

  it('is written from what is stored, for a key of a search cluster too', async () => {
    const server = await practice();
    const secret = await addKey(server, { acl: ['search'], description: 'Blog' });
    const castellan = await startCastellan();
    const { id } = await connect(castellan, server);
    const { ref } = await keyNamed(castellan, id, 'Blog');
    await castellan.handlers['keys.copySnippet'](
      { clusterId: id, ref, use: 'search', language: 'python', resource: 'blog' },
      context(),
    );
    expect(castellan.clipboard.text).toContain(`SearchConfig("${server.applicationId}", "${secret}")`);
    expect(castellan.clipboard.text).toContain(
      `Host("127.0.0.1", scheme="http", port=${new URL(server.url).port})`,
    );
  });

  it('is refused for what the key may not do, and for a secret that is a credential', async () => {
    const server = await practice();
    await addKey(server, { acl: ['search'], description: 'Blog', referers: ['https://a.example/*'] });
    const castellan = await startCastellan();
    const { id } = await connect(castellan, server);
    const copy = ({ ref }: KeyRecord, use: string, language: 'curl' | 'javascript') =>
      refusal(
        castellan.handlers['keys.copySnippet'](
          { clusterId: id, ref, use, language, resource: 'blog' },
          context(),
        ),
      );
    const blog = await keyNamed(castellan, id, 'Blog');
    expect(await copy(blog, 'delete-index', 'javascript')).toMatchObject({ code: 'NOT_OFFERED' });
    // Only a page sends the referer that this key asks for.
    expect(await copy(blog, 'search', 'curl')).toMatchObject({ code: 'NOT_OFFERED' });

    const machines = await algorithms();
    const ml = await connectAlgorithms(castellan, machines);
    const own = (
      await castellan.handlers['keys.page'](
        {
          clusterId: ml.id,
          text: '',
          permission: 'admin',
          owner: null,
          expiry: 'any',
          state: 'present',
          sort: { by: 'label', descending: false },
          offset: 0,
          limit: 10,
        },
        context(),
      )
    ).rows.find(({ admin }) => admin);
    if (own === undefined) throw new Error('The credential’s own key is not listed.');
    const refused = castellan.handlers['keys.copySnippet'](
      { clusterId: ml.id, ref: own.ref, use: 'list-users', language: 'curl', resource: '' },
      context(),
    );
    expect(await refusal(refused)).toMatchObject({ code: 'SECRET_UNAVAILABLE' });
    expect(castellan.clipboard.text).toBe('');
  });
});
