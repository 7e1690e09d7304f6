import { listKeys, OutcomeUnknown, type ClusterAdapter, type Reach } from '#electron/clusters/adapter';
import { createAlgoliaAdapters } from '#electron/clusters/algolia/adapter';
import { DEFAULT_ALGOLIA_LIMITS } from '#electron/clusters/algolia/limits';
import { createNodeTransport } from '#electron/clusters/node-transport';
import { AppError, type AppErrorData } from '#shared/errors';
import { preview } from '#shared/kinds/algolia/preview';
import { algoliaSpecSchema, type AlgoliaSpec } from '#shared/kinds/algolia/spec';
import { afterEach, describe, expect, it } from 'vitest';
import { certificate, freePort, json, startRawServer, type RawAnswer, type RawServer } from './raw-server';

const CREDENTIAL = 'canary00admin00credential00canary';
const SECRET = 'feedbeef00feedbeef00feedbeef0012';
const NOW = Date.parse('2026-11-23T12:00:00Z');
const LIMITS = {
  ...DEFAULT_ALGOLIA_LIMITS,
  connectMs: 500,
  readMs: 300,
  listMs: 300,
  changeMs: 300,
  answerBytes: 50_000,
  listBytes: 100_000,
  rateLimitMaxMs: 2_000,
  visibleMs: 1_500,
  pollStepMs: 5,
};

const servers: RawServer[] = [];
afterEach(async () => {
  await Promise.all(servers.splice(0).map((server) => server.close()));
});

async function serve(answer: RawAnswer, options?: Parameters<typeof startRawServer>[1]): Promise<RawServer> {
  const server = await startRawServer(answer, options);
  servers.push(server);
  return server;
}

const date = (at: number): { Date: string } => ({ Date: new Date(at).toUTCString() });
const reply =
  (status: number, body: unknown, headers: Readonly<Record<string, string>> = {}): RawAnswer =>
  (socket) =>
    socket.write(json(status, body, headers));
const drop: RawAnswer = (socket) => socket.destroy();
const dropInTheMiddle: RawAnswer = (socket) => {
  socket.write('HTTP/1.1 200 OK\r\ncontent-length: 100\r\n\r\n{"key":', () => socket.destroy());
};

function open(
  hosts: readonly string[],
  changes: Partial<Reach> = {},
  clock = (): number => NOW,
): ClusterAdapter {
  return createAlgoliaAdapters(LIMITS).open(
    {
      name: 'shop-prod',
      connection: { applicationId: 'APP', hosts: [...hosts] },
      caPem: null,
      credential: CREDENTIAL,
      clockSkewMs: null,
      ...changes,
    },
    createNodeTransport(),
    clock,
  );
}

const never = new AbortController().signal;
const spec = (changes: Partial<AlgoliaSpec> = {}): AlgoliaSpec =>
  algoliaSpecSchema.parse({
    acl: ['search'],
    description: 'Blog',
    indexes: [],
    maxHitsPerQuery: 0,
    maxQueriesPerIPPerHour: 0,
    queryParameters: '',
    referers: [],
    expiresAt: null,
    ...changes,
  });
const KNOWN = { secret: SECRET, spec: spec() };

async function thrownBy(pending: Promise<unknown>): Promise<unknown> {
  return pending.then(
    () => null,
    (error: unknown) => error,
  );
}

async function errorOf(pending: Promise<unknown>): Promise<AppErrorData> {
  const error = await thrownBy(pending);
  if (!(error instanceof AppError)) throw new Error(`Not an AppError: ${String(error)}`, { cause: error });
  expect(JSON.stringify([error.toData(), String(error.cause)])).not.toContain(CREDENTIAL);
  expect(JSON.stringify([error.toData(), String(error.cause)])).not.toContain(SECRET);
  return error.toData();
}

const changes: readonly (readonly [
  string,
  (adapter: ClusterAdapter, signal?: AbortSignal) => Promise<unknown>,
])[] = [
  ['create', (adapter, signal = never) => adapter.create(spec(), signal)],
  ['update', (adapter, signal = never) => adapter.update(KNOWN, spec(), signal)],
  ['remove', (adapter, signal = never) => adapter.remove(KNOWN, signal)],
  ['restore', (adapter, signal = never) => adapter.restore(KNOWN, signal)],
];

