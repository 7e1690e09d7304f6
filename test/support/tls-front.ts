import { readFileSync } from 'node:fs';
import { createServer, type Server } from 'node:https';
import { request } from 'node:http';
import path from 'node:path';

/** A certificate or key of the tests, as PEM; see certificates/make.sh for what each of them is. */
export function certificate(name: string): string {
  return readFileSync(path.join(import.meta.dirname, 'certificates', name), 'utf8');
}

/** A listener that speaks https and passes everything on to a cluster that does not. */
export interface TlsFront {
  readonly url: string;
  readonly close: () => Promise<void>;
}

function listen(server: Server): Promise<number> {
  return new Promise((resolve) => {
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      resolve(typeof address === 'object' && address !== null ? address.port : 0);
    });
  });
}

/** Starts a TLS front before `url`, with the certificate and key of this name. */
export async function startTlsFront(url: string, name: string): Promise<TlsFront> {
  const { hostname, port } = new URL(url);
  const options = { cert: certificate(`${name}.pem`), key: certificate(`${name}.key`) };
  const server = createServer(options, (incoming, response) => {
    const { method, url: target, headers } = incoming;
    const outgoing = request({ hostname, port, method, path: target, headers, agent: false }, (answer) => {
      response.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(response);
    });
    outgoing.once('error', () => response.destroy());
    incoming.pipe(outgoing);
  });
  const own = await listen(server);
  return {
    url: `https://127.0.0.1:${own}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
