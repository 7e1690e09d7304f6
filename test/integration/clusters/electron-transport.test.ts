import { TransportFailure, type TransportRequest } from '#electron/clusters/transport';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { startElectronTransport, type RemoteTransport } from '../../support/electron-transport';
import { certificate, freePort, json, startRawServer, type RawAnswer, type RawServer } from './raw-server';

let transport: RemoteTransport;
beforeAll(async () => {
  transport = await startElectronTransport();
});
afterAll(() => transport.stop());

const servers: RawServer[] = [];
afterEach(async () => {
  await Promise.all(servers.splice(0).map((server) => server.close()));
});

async function serve(answer: RawAnswer, options?: Parameters<typeof startRawServer>[1]): Promise<RawServer> {
  const server = await startRawServer(answer, options);
  servers.push(server);
  return server;
}

const request = (url: string, changes: Partial<TransportRequest> = {}): TransportRequest => ({
  method: 'GET',
  url,
  headers: {},
  connectTimeoutMs: 2_000,
  totalTimeoutMs: 5_000,
  maxAnswerBytes: 1_000_000,
  caPem: null,
  signal: new AbortController().signal,
  ...changes,
});
const change = (url: string, changes: Partial<TransportRequest> = {}): TransportRequest =>
  request(url, { method: 'POST', body: '{"a":1}', ...changes });

async function failureOf(
  pending: Promise<unknown>,
): Promise<{ sort: string; sent: string; message: string }> {
  const thrown = await pending.then(
    (value: unknown) => value,
    (error: unknown) => error,
  );
  if (!(thrown instanceof TransportFailure))
    throw new Error(`Not a transport failure: ${JSON.stringify(thrown)} ${String(thrown)}`);
  return { sort: thrown.sort, sent: thrown.sent, message: thrown.message };
}

const hang: RawAnswer = () => undefined;
const ok: RawAnswer = (socket) =>
  socket.write(json(200, { ok: true }, { 'X-One': '1', 'Set-Cookie': 'a=b' }));

describe('an exchange over Electron', () => {
  it('gives status, headers in lower case and body', async () => {
    const server = await serve(ok);
    const answer = await transport.send(request(`${server.url}/1/keys?x=y`));
    expect(answer).toMatchObject({ status: 200, body: '{"ok":true}', headers: { 'x-one': '1' } });
    expect(server.requests[0]).toMatchObject({ method: 'GET', path: '/1/keys?x=y' });
  });

  it('sends method, headers and body as they are', async () => {
    const server = await serve(ok);
    const body = JSON.stringify({ description: 'Limité' });
    await transport.send(change(`${server.url}/1/keys`, { headers: { 'x-algolia-api-key': 'k' }, body }));
    expect(server.requests[0]?.head).toMatch(/x-algolia-api-key: k/i);
    expect(Buffer.from(server.requests[0]?.body ?? '', 'latin1').toString('utf8')).toBe(body);
  });

  it('keeps no cookies and no cache between requests', async () => {
    const server = await serve((socket) =>
      socket.write(json(200, {}, { 'Set-Cookie': 'a=b; Path=/', 'Cache-Control': 'max-age=600' })),
    );
    await transport.send(request(server.url));
    await transport.send(request(server.url));
    expect(server.requests).toHaveLength(2);
    expect(server.requests[1]?.head).not.toMatch(/cookie/i);
  });

  it('gives error statuses as answers, a 401 included', async () => {
    const server = await serve((socket, { path }) =>
      socket.write(json(path === '/401' ? 401 : 503, {}, { 'WWW-Authenticate': 'Basic realm="x"' })),
    );
    expect(await transport.send(request(`${server.url}/401`))).toMatchObject({ status: 401 });
    expect(await transport.send(request(`${server.url}/503`))).toMatchObject({ status: 503 });
  });
});