describe.each(changes)('a change (%s)', (_name, act) => {
  it.each([
    ['is dropped before the answer', drop],
    ['is dropped in the middle of the answer', dropInTheMiddle],
    ['is never answered', () => undefined],
    ['is answered with 500', reply(500, { message: 'broken' })],
    ['is answered with 503', reply(503, { message: 'busy' })],
    ['is answered with rubbish', reply(200, 'rubbish')],
    [
      'is answered with something that is not JSON',
      (socket) => socket.write('HTTP/1.1 200 OK\r\ncontent-length: 6\r\n\r\n{"key"'),
    ],
    ['is answered with nothing', (socket) => socket.write('HTTP/1.1 200 OK\r\ncontent-length: 0\r\n\r\n')],
    ['is redirected', reply(302, {}, { location: 'https://elsewhere.example/' })],
  ] satisfies readonly (readonly [string, RawAnswer])[])(
    'that %s was sent exactly once, to one host, and its outcome is unknown',
    async (_case, answer) => {
      const first = await serve(answer);
      const second = await serve(reply(200, { key: SECRET, createdAt: '', updatedAt: '', deletedAt: '' }));
      const error = await thrownBy(act(open([first.url, second.url])));
      expect(error).toBeInstanceOf(OutcomeUnknown);
      expect(String(error)).toContain('shop-prod');
      expect(String(error)).not.toContain(SECRET);
      expect(first.requests).toHaveLength(1);
      expect(second.connections()).toBe(0);
    },
  );

  it('that is answered with 429 is not repeated, and tells when to try again', async () => {
    const server = await serve(reply(429, { message: 'Too many requests' }, { 'Retry-After': '7' }));
    expect(await errorOf(act(open([server.url])))).toMatchObject({
      code: 'RATE_LIMITED',
      remedy: 'Try again in 7 seconds.',
      details: { status: 429, retryAfterSeconds: 7 },
    });
    expect(server.requests).toHaveLength(1);
  });

  it('that surely never left is an ordinary error, and goes to no other host', async () => {
    const port = await freePort();
    const second = await serve(reply(200, {}));
    expect(await errorOf(act(open([`http://127.0.0.1:${port}`, second.url])))).toMatchObject({
      code: 'UNREACHABLE',
      message: `Cannot reach shop-prod: connection refused (127.0.0.1:${port}).`,
      remedy: 'Check the address or try again.',
    });
    expect(second.connections()).toBe(0);
  });

  it('that is cancelled after it left is unknown; before, it is cancelled', async () => {
    const server = await serve(() => undefined);
    const controller = new AbortController();
    const pending = thrownBy(act(open([server.url]), controller.signal));
    await expect.poll(() => server.requests.length).toBe(1);
    controller.abort();
    expect(await pending).toBeInstanceOf(OutcomeUnknown);
    expect(await errorOf(act(open([server.url]), controller.signal))).toMatchObject({ code: 'CANCELLED' });
    expect(server.requests).toHaveLength(1);
  });

  it('that the credential does not allow says so', async () => {
    const server = await serve(reply(403, { message: 'Method not allowed with this API key' }));
    expect(await errorOf(act(open([server.url])))).toMatchObject({ code: 'CREDENTIAL_LIMITED' });
    const gone = await serve(reply(403, { message: 'Invalid Application-ID or API key' }));
    expect(await errorOf(act(open([gone.url])))).toMatchObject({
      code: 'CREDENTIAL_REFUSED',
      field: 'credential',
    });
  });
});

