import { listKeys, OutcomeUnknown, type ClusterAdapter, type Reach } from '#electron/clusters/adapter';
import { createAlgorithmiaAdapters } from '#electron/clusters/algorithmia/adapter';
import { refusedActions } from '#electron/clusters/not-offered';
import { authorizationOf } from '#electron/clusters/algorithmia/calls';
import { DEFAULT_ALGORITHMIA_LIMITS } from '#electron/clusters/algorithmia/limits';
import { createNodeTransport } from '#electron/clusters/node-transport';
import { AppError } from '#shared/errors';
import { algorithmiaSpecSchema, type AlgorithmiaSpec } from '#shared/kinds/algorithmia/spec';
import { afterEach, describe, expect, it } from 'vitest';
import { freePort, json, startRawServer, type RawAnswer, type RawServer } from './raw-server';

const CREDENTIAL = 'simCanaryAdminCredential0123';
const SECRET = 'simFeedBeef+0123/456789abcde';
const NOW = Date.parse('2026-11-23T12:00:00Z');
const never = new AbortController().signal;

const servers: RawServer[] = [];
afterEach(async () => {
  await Promise.all(servers.splice(0).map((server) => server.close()));
});

/** Answers by method and path; everything else is a 404 without a code, as of a server that has no such endpoint. */
async function serve(answers: Readonly<Record<string, RawAnswer>>): Promise<RawServer> {
  const server = await startRawServer((socket, request) => {
    const found = answers[`${request.method} ${request.path}`];
    if (found === undefined) socket.write(json(404, {}));
    else found(socket, request);
  });
  servers.push(server);
  return server;
}

const reply =
  (status: number, body: unknown, headers: Readonly<Record<string, string>> = {}): RawAnswer =>
  (socket) =>
    socket.write(json(status, body, { date: new Date(NOW).toUTCString(), ...headers }));
const refuse = (status: number, code: number, message: string): RawAnswer =>
  reply(status, { error: { code, message } });
const page = (results: readonly unknown[], marker: string | null = null): RawAnswer =>
  reply(200, { marker, next_link: null, results });

function open(server: Pick<RawServer, 'url'>, changes: Partial<Reach> = {}): ClusterAdapter {
  return createAlgorithmiaAdapters({
    ...DEFAULT_ALGORITHMIA_LIMITS,
    connectMs: 500,
    readMs: 500,
    changeMs: 500,
    pageSize: 2,
    visibleMs: 300,
    pollMs: 5,
  }).open(
    {
      name: 'algo-prod',
      connection: { baseUrl: server.url },
      caPem: null,
      credential: CREDENTIAL,
      clockSkewMs: null,
      ...changes,
    },
    createNodeTransport(),
    Date.now,
  );
}

const ANN = { sort: 'user', user: 'ann' } as const;
const spec = (changes: Partial<AlgorithmiaSpec> = {}): AlgorithmiaSpec =>
  algorithmiaSpecSchema.parse({
    key_type: 'standard',
    owner: ANN,
    key_label: 'ci',
    algo_acl: ['algo://demo/Hello/*'],
    allow_algo: true,
    allow_web_algo: false,
    referer_host: '',
    allow_data: true,
    allow_data_write: false,
    allow_algo_management: false,
    ...changes,
  });
const KNOWN = { secret: SECRET, spec: spec() };

const PERMISSIONS = {
  allow_data: true,
  allow_data_write: false,
  allow_algo: true,
  allow_web_algo: false,
  algo_acl: ['algo://demo/Hello/*'],
  referer_host: '',
  allow_algo_management: false,
};
const wireKey = (changes: Readonly<Record<string, unknown>> = {}) => ({
  username: 'ann',
  key_label: 'ci',
  created_at: '2026-10-14T20:31:00Z',
  api_key_mask: 'simFee****',
  api_key: SECRET,
  key_type: 'AlgorithmKey',
  permissions: PERMISSIONS,
  key_id: 'id 1',
  ...changes,
});

async function errorOf(pending: Promise<unknown>): Promise<AppError> {
  const error: unknown = await pending.then(
    () => null,
    (thrown: unknown) => thrown,
  );
  if (!(error instanceof AppError)) throw new Error(`Not an AppError: ${String(error)}`, { cause: error });
  const told = JSON.stringify([error.toData(), String(error.cause)]);
  expect(told).not.toContain(CREDENTIAL);
  expect(told).not.toContain(SECRET);
  return error;
}

