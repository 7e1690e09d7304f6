import { listKeys } from '#electron/clusters/adapter';
import { describe, expect, it } from 'vitest';
import {
  ANN,
  CREDENTIAL,
  SECRET,
  errorOf,
  never,
  open,
  page,
  refuse,
  reply,
  serve,
  spec,
  wireKey,
} from './algorithmia-server';
import { type RawAnswer } from './raw-server';

describe('the list of keys', () => {
  it('holds those of every user and organization, over all pages, with their owners', async () => {
    const server = await serve({
      'GET /v1/users?limit=2': page([{ username: 'ann' }, { username: 'bob' }], 'm k/1'),
      'GET /v1/users?limit=2&marker=m%20k%2F1': page([{ username: 'cyd' }]),
      'GET /v1/organizations?limit=2': page([{ org_name: 'acme' }]),
      'GET /v1/users/ann/keys': reply(200, [
        wireKey(),
        wireKey({ api_key: 'simAdmin', key_type: 'ManagementKey', permissions: null, key_label: 'ops' }),
        wireKey({ api_key: CREDENTIAL, key_type: 'PlatformAdminKey', permissions: null, key_label: 'own' }),
      ]),
      'GET /v1/users/bob/keys': reply(200, []),
      'GET /v1/users/cyd/keys': reply(200, [wireKey({ api_key: null })]),
      'GET /v1/organizations/acme/keys': reply(200, [
        wireKey({ username: 'acme', api_key: 'simOrganization' }),
        wireKey({ username: 'bob', api_key: 'simMember', future_member: 1 }),
      ]),
    });
    const { keys, clockSkewMs } = await listKeys(open(server), never);
    expect(keys.map(({ secret, admin }) => [secret, admin])).toEqual([
      [SECRET, false],
      ['simAdmin', false],
      [CREDENTIAL, true],
      ['simOrganization', false],
      ['simMember', false],
    ]);
    expect(keys[0]).toMatchObject({ spec: spec(), createdAt: Date.parse('2026-10-14T20:31:00Z') });
    expect(keys.map(({ spec: { owner } }) => owner)).toEqual([
      ANN,
      ANN,
      ANN,
      { sort: 'organization', organization: 'acme' },
      { sort: 'member', organization: 'acme', user: 'bob' },
    ]);
    expect(clockSkewMs).not.toBeNull();
  });

  it('of a cluster without accounts is told once, empty', async () => {
    const server = await serve({
      'GET /v1/users?limit=2': page([]),
      'GET /v1/organizations?limit=2': page([]),
    });
    const pages = [];
    for await (const { keys } of open(server).pages(never)) pages.push(keys.length);
    expect(pages).toEqual([0]);
  });

  it('that never ends is given up', async () => {
    const again = page([{ username: 'ann' }], 'same');
    const server = await serve({
      'GET /v1/users?limit=2': again,
      'GET /v1/users?limit=2&marker=same': again,
      'GET /v1/users/ann/keys': reply(200, []),
    });
    expect((await errorOf(listKeys(open(server), never))).message).toContain('the same page comes again');
  });

  it.each([
    ['401', refuse(401, 2002, 'sign in')],
    ['403', refuse(403, 2001, 'cookie needed')],
    ['405', reply(405, {})],
    ['404 without a code', reply(404, {})],
  ])('is without those of users where they are refused with %s, and says so', async (_, answer) => {
    const server = await serve({
      'GET /v1/users?limit=2': page([{ username: 'ann' }, { username: 'bob' }], 'next'),
      'GET /v1/users?limit=2&marker=next': page([{ username: 'cyd' }]),
      'GET /v1/organizations?limit=2': page([{ org_name: 'acme' }]),
      'GET /v1/users/ann/keys': answer,
      'GET /v1/users/bob/keys': answer,
      'GET /v1/organizations/acme/keys': reply(200, [wireKey({ username: 'acme' })]),
    });
    const { keys, coverage } = await listKeys(open(server), never);
    expect(keys.map(({ spec: { owner } }) => owner)).toEqual([
      { sort: 'organization', organization: 'acme' },
    ]);
    expect(coverage).toEqual({ without: ['users'] });
    // All users are refused alike, so that the rest of them is not asked for.
    expect(server.requests.map(({ path }) => path)).not.toContain('/v1/users/cyd/keys');
  });

  it('that one user refuses holds the keys of the others, and does not cover keys of users', async () => {
    const server = await serve({
      'GET /v1/users?limit=2': page([{ username: 'ann' }, { username: 'bob' }], 'next'),
      'GET /v1/users?limit=2&marker=next': page([{ username: 'cyd' }]),
      'GET /v1/organizations?limit=2': page([]),
      'GET /v1/users/ann/keys': reply(200, [wireKey()]),
      'GET /v1/users/bob/keys': refuse(403, 2001, 'not yours'),
      'GET /v1/users/cyd/keys': reply(200, [wireKey({ api_key: 'simCyd' })]),
    });
    const { keys, coverage } = await listKeys(open(server), never);
    expect(keys.map(({ secret }) => secret)).toEqual([SECRET, 'simCyd']);
    expect(coverage).toEqual({ without: ['users'] });
  });

  it('fails as a whole when the key has lost its rights meanwhile, so that no key is taken for gone', async () => {
    const server = await serve({
      'GET /v1/users?limit=2': page([{ username: 'ann' }]),
      'GET /v1/users/ann/keys': refuse(401, 2002, 'unknown key'),
      'GET /v1/organizations?limit=2': refuse(401, 2002, 'unknown key'),
    });
    expect((await errorOf(listKeys(open(server), never))).code).toBe('CREDENTIAL_REFUSED');
  });

  it('holds a key that stands in two lists once, with the owner that the cluster names', async () => {
    const server = await serve({
      'GET /v1/users?limit=2': page([{ username: 'ann' }, { username: 'bob' }]),
      'GET /v1/organizations?limit=2': page([{ org_name: 'acme' }]),
      'GET /v1/users/ann/keys': reply(200, [
        wireKey({ owner_name: 'ann' }),
        wireKey({ api_key: 'simOfAcme', owner_name: 'acme' }),
        wireKey({ api_key: 'simInNoOtherList', owner_name: 'acme' }),
        wireKey({ api_key: 'simFullName', owner_name: 'Ann Keller' }),
      ]),
      'GET /v1/users/bob/keys': reply(200, []),
      'GET /v1/organizations/acme/keys': reply(200, [
        wireKey({ owner_name: 'ann' }),
        wireKey({ api_key: 'simOfAcme', owner_name: 'acme' }),
        wireKey({ username: 'bob', api_key: 'simOwnOfBob', owner_name: 'bob' }),
      ]),
    });
    const { keys } = await listKeys(open(server), never);
    const member = { sort: 'member', organization: 'acme', user: 'ann' };
    expect(keys.map(({ secret, spec: { owner } }) => [secret, owner])).toEqual([
      [SECRET, ANN],
      ['simOfAcme', member],
      ['simOwnOfBob', { sort: 'user', user: 'bob' }],
      ['simInNoOtherList', member],
      ['simFullName', ANN],
    ]);
  });

  it.each([
    ['404', refuse(404, 3000, 'no user')],
    ['409', refuse(409, 3000, 'no user')],
  ])('goes on without an account that was deleted while it was read (%s)', async (_, answer) => {
    const server = await serve({
      'GET /v1/users?limit=2': page([{ username: 'ann' }, { username: 'bob' }]),
      'GET /v1/organizations?limit=2': page([{ org_name: 'acme' }]),
      'GET /v1/users/ann/keys': answer,
      'GET /v1/users/bob/keys': reply(200, [wireKey({ username: 'bob' })]),
      'GET /v1/organizations/acme/keys': refuse(404, 3100, 'no organization'),
    });
    const { keys, coverage } = await listKeys(open(server), never);
    expect([keys.map(({ secret }) => secret), coverage]).toEqual([[SECRET], 'everything']);
  });

  it('without ids shows that single keys cannot be changed', async () => {
    const list = async (changes: Readonly<Record<string, unknown>>) => {
      const server = await serve({
        'GET /v1/users?limit=2': page([{ username: 'ann' }]),
        'GET /v1/organizations?limit=2': page([]),
        'GET /v1/users/ann/keys': reply(200, [wireKey(changes)]),
      });
      return (await listKeys(open(server), never)).notOffered;
    };
    expect(await list({ key_id: null })).toEqual(['update', 'remove', 'rotate']);
    expect(await list({})).toEqual([]);
  });

  it('says where an answer cannot be read', async () => {
    const server = await serve({
      'GET /v1/users?limit=2': page([{ username: 'ann' }]),
      'GET /v1/users/ann/keys': reply(200, [wireKey(), wireKey({ key_type: 'SomethingNew' })]),
    });
    expect((await errorOf(listKeys(open(server), never))).message).toContain('"1.key_type"');
  });
});