describe('a refused change', () => {
  it.each(['create', 'update'] as const)(
    'of the settings (%s) shows what the cluster said, without secrets',
    async (name) => {
      const server = await serve(
        reply(400, { message: `acl: unknown ACL "x" (${CREDENTIAL}, ${SECRET})\n` }),
      );
      const act =
        name === 'create'
          ? open([server.url]).create(spec(), never)
          : open([server.url]).update(KNOWN, spec(), never);
      const error = await errorOf(act.catch((thrown: unknown) => Promise.reject(thrown)));
      expect(error).toMatchObject({ code: 'SPEC_REFUSED', details: { status: 400 } });
      expect(error.message).toContain('unknown ACL "x"');
    },
  );

  it('of a key that is not there says that it is gone', async () => {
    const server = await serve(reply(404, { message: 'Key does not exist' }));
    expect(await errorOf(open([server.url]).update(KNOWN, spec(), never))).toMatchObject({
      code: 'KEY_GONE',
    });
    expect(await errorOf(open([server.url]).remove(KNOWN, never))).toMatchObject({ code: 'KEY_GONE' });
    expect(await errorOf(open([server.url]).restore(KNOWN, never))).toMatchObject({ code: 'KEY_GONE' });
  });

  it('of a restore before the delete is through says to try again', async () => {
    const server = await serve(reply(404, { message: 'Key already exists' }));
    expect(await errorOf(open([server.url]).restore(KNOWN, never))).toMatchObject({
      code: 'SERVER_ERROR',
      message: 'shop-prod has not finished deleting this key.',
    });
  });

  it('whose expiry has passed is not sent', async () => {
    const server = await serve(drop);
    const pending = open([server.url]).create(spec({ expiresAt: NOW - 1 }), never);
    expect(await errorOf(pending)).toMatchObject({ code: 'VALIDATION', field: 'expiresAt' });
    expect(server.connections()).toBe(0);
  });
});

describe('what a change sends', () => {
  it('is the full spec for an update, and only what differs from the defaults for a create', async () => {
    const server = await serve((socket, { method }) =>
      socket.write(
        json(200, method === 'PUT' ? { key: SECRET, updatedAt: 'x' } : { key: SECRET, createdAt: 'x' }),
      ),
    );
    const adapter = open([server.url]);
    await adapter.create(spec({ indexes: ['b_*', 'a_*'] }), never);
    await adapter.update(KNOWN, spec(), never);
    expect(server.requests.map(({ method, path }) => `${method} ${path.split('?')[0]}`)).toEqual([
      'POST /1/keys',
      `PUT /1/keys/${SECRET}`,
    ]);
    const [created, updated] = server.requests.map(({ body }): unknown => JSON.parse(body));
    expect(created).toEqual({ acl: ['search'], description: 'Blog', indexes: ['b_*', 'a_*'] });
    expect(updated).toEqual({
      acl: ['search'],
      description: 'Blog',
      indexes: [],
      referers: [],
      maxHitsPerQuery: 0,
      maxQueriesPerIPPerHour: 0,
      queryParameters: '',
      validity: 0,
    });
  });

  it('is what the preview shows, member by member in the same order', async () => {
    const server = await serve(reply(200, { key: SECRET, createdAt: 'x' }));
    const wanted = spec({ indexes: ['b_*'], referers: ['*.example.com'], maxHitsPerQuery: 20 });
    await open([server.url]).create(wanted, never);
    const shown: unknown = JSON.parse(preview(wanted, 'create', NOW).body);
    expect(server.requests[0]?.body).toBe(JSON.stringify(shown));
  });

  it('turns the expiry into a duration by the clock of the cluster', async () => {
    const server = await serve(reply(200, { key: SECRET, createdAt: 'x' }));
    const expiresAt = NOW + 3_600_000;
    await open([server.url]).create(spec({ expiresAt }), never);
    await open([server.url], { clockSkewMs: 60_000 }).create(spec({ expiresAt }), never);
    expect(server.requests.map(({ body }): unknown => JSON.parse(body))).toMatchObject([
      { validity: 3600 },
      { validity: 3540 },
    ]);
  });

  it('carries the credential in headers, not in the address', async () => {
    const server = await serve(reply(200, { key: SECRET, createdAt: 'x' }));
    await open([server.url]).create(spec(), never);
    expect(server.requests[0]?.path).not.toContain(CREDENTIAL);
    expect(server.requests[0]?.head).toMatch(new RegExp(`x-algolia-api-key: ${CREDENTIAL}`, 'i'));
  });
});