describe('a credential', () => {
  const jwt = `eyJhbGciOiJSUzI1NiJ9.${'a'.repeat(20)}.${'b'.repeat(20)}`;

  it.each([
    ['simAbc', 'Simple simAbc'],
    ['  simAbc \n', 'Simple simAbc'],
    ['Simple simAbc', 'Simple simAbc'],
    ['simple   simAbc', 'Simple simAbc'],
    [jwt, `Bearer ${jwt}`],
    [`bearer ${jwt}`, `Bearer ${jwt}`],
    ['sim.with.dots', 'Simple sim.with.dots'],
  ])('%j is sent as %j', (pasted, sent) => {
    expect(authorizationOf(pasted)).toBe(sent);
  });

  it('of an administrator may list the users', async () => {
    const server = await serve({ 'GET /v1/users?limit=1': page([]) });
    const { access, clockSkewMs } = await open(server).verify(never);
    expect(access).toEqual({ level: 'admin' });
    expect(clockSkewMs).not.toBeNull();
    expect(server.requests[0]?.head).toMatch(new RegExp(`authorization: Simple ${CREDENTIAL}`, 'i'));
  });

  it('that is a standard key is recognised, with what it cannot do', async () => {
    const server = await serve({ 'GET /v1/users?limit=1': refuse(403, 2001, 'not authorized') });
    expect((await open(server).verify(never)).access).toMatchObject({
      level: 'limited',
      reason: expect.stringContaining('needs an admin key'),
    });
  });

  it.each([
    ['wrapped', reply(401, { error: { id: 'x', code: 2002, message: `unknown ${CREDENTIAL}` } })],
    ['flat', reply(401, { code: 2002, message: 'unknown' })],
    [
      'in a header, with an empty body',
      (socket) =>
        socket.write('HTTP/1.1 401 No\r\nx-error-message: unknown key\r\ncontent-length: 0\r\n\r\n'),
    ],
  ] satisfies readonly (readonly [string, RawAnswer])[])(
    'that is unknown is refused at its field, the error being %s',
    async (_, answer) => {
      const server = await serve({ 'GET /v1/users?limit=1': answer });
      const error = await errorOf(open(server).verify(never));
      expect([error.code, error.field]).toEqual(['CREDENTIAL_REFUSED', 'credential']);
    },
  );

  it('that is a token is not called a key, and no message shows it without the scheme that was pasted along', async () => {
    const server = await serve({ 'GET /v1/users?limit=1': refuse(401, 2002, `expired: ${jwt}`) });
    const error = await errorOf(open(server, { credential: `Bearer ${jwt}` }).verify(never));
    expect(error.code).toBe('CREDENTIAL_REFUSED');
    expect(`${error.message} ${error.remedy}`).toMatch(/token.*expired/);
    const failing = await serve({ 'GET /v1/users?limit=1': refuse(500, 5001, `who is ${jwt}`) });
    const failed = await errorOf(open(failing, { credential: `bearer ${jwt}` }).verify(never));
    expect(failed.message).toContain('who is …');
    expect(failed.message).not.toContain(jwt);
  });

  it('for a server that does not answer names the field of the address', async () => {
    const error = await errorOf(open({ url: `http://127.0.0.1:${await freePort()}` }).verify(never));
    expect([error.code, error.field]).toEqual(['UNREACHABLE', 'connection.baseUrl']);
  });
});

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