describe('a change over Electron', () => {
  it('is sent exactly once when the connection drops, although reads have used and kept connections', async () => {
    const server = await serve((socket, { method }) => {
      if (method === 'GET') ok(socket, { method, path: '', head: '', body: '' });
      else socket.destroy();
    });
    for (let i = 0; i < 3; i += 1) await transport.send(request(server.url));
    expect(await failureOf(transport.send(change(server.url)))).toMatchObject({
      sort: 'dropped',
      sent: 'maybe',
    });
    expect(server.requests.filter(({ method }) => method === 'POST')).toHaveLength(1);
  });

  it('is sent exactly once when the change before it left a connection that is dead by now', async () => {
    let changes = 0;
    const server = await serve((socket, { method, path, head, body }) => {
      changes += 1;
      if (changes === 1) ok(socket, { method, path, head, body });
      else socket.resetAndDestroy();
    });
    expect(await transport.send(change(server.url))).toMatchObject({ status: 200 });
    expect(await failureOf(transport.send(change(server.url)))).toMatchObject({
      sort: 'dropped',
      sent: 'maybe',
    });
    expect(server.requests).toHaveLength(2);
  });

  it.each(['PUT', 'DELETE', 'POST'] as const)(
    'is sent once as %s, whatever it is dropped by',
    async (method) => {
      const server = await serve((socket) =>
        socket.write('HTTP/1.1 200 OK\r\ncontent-length: 50\r\n\r\n{', () => socket.destroy()),
      );
      expect(await failureOf(transport.send(change(server.url, { method })))).toMatchObject({
        sent: 'maybe',
      });
      expect(server.requests).toHaveLength(1);
    },
  );

  it('does not reach a server that refuses connections, for certain', async () => {
    const port = await freePort();
    expect(await failureOf(transport.send(change(`http://127.0.0.1:${port}/`)))).toMatchObject({
      sort: 'refused',
      sent: 'no',
    });
  });

  it('does not reach a name that does not exist, for certain', async () => {
    expect(await failureOf(transport.send(change('http://castellan-test.invalid/')))).toMatchObject({
      sort: 'not-found',
      sent: 'no',
    });
  });

  it('waits for the one before it on the same server, and for nobody else', async () => {
    const slow = await serve(hang);
    const other = await serve(ok);
    const first = failureOf(transport.send(change(slow.url, { totalTimeoutMs: 1_000 })));
    const second = failureOf(transport.send(change(slow.url, { totalTimeoutMs: 1_000 })));
    expect(await transport.send(change(other.url))).toMatchObject({ status: 200 });
    expect(slow.requests.length).toBeLessThan(2);
    expect(await first).toMatchObject({ sort: 'total-timeout' });
    expect(await second).toMatchObject({ sort: 'total-timeout' });
    expect(slow.requests).toHaveLength(2);
  });
});

describe('a failed exchange over Electron', () => {
  it('tells a refused connection and an unknown name', async () => {
    const port = await freePort();
    expect(await failureOf(transport.send(request(`http://127.0.0.1:${port}/`)))).toMatchObject({
      sort: 'refused',
    });
    expect(await failureOf(transport.send(request('http://castellan-test.invalid/')))).toMatchObject({
      sort: 'not-found',
    });
  });

  it.each([
    ['before the answer', (socket: Parameters<RawAnswer>[0]) => socket.destroy()],
    [
      'in the middle of the answer',
      (socket: Parameters<RawAnswer>[0]) => {
        socket.write('HTTP/1.1 200 OK\r\ncontent-length: 100\r\n\r\n{"half":', () => socket.destroy());
      },
    ],
    [
      'in the middle of a chunked answer',
      (socket: Parameters<RawAnswer>[0]) => {
        socket.write('HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n5\r\nabcde\r\n', () =>
          socket.destroy(),
        );
      },
    ],
  ])('tells a connection dropped %s', async (_case, answer) => {
    const server = await serve(answer);
    expect(await failureOf(transport.send(request(server.url)))).toMatchObject({
      sort: 'dropped',
      sent: 'maybe',
    });
  });

  it('ends an answer that never comes, and one that never ends', async () => {
    const silent = await serve(hang);
    expect(await failureOf(transport.send(request(silent.url, { totalTimeoutMs: 300 })))).toMatchObject({
      sort: 'total-timeout',
    });
    const endless = await serve((socket) => {
      socket.write('HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n');
      const drip = setInterval(() => socket.write('1\r\nx\r\n'), 10);
      socket.on('close', () => clearInterval(drip));
    });
    expect(await failureOf(transport.send(request(endless.url, { totalTimeoutMs: 300 })))).toMatchObject({
      sort: 'total-timeout',
    });
  });

  it('refuses an answer that is too large', async () => {
    const server = await serve((socket) => socket.end(`HTTP/1.1 200 OK\r\n\r\n${'x'.repeat(5_000)}`));
    expect(await failureOf(transport.send(request(server.url, { maxAnswerBytes: 1_000 })))).toMatchObject({
      sort: 'too-large',
    });
  });

  it('follows no redirect', async () => {
    const other = await serve(ok);
    const server = await serve((socket) => socket.write(json(302, {}, { location: other.url })));
    expect(await failureOf(transport.send(request(server.url)))).toMatchObject({ sort: 'redirected' });
    expect(other.requests).toHaveLength(0);
  });

  it('stops when it is cancelled', async () => {
    const server = await serve(hang);
    const controller = new AbortController();
    const pending = failureOf(transport.send(request(server.url, { signal: controller.signal })));
    await expect.poll(() => server.requests.length).toBe(1);
    controller.abort();
    expect(await pending).toMatchObject({ sort: 'aborted' });
  });
});

