import { gzipSync } from 'node:zlib';
import { createNodeTransport } from '#electron/clusters/node-transport';
import { TransportFailure, type TransportRequest } from '#electron/clusters/transport';
import { afterEach, describe, expect, it } from 'vitest';
import { certificate, freePort, json, startRawServer, type RawAnswer, type RawServer } from './raw-server';

const transport = createNodeTransport();
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
  connectTimeoutMs: 2000,
  totalTimeoutMs: 4000,
  maxAnswerBytes: 1_000_000,
  caPem: null,
  signal: new AbortController().signal,
  ...changes,
});

async function failureOf(
  pending: Promise<unknown>,
): Promise<{ sort: string; sent: string; message: string }> {
  const thrown = await pending.then(
    () => null,
    (error: unknown) => error,
  );
  if (!(thrown instanceof TransportFailure)) throw new Error(`Not a transport failure: ${String(thrown)}`);
  return { sort: thrown.sort, sent: thrown.sent, message: thrown.message };
}

const hang: RawAnswer = () => undefined;
const ok: RawAnswer = (socket) =>
  socket.write(json(200, { ok: true }, { Date: 'Mon, 23 Nov 2026 12:00:00 GMT' }));

describe('an exchange over Node', () => {
  it('gives status, headers in lower case and body', async () => {
    const server = await serve(ok);
    const answer = await transport.send(request(`${server.url}/1/keys`));
    expect(answer).toMatchObject({ status: 200, body: '{"ok":true}' });
    expect(answer.headers['date']).toBe('Mon, 23 Nov 2026 12:00:00 GMT');
  });

  it('sends method, headers and body as they are', async () => {
    const server = await serve(ok);
    const body = JSON.stringify({ description: 'Limité' });
    await transport.send(
      request(`${server.url}/1/keys?a=b`, { method: 'POST', headers: { 'x-one': '1' }, body }),
    );
    expect(server.requests[0]).toMatchObject({ method: 'POST', path: '/1/keys?a=b' });
    expect(server.requests[0]?.head).toMatch(/x-one: 1/);
    expect(Buffer.from(server.requests[0]?.body ?? '', 'latin1').toString('utf8')).toBe(body);
  });

  it('unpacks a gzipped answer', async () => {
    const packed = gzipSync('{"packed":true}');
    const server = await serve((socket) => {
      socket.write(`HTTP/1.1 200 OK\r\ncontent-encoding: gzip\r\ncontent-length: ${packed.length}\r\n\r\n`);
      socket.write(packed);
    });
    expect((await transport.send(request(server.url))).body).toBe('{"packed":true}');
  });

  it('gives an error status as an answer', async () => {
    const server = await serve((socket) => socket.write(json(503, { message: 'busy' })));
    expect(await transport.send(request(server.url))).toMatchObject({ status: 503 });
  });
});

