import { createServer, request, type IncomingMessage, type ServerResponse } from 'node:http';

/** One request as it arrived, before anything interpreted it. */
export interface TappedRequest {
  readonly method: string;
  /** The request target as sent, still encoded. */
  readonly target: string;
  /** Names as sent, in order. */
  readonly rawHeaders: readonly (readonly [name: string, value: string])[];
  /** By lower-case name. */
  readonly header: (name: string) => string | undefined;
  /** The body's bytes, content-encoding included. */
  readonly body: Buffer;
  readonly status: number;
}

/** A listener between a client and a practice cluster that records what the client really sends. */
export interface Tap {
  readonly port: number;
  readonly requests: readonly TappedRequest[];
  /** Forgets what was recorded so far. */
  readonly reset: () => void;
  readonly close: () => Promise<void>;
}

function pairs(flat: readonly string[]): readonly (readonly [string, string])[] {
  const result: (readonly [string, string])[] = [];
  for (let at = 0; at + 1 < flat.length; at += 2) result.push([flat[at] ?? '', flat[at + 1] ?? '']);
  return result;
}

async function read(message: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of message as AsyncIterable<Buffer>) chunks.push(chunk);
  return Buffer.concat(chunks);
}

function forward(url: string, incoming: IncomingMessage, body: Buffer): Promise<IncomingMessage> {
  const { hostname, port } = new URL(url);
  return new Promise((resolve, reject) => {
    const outgoing = request(
      {
        hostname,
        port,
        method: incoming.method,
        path: incoming.url,
        headers: incoming.headers,
        agent: false,
      },
      resolve,
    );
    outgoing.once('error', reject);
    outgoing.end(body);
  });
}

/** Starts a tap in front of `url` on a free loopback port. */
export async function startTap(url: string): Promise<Tap> {
  const requests: TappedRequest[] = [];
  const handle = async (incoming: IncomingMessage, response: ServerResponse): Promise<void> => {
    const body = await read(incoming);
    const answer = await forward(url, incoming, body);
    const rawHeaders = pairs(incoming.rawHeaders);
    requests.push({
      method: incoming.method ?? '',
      target: incoming.url ?? '',
      rawHeaders,
      header: (name) => rawHeaders.find(([one]) => one.toLowerCase() === name)?.[1],
      body,
      status: answer.statusCode ?? 0,
    });
    response.writeHead(answer.statusCode ?? 502, answer.headers);
    answer.pipe(response);
  };
  const server = createServer((incoming, response) => {
    handle(incoming, response).catch(() => response.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (typeof address !== 'object' || address === null) throw new Error('The tap has no port.');
  return {
    port: address.port,
    requests,
    reset: () => {
      requests.length = 0;
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => {
          resolve();
        });
        server.closeAllConnections();
      }),
  };
}