describe('a read', () => {
  const list = { keys: [{ value: SECRET, createdAt: 1760000000, acl: ['search'], validity: 60 }] };

  it('goes on to the next host after a dropped connection, a time-out, a 503 and a refused connection', async () => {
    const dead = await freePort();
    const bad = await Promise.all([serve(drop), serve(() => undefined), serve(reply(503, {}))]);
    const good = await serve(reply(200, list, date(NOW)));
    const adapter = open([`http://127.0.0.1:${dead}`, ...bad.map(({ url }) => url), good.url]);
    const { keys } = await listKeys(adapter, never);
    expect(keys).toHaveLength(1);
    expect([...bad, good].map(({ requests }) => requests.length)).toEqual([1, 1, 1, 1]);
  });

  const many = (count: number) => Array.from({ length: count }, (_, at) => ({ value: `key${at}` }));

  it('tells a long list in pages, as soon as each is read', async () => {
    const server = await serve(reply(200, { keys: many(2_345) }, date(NOW)));
    const sizes: number[] = [];
    for await (const { keys, total } of open([server.url]).pages(never)) {
      expect(total).toBe(2_345);
      sizes.push(keys.length);
    }
    expect(sizes).toEqual([1_000, 1_000, 345]);
    expect(server.requests).toHaveLength(1);
  });

  it('tells the clock of a cluster without keys', async () => {
    const server = await serve(reply(200, { keys: [] }, date(NOW)));
    const { keys, clockSkewMs } = await listKeys(open([server.url]), never);
    expect(keys).toEqual([]);
    expect(clockSkewMs).not.toBeNull();
  });

  it('says which key of a long list it cannot read, and no secret', async () => {
    const keys = [...many(1_500), { value: SECRET, acl: ['search', 7] }];
    const server = await serve(reply(200, { keys }));
    const { code, message } = await errorOf(listKeys(open([server.url]), never));
    expect(code).toBe('BAD_ANSWER');
    expect(message).toContain('"keys.1500.acl.1" has an unexpected form');
    expect(message).not.toContain(SECRET);
  });

  it('stops between pages when it is cancelled', async () => {
    const server = await serve(reply(200, { keys: many(2_345) }));
    const controller = new AbortController();
    const read: number[] = [];
    const reading = (async () => {
      for await (const { keys } of open([server.url]).pages(controller.signal)) {
        read.push(keys.length);
        controller.abort();
      }
    })();
    expect(await errorOf(reading)).toMatchObject({ code: 'CANCELLED' });
    expect(read).toEqual([1_000]);
  });

  it('tells the last failure when every host fails', async () => {
    const port = await freePort();
    const broken = await serve(reply(500, { message: 'broken' }));
    expect(await errorOf(listKeys(open([broken.url, `http://127.0.0.1:${port}`]), never))).toMatchObject({
      code: 'UNREACHABLE',
      field: 'connection.hosts',
    });
    expect(await errorOf(listKeys(open([broken.url]), never))).toMatchObject({
      code: 'SERVER_ERROR',
      message: 'shop-prod failed with status 500. It said: broken',
    });
  });

  it('waits out a 429 as long as it is told to', async () => {
    const began = Date.now();
    let asked = 0;
    const server = await serve((socket) => {
      asked += 1;
      socket.write(
        asked === 1 ? json(429, { message: 'Too many' }, { 'Retry-After': '1' }) : json(200, list),
      );
    });
    await listKeys(open([server.url]), never);
    expect(Date.now() - began).toBeGreaterThanOrEqual(1000);
    expect(server.requests).toHaveLength(2);
  });

  it('gives up on a 429 that lasts, on one that asks for too long, and when it is cancelled meanwhile', async () => {
    const lasting = await serve(reply(429, { message: 'Too many' }, { 'Retry-After': '0' }));
    expect(await errorOf(listKeys(open([lasting.url]), never))).toMatchObject({ code: 'RATE_LIMITED' });
    expect(lasting.requests).toHaveLength(4);
    const long = await serve(reply(429, {}, { 'Retry-After': '3600' }));
    expect(await errorOf(listKeys(open([long.url]), never))).toMatchObject({
      code: 'RATE_LIMITED',
      details: { retryAfterSeconds: 3600 },
    });
    expect(long.requests).toHaveLength(1);
    const patient = await serve(reply(429, {}, { 'Retry-After': '2' }));
    const controller = new AbortController();
    const pending = errorOf(listKeys(open([patient.url]), controller.signal));
    await expect.poll(() => patient.requests.length).toBe(1);
    controller.abort();
    expect(await pending).toMatchObject({ code: 'CANCELLED' });
  });

  it.each([
    ['CREDENTIAL_REFUSED', reply(403, { message: 'Invalid Application-Id or API-Key' })],
    ['CREDENTIAL_LIMITED', reply(403, { message: 'Method not allowed with this API key' })],
    ['FORBIDDEN', reply(403, { message: 'Method not allowed with this referer' })],
    ['CREDENTIAL_REFUSED', reply(401, { message: 'who?' })],
    [
      'CREDENTIAL_REFUSED',
      reply(400, { message: '"validUntil" parameter expired (less than current date)' }),
    ],
    ['BAD_ANSWER', reply(404, { message: 'nothing here' })],
    ['BAD_ANSWER', reply(200, { keys: 'none' })],
    ['BAD_ANSWER', reply(200, { keys: [{ value: SECRET, maxHitsPerQuery: -5 }] })],
    ['BAD_ANSWER', (socket) => socket.write('HTTP/1.1 200 OK\r\ncontent-length: 5\r\n\r\n<html')],
    ['BAD_ANSWER', (socket) => socket.end(`HTTP/1.1 200 OK\r\n\r\n${'x'.repeat(200_000)}`)],
    ['BAD_ANSWER', reply(302, {}, { location: 'https://elsewhere.example/' })],
    ['NOT_OFFERED', reply(402, { message: 'not in your plan' })],
    ['TIMEOUT', () => undefined],
    ['CONNECTION_LOST', drop],
    ['CONNECTION_LOST', dropInTheMiddle],
  ] satisfies readonly (readonly [string, RawAnswer])[])('fails as %s', async (code, answer) => {
    const server = await serve(answer);
    expect(await errorOf(listKeys(open([server.url]), never))).toMatchObject({ code });
  });

  it('names the application id where the host names are made from it', async () => {
    const adapter = open([], { connection: { applicationId: 'NO-SUCH-APP', hosts: [] } });
    const error = await errorOf(listKeys(adapter, never));
    expect(error.code).toBe('UNREACHABLE');
    expect(error.field).toBe('connection.applicationId');
  });

  it('computes expiries from the Date header, and tells seconds from milliseconds', async () => {
    const ahead = NOW + 90_000;
    const server = await serve(
      reply(
        200,
        {
          keys: [
            { value: SECRET, createdAt: 1760000000, acl: ['search'], validity: 60 },
            { value: `${SECRET}2`, createdAt: 1760000000123, acl: ['search'], validity: 0 },
          ],
        },
        date(ahead),
      ),
    );
    const { keys, clockSkewMs } = await listKeys(open([server.url]), never);
    expect(keys[0]).toMatchObject({ createdAt: 1760000000000, spec: { expiresAt: ahead + 60_000 } });
    expect(keys[1]).toMatchObject({ createdAt: 1760000000123, spec: { expiresAt: null } });
    expect(clockSkewMs).toBeGreaterThan(89_000);
    expect(clockSkewMs).toBeLessThan(91_500);
  });
});