describe('an algorithm', () => {
  it('is tried with the key itself', async () => {
    const server = await serve({
      'POST /v1/algo/demo/Hello/0.1.1': reply(200, { result: 'hi', metadata: { duration: 0.1 } }),
    });
    const result = await open(server).tryKey(SECRET, 'demo/Hello/0.1.1', 'HAL', never);
    expect(result).toMatchObject({ allowed: true, status: 200 });
    expect(server.requests[0]?.head).toContain(`Simple ${SECRET}`);
  });

  it.each([
    [
      refuse(403, 2001, 'API key is not authorized'),
      { allowed: false, status: 403, message: 'API key is not authorized' },
    ],
    [
      reply(200, { error: { message: 'division by zero' } }),
      { allowed: true, message: expect.stringContaining('division by zero') },
    ],
  ])('tells how it was refused, or that it failed by itself', async (answer, told) => {
    const server = await serve({ 'POST /v1/algo/demo/Hello': answer });
    expect(await open(server).tryKey(SECRET, 'demo/Hello', 'HAL', never)).toMatchObject(told);
  });

  it('is among the names that entries can point at', async () => {
    const server = await serve({
      'GET /v1/users?limit=2': page([{ username: 'ann' }]),
      'GET /v1/organizations?limit=2': page([{ org_name: 'acme' }]),
      'GET /v1/users/ann/algorithms?limit=2': page([{ name: 'Hello' }, { name: 'Sum' }]),
    });
    expect(await open(server).resources(never)).toEqual({
      names: ['ann/Hello', 'ann/Sum'],
      users: ['ann'],
      organizations: ['acme'],
    });
  });

  it.each(['../users/ann/keys', 'demo/..', 'demo//x', '.', 'demo/\uD800'])(
    'with the name %j is sent nowhere',
    async (name) => {
      const server = await serve({});
      const error = await errorOf(open(server).tryKey(SECRET, name, 'HAL', never));
      expect([error.code, error.field, server.requests]).toEqual(['VALIDATION', 'resource', []]);
    },
  );

  it('may be named as entries name it', async () => {
    const server = await serve({ 'POST /v1/algo/demo/Hello': reply(200, { result: 1 }) });
    expect(await open(server).tryKey(SECRET, 'algo://demo/Hello', 'HAL', never)).toMatchObject({
      allowed: true,
    });
  });

  it('that fails with the key in its message does not show it, nor more than a line', async () => {
    const server = await serve({
      'POST /v1/algo/demo/Hello': reply(200, { error: { message: `${SECRET}\n${'x'.repeat(5_000)}` } }),
    });
    const { message } = await open(server).tryKey(SECRET, 'demo/Hello', 'HAL', never);
    expect(message).not.toContain(SECRET);
    expect(message).not.toContain('\n');
    expect(message.length).toBeLessThan(400);
  });

  it('of one user that is refused does not keep back those of others, some users side by side', async () => {
    const users = ['ann', 'bob', 'cyd'];
    let running = 0;
    let most = 0;
    const slow =
      (then: RawAnswer): RawAnswer =>
      (socket, request) => {
        running += 1;
        most = Math.max(most, running);
        setTimeout(() => {
          running -= 1;
          then(socket, request);
        }, 50);
      };
    const server = await serve({
      'GET /v1/users?limit=2': page(
        users.slice(0, 2).map((username) => ({ username })),
        'n',
      ),
      'GET /v1/users?limit=2&marker=n': page([{ username: 'cyd' }]),
      'GET /v1/organizations?limit=2': page([]),
      'GET /v1/users/ann/algorithms?limit=2': slow(refuse(403, 2001, 'not yours')),
      'GET /v1/users/bob/algorithms?limit=2': slow(page([{ name: 'Sum' }])),
      'GET /v1/users/cyd/algorithms?limit=2': slow(refuse(404, 3000, 'no user')),
    });
    expect(await open(server).resources(never)).toEqual({ names: ['bob/Sum'], users, organizations: [] });
    expect(most).toBe(3);
  });

  it('is unknown where those of every user are refused', async () => {
    const server = await serve({
      'GET /v1/users?limit=2': page([{ username: 'ann' }]),
      'GET /v1/organizations?limit=2': page([]),
      'GET /v1/users/ann/algorithms?limit=2': refuse(403, 2001, 'no'),
    });
    expect(await open(server).resources(never)).toEqual({ names: null, users: ['ann'], organizations: [] });
  });
});
