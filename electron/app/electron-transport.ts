import { net, type ClientRequest, type IncomingMessage } from 'electron';
import { collectBody, TooLarge } from '../clusters/collect-body';
import { hostnameOf } from '../clusters/errors';
import {
  TransportFailure,
  type Transport,
  type TransportRequest,
  type TransportResponse,
} from '../clusters/transport';
import { chromiumFailure } from './chromium-failures';
import { createClusterSessions, type ClusterSession } from './pinned-session';
import { probeServer } from './tcp-probe';

function flatHeaders(headers: IncomingMessage['headers']): Record<string, string> {
  return Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [
      name.toLowerCase(),
      Array.isArray(value) ? value.join(', ') : value,
    ]),
  );
}

function open(request: TransportRequest, { session }: ClusterSession): ClientRequest {
  const outgoing = net.request({
    method: request.method,
    url: request.url,
    session,
    credentials: 'omit',
    useSessionCookies: false,
    redirect: 'manual',
    cache: 'no-store',
  });
  for (const [name, value] of Object.entries(request.headers)) outgoing.setHeader(name, value);
  return outgoing;
}

/** One exchange: every way in which it can end leads to `finish`, once. */
function exchange(request: TransportRequest, cluster: ClusterSession): Promise<TransportResponse> {
  return new Promise((resolve, reject) => {
    const outgoing = open(request, cluster);
    const timers: NodeJS.Timeout[] = [];
    let answered = false;
    const finish = (failure: TransportFailure | null, answer: TransportResponse | null = null): void => {
      for (const timer of timers) clearTimeout(timer);
      request.signal.removeEventListener('abort', onAbort);
      if (answer !== null) resolve(answer);
      else {
        reject(failure);
        outgoing.abort();
      }
    };
    const onAbort = (): void => finish(new TransportFailure('aborted', 'maybe', 'the request was cancelled'));
    const onError = (error: unknown): void => {
      if (error instanceof TransportFailure) finish(error);
      else if (error instanceof TooLarge) {
        finish(new TransportFailure('too-large', 'maybe', 'the answer is too large'));
      } else {
        const message = error instanceof Error ? error.message : '';
        finish(chromiumFailure(message, cluster.refusalOf(hostnameOf(request.url))));
      }
    };
    const onLate = async (): Promise<void> => {
      const failure = answered
        ? null
        : await probeServer(cluster.session, request.url, request.connectTimeoutMs);
      // The request itself is older than the probe: it may have got through where the probe did not.
      if (failure !== null && !answered)
        finish(new TransportFailure('connect-timeout', 'maybe', failure.message));
    };
    timers.push(
      setTimeout(
        () => finish(new TransportFailure('total-timeout', 'maybe', 'the answer was not complete in time')),
        request.totalTimeoutMs,
      ),
      setTimeout(() => void onLate().catch(onError), request.connectTimeoutMs),
    );
    request.signal.addEventListener('abort', onAbort, { once: true });
    outgoing.on('redirect', () =>
      finish(new TransportFailure('redirected', 'maybe', 'the server redirects to another address')),
    );
    outgoing.on('error', onError);
    outgoing.on('response', (message) => {
      answered = true;
      message.on('aborted', () => onError(new Error('net::ERR_ABORTED')));
      collectBody(message, request.maxAnswerBytes).then(
        (body) => finish(null, { status: message.statusCode, headers: flatHeaders(message.headers), body }),
        onError,
      );
    });
    outgoing.end(request.body);
  });
}

/**
 * The application's transport: Electron's network stack with the system's proxy and certificates, without cookies or
 * stored credentials, following no redirect.
 *
 * Chromium sends a request again by itself when a connection that was used before turns out to be dead, even a POST.
 * A change must be sent once (docs/decisions/sent-once.md), so changes have sessions of their own, one per server,
 * and each one starts with no connection at all: there is nothing to be reused, and nothing is sent again. Before it,
 * a connection is tried without sending anything, so that a server that cannot be reached is told for certain.
 */
export function createElectronTransport(): Transport {
  const sessionFor = createClusterSessions();
  const lastChange = new Map<string, Promise<unknown>>();

  const change = async (request: TransportRequest, cluster: ClusterSession): Promise<TransportResponse> => {
    await cluster.session.closeAllConnections();
    const failure = await probeServer(cluster.session, request.url, request.connectTimeoutMs);
    if (failure !== null) throw failure;
    refuseAborted(request.signal);
    return exchange(request, cluster);
  };

  const inTurn = (request: TransportRequest, origin: string): Promise<TransportResponse> => {
    const cluster = sessionFor('changes', origin, request.caPem);
    const before = lastChange.get(origin) ?? Promise.resolve();
    const sent = before.then(() => {
      refuseAborted(request.signal);
      return change(request, cluster);
    });
    lastChange.set(
      origin,
      sent.catch(() => undefined),
    );
    return sent;
  };

  return {
    send: async (request) => {
      refuseAborted(request.signal);
      const { origin } = new URL(request.url);
      return request.method === 'GET'
        ? exchange(request, sessionFor('reads', origin, request.caPem))
        : inTurn(request, origin);
    },
  };
}

function refuseAborted(signal: AbortSignal): void {
  if (signal.aborted) throw new TransportFailure('aborted', 'no', 'the request was cancelled');
}
