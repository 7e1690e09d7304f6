import http from 'node:http';
import https from 'node:https';
import type { Socket } from 'node:net';
import tls from 'node:tls';
import zlib from 'node:zlib';
import { collectBody, TooLarge } from './collect-body';
import {
  TransportFailure,
  type Transport,
  type TransportFailureSort,
  type TransportRequest,
  type TransportResponse,
} from './transport';

const CERTIFICATE_ERRORS: Readonly<Record<string, string>> = {
  CERT_HAS_EXPIRED: 'the certificate has expired',
  CERT_NOT_YET_VALID: 'the certificate is not valid yet',
  ERR_TLS_CERT_ALTNAME_INVALID: 'the certificate is for another host name',
  DEPTH_ZERO_SELF_SIGNED_CERT: 'the certificate is self-signed',
  SELF_SIGNED_CERT_IN_CHAIN: 'its certificate authority is not known here',
  UNABLE_TO_GET_ISSUER_CERT: 'its certificate authority is not known here',
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: 'its certificate authority is not known here',
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: 'its certificate authority is not known here',
  CERT_UNTRUSTED: 'its certificate authority is not trusted here',
  CERT_REVOKED: 'the certificate was revoked',
  INVALID_PURPOSE: 'the certificate is not meant for servers',
};

const CONNECT_ERRORS: Readonly<Record<string, readonly [TransportFailureSort, string]>> = {
  ECONNREFUSED: ['refused', 'connection refused'],
  ENOTFOUND: ['not-found', 'no server has this name'],
  EAI_AGAIN: ['not-found', 'the name could not be looked up'],
  EHOSTUNREACH: ['unreachable', 'no route to the server'],
  ENETUNREACH: ['unreachable', 'no route to the server'],
  EADDRNOTAVAIL: ['unreachable', 'no route to the server'],
  EACCES: ['unreachable', 'this computer does not allow the connection'],
  ETIMEDOUT: ['connect-timeout', 'the server did not accept the connection in time'],
};

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : '';
}

/** Sorts an error of Node's sockets; `connected` tells whether anything can have reached the server. */
function failureOf(error: unknown, connected: boolean): TransportFailure {
  if (error instanceof TransportFailure) return error;
  if (error instanceof TooLarge) return new TransportFailure('too-large', 'maybe', 'the answer is too large');
  const code = codeOf(error);
  const certificate = CERTIFICATE_ERRORS[code];
  if (certificate !== undefined) return new TransportFailure('tls-untrusted', 'no', certificate);
  if (!connected) {
    const known = CONNECT_ERRORS[code];
    if (known !== undefined) return new TransportFailure(known[0], 'no', known[1]);
    if (code === 'EPROTO' || code.startsWith('ERR_SSL') || code.startsWith('ERR_TLS'))
      return new TransportFailure('tls-failed', 'no', 'the two sides found no common way to encrypt');
    return new TransportFailure('unreachable', 'no', 'the connection could not be made');
  }
  if (code.startsWith('HPE_'))
    return new TransportFailure('other', 'maybe', 'the answer is not a valid HTTP answer');
  return new TransportFailure(
    'dropped',
    'maybe',
    'the connection was dropped before the answer was complete',
  );
}

function flatHeaders(headers: http.IncomingHttpHeaders): Record<string, string> {
  const flat: Record<string, string> = {};
  for (const [name, value] of Object.entries(headers)) {
    if (value !== undefined) flat[name] = Array.isArray(value) ? value.join(', ') : value;
  }
  return flat;
}

/** One exchange in progress: the timers, and whether the connection stands. */
class Exchange {
  connected = false;
  private readonly timers: NodeJS.Timeout[] = [];

  constructor(
    private readonly request: TransportRequest,
    private readonly fail: (failure: TransportFailure) => void,
  ) {}