describe('one key', () => {
  it('is found among those of its owner by its secret', async () => {
    const server = await serve({
      'GET /v1/users/ann/keys': reply(200, [wireKey({ api_key: 'simOther' }), wireKey()]),
    });
    expect(await open(server).get(KNOWN, never)).toMatchObject({ secret: SECRET, spec: spec() });
    expect(await open(server).get({ ...KNOWN, secret: 'simNobody' }, never)).toBeNull();
  });

  it.each([
    ['404 and a code', refuse(404, 3000, 'no user')],
    ['409, as the specification has it', refuse(409, 3000, 'no user')],
    ['409 with an empty body', (socket) => socket.write('HTTP/1.1 409 No\r\ncontent-length: 0\r\n\r\n')],
  ] satisfies readonly (readonly [string, RawAnswer])[])(
    'is absent when its owner is: %s',
    async (_, answer) => {
      const server = await serve({ 'GET /v1/users/ann/keys': answer });
      expect(await open(server).get(KNOWN, never)).toBeNull();
    },
  );

  it.each([
    [ANN, 'POST /v1/users/ann/keys', { key_type: 'AlgorithmKey', key_label: 'ci', permissions: PERMISSIONS }],
    [
      { sort: 'organization', organization: 'acme' },
      'POST /v1/organizations/acme/keys',
      { key_label: 'ci', permissions: PERMISSIONS },
    ],
    [
      { sort: 'member', organization: 'acme', user: 'bob' },
      'POST /v1/organizations/acme/members/bob/keys',
      { key_type: 'AlgorithmKey', key_label: 'ci', permissions: PERMISSIONS },
    ],
  ] as const)('of %j is created with all of its permissions', async (owner, request, body) => {
    const server = await serve({ [request]: reply(201, wireKey()) });
    expect(await open(server).create(spec({ owner }), never)).toEqual({ secret: SECRET });
    expect(JSON.parse(server.requests[0]?.body ?? '')).toEqual(body);
  });

  it('of an administrator is created with its name alone', async () => {
    const server = await serve({
      'POST /v1/users/ann/keys': reply(200, wireKey({ key_type: 'PlatformAdminKey' })),
    });
    await open(server).create(spec({ key_type: 'admin', key_label: 'ops' }), never);
    expect(JSON.parse(server.requests[0]?.body ?? '')).toEqual({
      key_type: 'PlatformAdminKey',
      key_label: 'ops',
    });
  });

  it('is replaced and deleted by its id, which is looked up', async () => {
    const server = await serve({
      'GET /v1/users/ann/keys': reply(200, [wireKey()]),
      'PUT /v1/users/ann/keys/id%201': reply(200, wireKey()),
      'DELETE /v1/users/ann/keys/id%201': (socket) => socket.write('HTTP/1.1 204 Gone\r\n\r\n'),
    });
    await open(server).update(KNOWN, spec({ key_label: 'new' }), never);
    await open(server).remove(KNOWN, never);
    expect(server.requests.map(({ method }) => method)).toEqual(['GET', 'PUT', 'GET', 'DELETE']);
    expect(JSON.parse(server.requests[1]?.body ?? '')).toEqual({
      key_label: 'new',
      permissions: PERMISSIONS,
    });
  });

  it.each([
    ['without ids', {}, { key_id: null }],
    ['that answers 404 without a code', {}, {}],
    ['that answers 405', { 'PUT /v1/users/ann/keys/id%201': reply(405, {}) }, {}],
    [
      'that says it is not implemented',
      { 'PUT /v1/users/ann/keys/id%201': refuse(501, 5005, 'not implemented') },
      {},
    ],
  ])('cannot be changed on a cluster %s, and the way around is told', async (_, answers, changes) => {
    const server = await serve({ 'GET /v1/users/ann/keys': reply(200, [wireKey(changes)]), ...answers });
    const error = await errorOf(open(server).update(KNOWN, spec(), never));
    expect(error.code).toBe('NOT_OFFERED');
    expect(error.remedy).toContain('Create a new key');
    expect(refusedActions(error)).toContain('update');
  });

  it.each([
    ['remove', 'DELETE /v1/users/ann/keys/id%201', 'deleting'],
    ['rotate', 'POST /v1/users/ann/keys/id%201/rotate', 'rotating'],
  ] as const)('that is refused to %s says so of that alone', async (action, request, doing) => {
    const server = await serve({
      'GET /v1/users/ann/keys': reply(200, [wireKey()]),
      [request]: reply(405, {}),
    });
    const error = await errorOf(open(server)[action](KNOWN, never));
    expect([error.code, refusedActions(error)]).toEqual(['NOT_OFFERED', [action]]);
    expect(error.message).toBe(`algo-prod does not offer ${doing} single keys.`);
  });

  it('is not taken for gone where the cluster says that it does not list keys', async () => {
    const server = await serve({ 'GET /v1/users/ann/keys': refuse(404, 5005, 'not implemented') });
    expect((await errorOf(open(server).get(KNOWN, never))).code).toBe('NOT_OFFERED');
  });

  it('that is rotated to the secret that it has is not known to be rotated', async () => {
    const server = await serve({
      'GET /v1/users/ann/keys': reply(200, [wireKey()]),
      'POST /v1/users/ann/keys/id%201/rotate': reply(200, wireKey()),
    });
    await expect(open(server).rotate(KNOWN, never)).rejects.toBeInstanceOf(OutcomeUnknown);
  });

  it.each([
    ['401', refuse(401, 2002, 'sign in')],
    ['403', refuse(403, 2001, 'sign in')],
    ['501 and the code for it', refuse(501, 5005, 'not implemented')],
  ])('of a user that an admin key may not create, with %s, is refused at its owner', async (_, answer) => {
    const server = await serve({
      'POST /v1/users/ann/keys': answer,
      'GET /v1/users?limit=1': page([{ username: 'ann' }]),
    });
    const error = await errorOf(open(server).create(spec(), never));
    expect([error.code, error.field]).toEqual(['NOT_OFFERED', 'owner']);
    expect(error.remedy).toContain('organizations');
    expect(refusedActions(error)).toEqual(['createUserKey']);
    expect(server.requests.filter(({ method }) => method === 'POST')).toHaveLength(1);
  });

  it.each([
    [401, 'CREDENTIAL_REFUSED'],
    [403, 'CREDENTIAL_LIMITED'],
  ])(
    'of a user is refused for the key itself when that may nothing else either (%i)',
    async (status, code) => {
      const server = await serve({
        'POST /v1/users/ann/keys': refuse(status, 2001, 'no'),
        'GET /v1/users/ann/keys': refuse(status, 2001, 'no'),
        'GET /v1/users?limit=1': refuse(status, 2001, 'no'),
      });
      const created = await errorOf(open(server).create(spec(), never));
      const read = await errorOf(open(server).get(KNOWN, never));
      expect([created.code, read.code, refusedActions(created)]).toEqual([code, code, []]);
    },
  );

  it('of a user that admin keys may not list is not taken for gone', async () => {
    const server = await serve({
      'GET /v1/users/ann/keys': refuse(401, 2002, 'sign in'),
      'GET /v1/users?limit=1': page([]),
    });
    const error = await errorOf(open(server).get(KNOWN, never));
    expect([error.code, error.message]).toEqual([
      'NOT_OFFERED',
      expect.stringContaining('does not list keys of users'),
    ]);
  });

  it('that is gone is told so, before and while it is changed', async () => {
    const gone = await serve({ 'GET /v1/users/ann/keys': reply(200, []) });
    expect((await errorOf(open(gone).remove(KNOWN, never))).code).toBe('KEY_GONE');
    const going = await serve({
      'GET /v1/users/ann/keys': reply(200, [wireKey()]),
      'DELETE /v1/users/ann/keys/id%201': refuse(404, 2002, 'no such key'),
    });
    expect((await errorOf(open(going).remove(KNOWN, never))).code).toBe('KEY_GONE');
  });

  it('that the cluster objects to tells its words', async () => {
    const server = await serve({ 'POST /v1/users/ann/keys': refuse(400, 6001, `bad host near ${SECRET}`) });
    const error = await errorOf(open(server).create(spec(), never));
    expect([error.code, error.message]).toEqual(['SPEC_REFUSED', expect.stringContaining('bad host near')]);
  });

  it.each([
    ['a dropped connection', ((socket) => socket.destroy()) satisfies RawAnswer],
    ['no answer in time', (() => undefined) satisfies RawAnswer],
    ['a failure of the server', refuse(500, 5001, 'internal')],
    ['an answer that is no key', reply(200, { done: true })],
    ['a key without its secret', reply(200, wireKey({ api_key: null }))],
  ])('is sent once, and its outcome unknown, after %s', async (_, answer) => {
    const server = await serve({ 'POST /v1/users/ann/keys': answer });
    await expect(open(server).create(spec(), never)).rejects.toBeInstanceOf(OutcomeUnknown);
    expect(server.requests).toHaveLength(1);
  });

  it('is awaited until it has what was sent, lists compared as sets', async () => {
    let looks = 0;
    const server = await serve({
      'GET /v1/users/ann/keys': (socket, request) => {
        looks += 1;
        const algo_acl = looks < 3 ? ['algo://demo/Hello/*'] : ['algo://b/x/*', 'algo://a/x/*'];
        reply(200, [wireKey({ permissions: { ...PERMISSIONS, algo_acl } })])(socket, request);
      },
    });
    const wanted = { exists: true, spec: spec({ algo_acl: ['algo://a/x/*', 'algo://b/x/*'] }) } as const;
    const attempts: number[] = [];
    const seen = await open(server).waitUntilVisible(
      KNOWN,
      wanted,
      (attempt) => attempts.push(attempt),
      never,
    );
    expect([seen.settled, attempts]).toEqual([true, [1, 2, 3]]);
    const gone = await open(server).waitUntilVisible(KNOWN, { exists: false }, () => undefined, never);
    expect(gone.settled).toBe(false);
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
          void then(socket, request);
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
