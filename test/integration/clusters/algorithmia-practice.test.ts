import { listKeys, type ClusterAdapter } from '#electron/clusters/adapter';
import { createAlgorithmiaAdapters } from '#electron/clusters/algorithmia/adapter';
import { createNodeTransport } from '#electron/clusters/node-transport';
import { algorithmia } from '#shared/kinds/algorithmia/index';
import { algorithmiaSpecSchema, type AlgorithmiaSpec } from '#shared/kinds/algorithmia/spec';
import { describe, expect, it, onTestFinished } from 'vitest';
import {
  addOrganization,
  addUser,
  algorithmiaHere,
  askOk,
  signToken,
  type AlgorithmiaPractice,
} from '../../support/practice-algorithmia';

const never = new AbortController().signal;

async function practiceWith(seed: 'empty' | 'demo'): Promise<AlgorithmiaPractice> {
  const practice = await algorithmiaHere({ seed });
  onTestFinished(() => practice.stop());
  return practice;
}

function open({ url, adminKey }: AlgorithmiaPractice, credential = adminKey): ClusterAdapter {
  return createAlgorithmiaAdapters().open(
    { name: 'algo-dev', connection: { baseUrl: url }, caPem: null, credential, clockSkewMs: null },
    createNodeTransport(),
    Date.now,
  );
}

const spec = (changes: Partial<AlgorithmiaSpec>): AlgorithmiaSpec =>
  algorithmiaSpecSchema.parse({
    ...algorithmia.defaultSpec,
    owner: { sort: 'user', user: 'ann' },
    key_label: 'ci',
    algo_acl: ['algo://demo/Hello/*'],
    ...changes,
  });

describe('on the practice cluster', () => {
  it('every key of the demo is read, whatever is wrong with it, and can be shown', async () => {
    const practice = await practiceWith('demo');
    const { keys } = await listKeys(open(practice), never);
    expect(keys.length).toBeGreaterThan(200);
    expect(new Set(keys.map(({ secret }) => secret)).size).toBe(keys.length);
    expect(keys.some(({ admin }) => admin)).toBe(true);
    for (const key of keys) {
      const read = algorithmiaSpecSchema.parse(key.spec);
      expect(algorithmia.summarize(read, String).length).toBeGreaterThan(0);
      expect(key.createdAt).not.toBeNull();
    }
    const owners = new Set(keys.map((key) => algorithmiaSpecSchema.parse(key.spec).owner.sort));
    expect([...owners].toSorted()).toEqual(['member', 'organization', 'user']);
    expect(await open(practice).resources(never)).toMatchObject({
      names: expect.arrayContaining(['demo/Hello', 'demo/WordCount']),
      users: expect.arrayContaining(['demo']),
    });
  });

  it('an admin key, a token and a standard key are told apart', async () => {
    const practice = await practiceWith('empty');
    const admin = open(practice);
    expect((await admin.verify(never)).access).toEqual({ level: 'admin' });
    await addUser(practice, 'ann');
    const { secret } = await admin.create(spec({}), never);
    expect((await open(practice, secret).verify(never)).access.level).toBe('limited');
    const { results } = (await askOk(practice, { path: '/v1/users' })).json() as unknown as {
      results: { username: string }[];
    };
    const administrator = results.find(({ username }) => username !== 'ann')?.username;
    const token = await signToken(practice, { sub: administrator, exp: Math.floor(Date.now() / 1000) + 60 });
    expect((await open(practice, token).verify(never)).access).toEqual({ level: 'admin' });
    await expect(open(practice, 'simNobody').verify(never)).rejects.toMatchObject({
      code: 'CREDENTIAL_REFUSED',
    });
  });

  it.each([
    [{ sort: 'user', user: 'ann' }],
    [{ sort: 'organization', organization: 'acme' }],
    [{ sort: 'member', organization: 'acme', user: 'ann' }],
  ] as const)('a key of %j is made, read, changed and removed', async (owner) => {
    const practice = await practiceWith('empty');
    await addUser(practice, 'ann');
    await addOrganization(practice, 'acme');
    await askOk(practice, { method: 'PUT', path: '/v1/organizations/acme/members/ann', body: {} });
    const adapter = open(practice);
    const made = spec({ owner, allow_data: true });
    const { secret } = await adapter.create(made, never);
    const known = { secret, spec: made };
    expect(await adapter.get(known, never)).toMatchObject({ secret, spec: made, admin: false });

    const changed = spec({ owner, key_label: 'ci 2', allow_web_algo: true, referer_host: 'a.example' });
    await adapter.update(known, changed, never);
    const wanted = { exists: true, spec: changed } as const;
    expect((await adapter.waitUntilVisible(known, wanted, () => undefined, never)).settled).toBe(true);
    expect((await listKeys(adapter, never)).keys.find((key) => key.secret === secret)?.spec).toEqual(changed);

    await adapter.remove(known, never);
    expect(await adapter.get(known, never)).toBeNull();
    await expect(adapter.remove(known, never)).rejects.toMatchObject({ code: 'KEY_GONE' });
  });

  it('a key calls what it may, and what it may not is refused as decided here', async () => {
    const practice = await practiceWith('empty');
    await addUser(practice, 'ann');
    const adapter = open(practice);
    const made = spec({});
    const { secret } = await adapter.create(made, never);
    for (const resource of ['demo/Hello', 'demo/WordCount', 'demo/Hello/0.1.0']) {
      const told = await adapter.tryKey(secret, resource, 'HAL', never);
      const request = {
        operation: 'callAlgorithm',
        resource,
        referer: null,
        origin: null,
        ip: '127.0.0.1',
        userToken: null,
        used: 0,
      };
      const { verdict } = algorithmia.decide({ sort: 'key', spec: made }, request, 0);
      expect([resource, told.status !== 403]).toEqual([resource, verdict === 'allow']);
    }
  });

  it('settings that the cluster refuses are told in its words', async () => {
    const practice = await practiceWith('empty');
    await addUser(practice, 'ann');
    const writing = open(practice).create(spec({ allow_data: false, allow_data_write: true }), never);
    await expect(writing).rejects.toMatchObject({ code: 'SPEC_REFUSED' });
    const nobody = open(practice).create(spec({ owner: { sort: 'user', user: 'nobody' } }), never);
    await expect(nobody).rejects.toMatchObject({ code: 'SPEC_REFUSED' });
  });
});