  start(): void {
    const { connectTimeoutMs, totalTimeoutMs } = this.request;
    this.after(connectTimeoutMs, () => {
      if (!this.connected)
        this.fail(
          new TransportFailure('connect-timeout', 'no', 'the server did not accept the connection in time'),
        );
    });
    this.after(totalTimeoutMs, () =>
      this.fail(
        new TransportFailure(
          'total-timeout',
          this.connected ? 'maybe' : 'no',
          'the answer was not complete in time',
        ),
      ),
    );
    this.request.signal.addEventListener('abort', this.onAbort, { once: true });
  }

  stop(): void {
    for (const timer of this.timers) clearTimeout(timer);
    this.request.signal.removeEventListener('abort', this.onAbort);
  }

  private after(ms: number, act: () => void): void {
    this.timers.push(setTimeout(act, ms));
  }

  private readonly onAbort = (): void =>
    this.fail(new TransportFailure('aborted', this.connected ? 'maybe' : 'no', 'the request was cancelled'));
}

function watchSocket(socket: Socket, secure: boolean, onConnected: () => void): void {
  socket.once(secure ? 'secureConnect' : 'connect', onConnected);
}

async function readAnswer(
  message: http.IncomingMessage,
  request: TransportRequest,
): Promise<TransportResponse> {
  const status = message.statusCode ?? 0;
  if (status >= 300 && status < 400 && message.headers.location !== undefined)
    throw new TransportFailure('redirected', 'maybe', 'the server redirects to another address');
  const encoded = message.headers['content-encoding'];
  const plain = encoded === 'gzip' ? message.pipe(zlib.createGunzip()) : message;
  if (plain !== message) message.on('error', (error) => plain.destroy(error));
  const body = await collectBody(plain, request.maxAnswerBytes);
  return { status, headers: flatHeaders(message.headers), body };
}

/**
 * A transport over Node's own HTTP, for tests and tools outside Electron. Every request has a connection of its
 * own, so that a dropped idle connection cannot be mistaken for a request that may have been carried out.
 * The private CA of a request is trusted in addition to Node's own roots, for that request alone.
 */
export function createNodeTransport(): Transport {
  const contexts = new Map<string, tls.SecureContext>();
  const contextFor = (caPem: string): tls.SecureContext => {
    const known = contexts.get(caPem);
    if (known !== undefined) return known;
    const made = tls.createSecureContext({ ca: [...tls.rootCertificates, caPem] });
    contexts.set(caPem, made);
    return made;
  };

  const open = (request: TransportRequest): http.ClientRequest => {
    const url = new URL(request.url);
    const headers: Record<string, string> = { ...request.headers, 'accept-encoding': 'gzip' };
    if (request.body !== undefined) headers['content-length'] = String(Buffer.byteLength(request.body));
    else if (request.method !== 'GET') headers['content-length'] = '0';
    const options = { method: request.method, headers, agent: false as const };
    if (url.protocol === 'http:') return http.request(url, options);
    const secureContext = request.caPem === null ? {} : { secureContext: contextFor(request.caPem) };
    return https.request(url, { ...options, ...secureContext });
  };

  const send = (request: TransportRequest): Promise<TransportResponse> =>
    new Promise((resolve, reject) => {
      if (request.signal.aborted) {
        reject(new TransportFailure('aborted', 'no', 'the request was cancelled'));
        return;
      }
      const outgoing = open(request);
      const finish = (failure: unknown): void => {
        exchange.stop();
        reject(failureOf(failure, exchange.connected));
        outgoing.destroy();
      };
      const exchange = new Exchange(request, finish);
      exchange.start();
      outgoing.on('socket', (socket) =>
        watchSocket(socket, request.url.startsWith('https:'), () => {
          exchange.connected = true;
        }),
      );
      outgoing.on('error', finish);
      outgoing.on('response', (message) => {
        readAnswer(message, request).then((answer) => {
          exchange.stop();
          resolve(answer);
        }, finish);
      });
      outgoing.end(request.body);
    });

  return { send };
}
