import { OutcomeUnknown } from '#electron/clusters/adapter';
import { refusedActions } from '#electron/clusters/not-offered';
import { authorizationOf } from '#electron/clusters/algorithmia/calls';
import { describe, expect, it } from 'vitest';
import {
  ANN,
  CREDENTIAL,
  KNOWN,
  PERMISSIONS,
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
import { freePort, type RawAnswer } from './raw-server';

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

  it.each([
    ['update', 'PUT /v1/users/ann/keys/id%201', 401, 'change'],
    ['remove', 'DELETE /v1/users/ann/keys/id%201', 403, 'delete'],
    ['rotate', 'POST /v1/users/ann/keys/id%201/rotate', 401, 'rotate'],
  ] as const)(
    'of a user that an admin key may read and not %s says so, and proves nothing of others',
    async (action, request, status, act) => {
      const server = await serve({
        'GET /v1/users/ann/keys': reply(200, [wireKey()]),
        'GET /v1/users?limit=1': page([{ username: 'ann' }]),
        [request]: refuse(status, 2001, 'sign in'),
      });
      const adapter = open(server);
      const sent = action === 'update' ? adapter.update(KNOWN, spec(), never) : adapter[action](KNOWN, never);
      const error = await errorOf(sent);
      expect([error.code, refusedActions(error)]).toEqual(['NOT_OFFERED', []]);
      expect(error.message).toBe(`algo-prod does not let admin keys ${act} keys of users.`);
      expect(server.requests.filter(({ method }) => method !== 'GET')).toHaveLength(1);
    },
  );

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
    const error = await open(server)
      .create(spec(), never)
      .catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(OutcomeUnknown);
    expect(String(error)).toMatch(/algo-prod.*\.$/);
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