describe('waiting until a change shows', () => {
  const info = (changes: object = {}): object => ({
    value: SECRET,
    createdAt: 1760000000,
    acl: ['search'],
    description: 'Blog',
    validity: 0,
    ...changes,
  });

  /** Answers in turn; the last one for ever. */
  const inTurn = (...answers: readonly string[]): RawAnswer => {
    let asked = 0;
    return (socket) => {
      socket.write(answers[Math.min(asked, answers.length - 1)] ?? '');
      asked += 1;
    };
  };
  const gone = json(404, { message: 'Key does not exist' });

  it('ends when a new key is there, and counts its reads', async () => {
    const server = await serve(inTurn(gone, gone, json(200, info())));
    const attempts: number[] = [];
    const result = await open([server.url]).waitUntilVisible(
      KNOWN,
      { exists: true, spec: null },
      (attempt) => attempts.push(attempt),
      never,
    );
    expect(result).toMatchObject({ settled: true, key: { secret: SECRET } });
    expect(attempts).toEqual([1, 2, 3]);
  });

  it('ends when a key is gone', async () => {
    const server = await serve(inTurn(json(200, info()), gone));
    const result = await open([server.url]).waitUntilVisible(
      KNOWN,
      { exists: false },
      () => undefined,
      never,
    );
    expect(result).toEqual({ settled: true, key: null });
  });

  it('ends when an update shows, though empty members are omitted and the validity runs', async () => {
    const old = json(200, info({ maxHitsPerQuery: 20 }), date(NOW));
    const updated = json(200, { value: SECRET, createdAt: 1, acl: ['browse'], validity: 3597 }, date(NOW));
    const server = await serve(inTurn(old, old, updated));
    const wanted = spec({ acl: ['browse'], description: '', expiresAt: NOW + 3_600_000 });
    const result = await open([server.url]).waitUntilVisible(
      KNOWN,
      { exists: true, spec: wanted },
      () => undefined,
      never,
    );
    expect(result.settled).toBe(true);
    expect(server.requests).toHaveLength(3);
  });

  it('looks again a few times for an expiry that is all that changed', async () => {
    const server = await serve(
      inTurn(json(200, info({ validity: 100 }), date(NOW)), json(200, info({ validity: 7200 }), date(NOW))),
    );
    const wanted = { exists: true, spec: spec({ expiresAt: NOW + 7_200_000 }) } as const;
    const result = await open([server.url]).waitUntilVisible(KNOWN, wanted, () => undefined, never);
    expect(result).toMatchObject({ settled: true, key: { spec: { expiresAt: NOW + 7_200_000 } } });
    const stubborn = await serve(reply(200, info({ validity: 100 }), date(NOW)));
    const settled = await open([stubborn.url]).waitUntilVisible(KNOWN, wanted, () => undefined, never);
    expect(settled.settled).toBe(true);
  });

  it('is bounded, and says what it saw last', async () => {
    const server = await serve(reply(200, info({ acl: ['browse'] })));
    const result = await open([server.url], {}, Date.now).waitUntilVisible(
      KNOWN,
      { exists: true, spec: spec() },
      () => undefined,
      never,
    );
    expect(result).toMatchObject({ settled: false, key: { spec: { acl: ['browse'] } } });
  });

  it('stops when it is cancelled', async () => {
    const server = await serve(reply(404, { message: 'Key does not exist' }));
    const controller = new AbortController();
    const pending = errorOf(
      open([server.url]).waitUntilVisible(
        KNOWN,
        { exists: true, spec: null },
        (attempt) => attempt === 3 && controller.abort(),
        controller.signal,
      ),
    );
    expect(await pending).toMatchObject({ code: 'CANCELLED' });
  });
});

describe('a private authority', () => {
  it('is needed for a server of its own, and passes for that cluster alone', async () => {
    const options = { tls: { cert: certificate('server.pem'), key: certificate('server.key') } };
    const server = await serve(reply(200, { keys: [] }), options);
    expect(await errorOf(listKeys(open([server.url]), never))).toMatchObject({
      code: 'TLS_UNTRUSTED',
      field: 'caPem',
    });
    await listKeys(open([server.url], { caPem: certificate('ca.pem') }), never);
    expect(await errorOf(listKeys(open([server.url]), never))).toMatchObject({ code: 'TLS_UNTRUSTED' });
  });

  it('that is missing fails a change before it is sent', async () => {
    const options = { tls: { cert: certificate('server.pem'), key: certificate('server.key') } };
    const server = await serve(reply(200, {}), options);
    expect(await errorOf(open([server.url]).create(spec(), never))).toMatchObject({ code: 'TLS_UNTRUSTED' });
    expect(server.requests).toHaveLength(0);
  });
});
