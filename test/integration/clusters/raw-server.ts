import { readFileSync } from 'node:fs';
import net from 'node:net';
import { join } from 'node:path';
import tls from 'node:tls';

/** One request as the raw server got it. */
export interface RawRequest {
  readonly method: string;
  readonly path: string;
  readonly head: string;
  readonly body: string;
}

/** Gets the socket to do to it whatever the case needs. */
export type RawAnswer = (socket: net.Socket, request: RawRequest) => void;

export interface RawServer {
  readonly port: number;
  readonly url: string;
  /** Every request that arrived whole, in order. */
  readonly requests: readonly RawRequest[];
  readonly connections: () => number;
  readonly close: () => Promise<void>;
}

export function certificate(name: string): string {
  return readFileSync(join(import.meta.dirname, '../../support/certificates', name), 'utf8');
}

/** A whole HTTP answer with a JSON body. */
export function json(status: number, body: unknown, headers: Readonly<Record<string, string>> = {}): string {
  const text = JSON.stringify(body);
  const lines = Object.entries({ 'content-type': 'application/json', ...headers }).map(
    ([n, v]) => `${n}: ${v}`,
  );
  return [
    `HTTP/1.1 ${status} Because`,
    ...lines,
    `content-length: ${Buffer.byteLength(text)}`,
    '',
    text,
  ].join('\r\n');
}

function parse(text: string): RawRequest | null {
  const end = text.indexOf('\r\n\r\n');
  if (end < 0) return null;
  const head = text.slice(0, end);
  const length = Number(/^content-length: *(\d+)/im.exec(head)?.[1] ?? 0);
  const body = text.slice(end + 4);
  if (Buffer.byteLength(body) < length) return null;
  const [method = '', path = ''] = head.split(' ', 2);
  return { method, path, head, body };
}

/** A server on sockets, without any HTTP library between: it counts what really arrives. Keep-alive is allowed. */
export async function startRawServer(
  answer: RawAnswer,
  options: {
    readonly tls?: { readonly cert: string; readonly key: string };
    readonly address?: string;
    /** Sent as soon as somebody connects; then the connection is closed. */
    readonly greeting?: string;
  } = {},
): Promise<RawServer> {
  const requests: RawRequest[] = [];
  const sockets = new Set<net.Socket>();
  let connections = 0;
  const onSocket = (socket: net.Socket): void => {
    connections += 1;
    sockets.add(socket);
    if (options.greeting !== undefined) socket.end(options.greeting);
    let text = '';
    socket.on('data', (chunk) => {
      text += chunk.toString('latin1');
      const request = parse(text);
      if (request === null) return;
      text = '';
      requests.push(request);
      answer(socket, request);
    });
    socket.on('error', () => socket.destroy());
    socket.on('close', () => sockets.delete(socket));
  };
  const server =
    options.tls === undefined ? net.createServer(onSocket) : tls.createServer(options.tls, onSocket);
  server.on('tlsClientError', () => undefined);
  const address = options.address ?? '127.0.0.1';
  await new Promise<void>((resolve) => server.listen(0, address, resolve));
  const bound = server.address();
  if (bound === null || typeof bound === 'string') throw new Error('The raw server has no port.');
  return {
    port: bound.port,
    url: `${options.tls === undefined ? 'http' : 'https'}://${address}:${bound.port}`,
    requests,
    connections: () => connections,
    close: () =>
      new Promise((resolve) => {
        for (const socket of sockets) socket.destroy();
        server.close(() => resolve());
      }),
  };
}

/** A port on which nothing listens. */
export async function freePort(): Promise<number> {
  const server = await startRawServer(() => undefined);
  await server.close();
  return server.port;
}