describe('TLS over Electron', () => {
  const withServer = (name: string): Promise<RawServer> =>
    serve(ok, { tls: { cert: certificate(`${name}.pem`), key: certificate(`${name}.key`) } });
  const pinned = { caPem: certificate('ca.pem') };

  it.each(['GET', 'POST'] as const)(
    'refuses a server of a private authority, and passes with it, for that cluster alone (%s)',
    async (method) => {
      const server = await withServer('server');
      const plain = request(server.url, { method });
      expect(await failureOf(transport.send(plain))).toMatchObject({ sort: 'tls-untrusted', sent: 'no' });
      expect(server.requests).toHaveLength(0);
      expect(await transport.send({ ...plain, ...pinned })).toMatchObject({ status: 200 });
      expect(await failureOf(transport.send(plain))).toMatchObject({ sort: 'tls-untrusted' });
      const other = { caPem: certificate('other-ca.pem') };
      expect(await failureOf(transport.send({ ...plain, ...other }))).toMatchObject({
        sort: 'tls-untrusted',
        message: expect.stringContaining('not issued by the authority'),
      });
      expect(server.requests).toHaveLength(1);
    },
  );

  it('passes a self-signed server that is itself pinned, and one behind an intermediate', async () => {
    const self = await withServer('self-signed');
    expect(await failureOf(transport.send(request(self.url)))).toMatchObject({ sort: 'tls-untrusted' });
    const caPem = certificate('self-signed.pem');
    expect(await transport.send(request(self.url, { caPem }))).toMatchObject({ status: 200 });
    const chained = await serve(ok, {
      tls: {
        cert: certificate('server-of-intermediate.pem') + certificate('intermediate.pem'),
        key: certificate('server-of-intermediate.key'),
      },
    });
    expect(await transport.send(request(chained.url, pinned))).toMatchObject({ status: 200 });
  });

  it.each([
    ['server-expired', /expired|not valid at this time/],
    ['server-elsewhere', /another host name/],
  ])('refuses %s of the pinned authority, and says why', async (name, message) => {
    const server = await withServer(name);
    const failure = await failureOf(transport.send(request(server.url, pinned)));
    expect(failure).toMatchObject({ sort: 'tls-untrusted', sent: 'no' });
    expect(failure.message).toMatch(message);
    expect(server.requests).toHaveLength(0);
  });

  it('tells a server that speaks no TLS', async () => {
    const server = await serve(hang, { greeting: 'HTTP/1.1 400 Bad\r\n\r\n' });
    const pending = transport.send(request(server.url.replace('http:', 'https:')));
    expect(await failureOf(pending)).toMatchObject({ sort: 'tls-failed' });
  });
});