describe('a failed exchange over Node', () => {
  it('tells a refused connection, and that nothing was sent', async () => {
    const port = await freePort();
    expect(await failureOf(transport.send(request(`http://127.0.0.1:${port}/`)))).toMatchObject({
      sort: 'refused',
      sent: 'no',
    });
  });

  it('tells a name that does not exist', async () => {
    expect(await failureOf(transport.send(request('http://castellan-test.invalid/')))).toMatchObject({
      sort: 'not-found',
      sent: 'no',
    });
  });

  it.each([
    ['before the answer', (socket: Parameters<RawAnswer>[0]) => socket.destroy()],
    ['before the answer, politely', (socket: Parameters<RawAnswer>[0]) => socket.end()],
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
  ])('tells a connection dropped %s, and that the request may have arrived', async (_case, answer) => {
    const server = await serve(answer);
    expect(
      await failureOf(transport.send(request(`${server.url}/`, { method: 'POST', body: '{}' }))),
    ).toMatchObject({
      sort: 'dropped',
      sent: 'maybe',
    });
    expect(server.requests).toHaveLength(1);
  });

  it('ends an answer that never comes', async () => {
    const server = await serve(hang);
    const pending = transport.send(request(server.url, { totalTimeoutMs: 100 }));
    expect(await failureOf(pending)).toMatchObject({ sort: 'total-timeout', sent: 'maybe' });
  });

  it('ends an answer that never ends', async () => {
    const server = await serve((socket) => {
      socket.write('HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n');
      const drip = setInterval(() => socket.write('1\r\nx\r\n'), 10);
      socket.on('close', () => clearInterval(drip));
    });
    const pending = transport.send(request(server.url, { totalTimeoutMs: 150 }));
    expect(await failureOf(pending)).toMatchObject({ sort: 'total-timeout', sent: 'maybe' });
  });

  it('gives up on a server that does not finish the TLS handshake, before anything was sent', async () => {
    const server = await serve(hang);
    const url = server.url.replace('http:', 'https:');
    const pending = transport.send(request(url, { connectTimeoutMs: 100 }));
    expect(await failureOf(pending)).toMatchObject({ sort: 'connect-timeout', sent: 'no' });
    expect(server.requests).toHaveLength(0);
  });

  it.each([
    ['announced', 'content-length: 5000'],
    ['not announced', 'connection: close'],
  ])('refuses an answer that is too large, %s', async (_case, header) => {
    const server = await serve((socket) =>
      socket.end(`HTTP/1.1 200 OK\r\n${header}\r\n\r\n${'x'.repeat(5000)}`),
    );
    const pending = transport.send(request(server.url, { maxAnswerBytes: 1000 }));
    expect(await failureOf(pending)).toMatchObject({ sort: 'too-large' });
  });

  it('refuses an answer that is small packed and too large unpacked', async () => {
    const packed = gzipSync('x'.repeat(100_000));
    const server = await serve((socket) => {
      socket.write(`HTTP/1.1 200 OK\r\ncontent-encoding: gzip\r\ncontent-length: ${packed.length}\r\n\r\n`);
      socket.write(packed);
    });
    const pending = transport.send(request(server.url, { maxAnswerBytes: 50_000 }));
    expect(await failureOf(pending)).toMatchObject({ sort: 'too-large' });
  });

  it('follows no redirect', async () => {
    const other = await serve(ok);
    const server = await serve((socket) => socket.write(json(302, {}, { location: other.url })));
    expect(await failureOf(transport.send(request(server.url)))).toMatchObject({ sort: 'redirected' });
    expect(other.requests).toHaveLength(0);
  });

  it('stops when it is cancelled, before and while', async () => {
    const server = await serve(hang);
    const controller = new AbortController();
    const pending = transport.send(request(server.url, { signal: controller.signal }));
    await expect.poll(() => server.requests.length).toBe(1);
    controller.abort();
    expect(await failureOf(pending)).toMatchObject({ sort: 'aborted', sent: 'maybe' });
    const again = transport.send(request(server.url, { signal: controller.signal }));
    expect(await failureOf(again)).toMatchObject({ sort: 'aborted', sent: 'no' });
    expect(server.requests).toHaveLength(1);
  });

  it('tells what is not HTTP', async () => {
    const server = await serve((socket) => socket.end('SSH-2.0-OpenSSH_9.2\r\n'));
    expect(await failureOf(transport.send(request(server.url)))).toMatchObject({ sort: 'other' });
  });

  it('names no path, header or body in its message', async () => {
    const server = await serve((socket) => socket.destroy());
    const pending = transport.send(
      request(`${server.url}/1/keys/canary-secret`, { headers: { 'x-algolia-api-key': 'canary-secret' } }),
    );
    expect(JSON.stringify(await failureOf(pending))).not.toContain('canary-secret');
  });
});

describe('TLS over Node', () => {
  const withServer = (name: string): Promise<RawServer> =>
    serve(ok, { tls: { cert: certificate(`${name}.pem`), key: certificate(`${name}.key`) } });

  it('refuses a self-signed server, and passes with its certificate pinned, for that request alone', async () => {
    const server = await withServer('self-signed');
    expect(await failureOf(transport.send(request(server.url)))).toMatchObject({
      sort: 'tls-untrusted',
      sent: 'no',
    });
    const pinned = request(server.url, { caPem: certificate('self-signed.pem') });
    expect(await transport.send(pinned)).toMatchObject({ status: 200 });
    expect(await failureOf(transport.send(request(server.url)))).toMatchObject({ sort: 'tls-untrusted' });
  });

  it('passes a server of a private authority only with that authority', async () => {
    const server = await withServer('server');
    expect(await transport.send(request(server.url, { caPem: certificate('ca.pem') }))).toMatchObject({
      status: 200,
    });
    const wrong = request(server.url, { caPem: certificate('other-ca.pem') });
    expect(await failureOf(transport.send(wrong))).toMatchObject({ sort: 'tls-untrusted', sent: 'no' });
  });

  it.each([
    ['server-expired', /expired/],
    ['server-elsewhere', /another host name/],
  ])('refuses %s of the pinned authority, and says why', async (name, message) => {
    const server = await withServer(name);
    const failure = await failureOf(transport.send(request(server.url, { caPem: certificate('ca.pem') })));
    expect(failure).toMatchObject({ sort: 'tls-untrusted', sent: 'no' });
    expect(failure.message).toMatch(message);
  });

  it('tells a server that speaks no TLS', async () => {
    const server = await serve(hang, { greeting: 'HTTP/1.1 400 Bad\r\n\r\n' });
    const pending = transport.send(request(server.url.replace('http:', 'https:')));
    expect(await failureOf(pending)).toMatchObject({ sort: 'tls-failed', sent: 'no' });
  });
});
