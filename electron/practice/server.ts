import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { setTimeout as delay } from 'node:timers/promises';
import { readBody, RequestAborted } from './body';
import type { PracticeClock } from './clock';
import { Refusal, type PracticeAnswer, type PracticeRequest } from './exchange';
import type { FaultSwitches, StrikingFault } from './faults';
import type { KindServer } from './kind-server';
import { preflightHeaders, respond, writeAnswer, type Delivery, type WrittenAnswer } from './respond';
import { handleSwitches, isForSwitches } from './switches';

export interface PracticeServerParts {
  readonly kind: KindServer;
  readonly faults: FaultSwitches;
  readonly clock: PracticeClock;
  /** Told of exceptions, which are bugs; the client gets a 500. */
  readonly onBug: (error: unknown) => void;
}

function decodeSegments(path: string): readonly string[] {
  try {
    return path.split('/').slice(1).map(decodeURIComponent);
  } catch {
    throw new Refusal(400, 'The path is not valid percent-encoded UTF-8');
  }
}

async function readRequest(message: IncomingMessage): Promise<PracticeRequest> {
  const target = message.url ?? '/';
  const mark = target.indexOf('?');
  const path = mark < 0 ? target : target.slice(0, mark);
  const body = await readBody(message);
  return {
    method: message.method ?? 'GET',
    path,
    segments: decodeSegments(path),
    query: new URLSearchParams(mark < 0 ? '' : target.slice(mark + 1)),
    headers: message.headers,
    body,
    ip: (message.socket.remoteAddress ?? '').replace(/^::ffff:/, ''),
  };
}

function withHeaders(answer: PracticeAnswer, headers: PracticeAnswer['headers']): PracticeAnswer {
  return { ...answer, headers: { ...answer.headers, ...headers } };
}

/** The answer that a fault gives in place of the true one, and how much of either is sent. */
function disturbed(
  fault: StrikingFault,
  refuse: (refusal: Refusal) => PracticeAnswer,
): {
  readonly answer: PracticeAnswer | null;
  readonly delivery: Delivery;
} {
  switch (fault.fault) {
    case 'status': {
      const message = fault.message ?? 'Forced by a fault switch';
      return {
        answer: refuse(new Refusal(fault.status, message)),
        delivery: 'whole',
      };
    }
    case 'too-many-requests': {
      const seconds = fault.retryAfterSeconds;
      const headers = seconds === undefined ? {} : { 'retry-after': String(seconds) };
      return {
        answer: withHeaders(refuse(new Refusal(429, 'Too many requests')), headers),
        delivery: 'whole',
      };
    }
    case 'malformed-json':
      return { answer: null, delivery: 'malformed' };
    case 'drop':
      return { answer: null, delivery: 'cut-then-close' };
    case 'hang':
      return { answer: null, delivery: 'cut-then-hang' };
  }
}

function isCarriedOut(fault: StrikingFault | null): boolean {
  if (fault === null) return true;
  if (fault.fault === 'status') return fault.carriedOut === true;
  if (fault.fault === 'too-many-requests') return false;
  return fault.fault === 'malformed-json' || fault.when !== 'before-handling';
}

/** Whether a fault leaves the client without a single byte. */
function isSilent(fault: StrikingFault | null): fault is StrikingFault & { fault: 'drop' | 'hang' } {
  return fault !== null && (fault.fault === 'drop' || fault.fault === 'hang') && fault.when !== 'mid-answer';
}

/** Carries a request out, and notes it. */
function carryOut(request: PracticeRequest, parts: PracticeServerParts): WrittenAnswer {
  const startedAt = parts.clock.now();
  const begun = performance.now();
  const { answer, record } = parts.kind.handle(request);
  const written = writeAnswer(answer);
  record(written.text, { startedAt, durationMs: performance.now() - begun });
  return written;
}

async function handleProtocol(
  request: PracticeRequest,
  response: ServerResponse,
  parts: PracticeServerParts,
  signal: AbortSignal,
): Promise<void> {
  const { waitMs, fault } = parts.faults.strike(request.method, request.path);
  if (waitMs > 0) await delay(waitMs, undefined, { signal });
  const truth = isCarriedOut(fault) ? carryOut(request, parts) : null;
  if (isSilent(fault)) {
    if (fault.fault === 'drop') response.socket?.destroy();
    return;
  }
  const told =
    fault === null ? { answer: null, delivery: 'whole' as const } : disturbed(fault, parts.kind.refuse);
  const answer = told.answer === null ? truth : writeAnswer(told.answer);
  if (answer !== null) respond(response, answer, parts.clock.now(), told.delivery);
}

async function handle(
  message: IncomingMessage,
  response: ServerResponse,
  parts: PracticeServerParts,
  signal: AbortSignal,
): Promise<void> {
  if (message.method === 'OPTIONS') {
    message.resume();
    response.writeHead(200, preflightHeaders(message.headers['access-control-request-headers'])).end();
    return;
  }
  const request = await readRequest(message);
  if (isForSwitches(request)) {
    const answer = writeAnswer(handleSwitches(request, parts.kind, parts.faults));
    respond(response, answer, parts.clock.now(), 'whole');
    return;
  }
  await handleProtocol(request, response, parts, signal);
}

function onFailure(
  error: unknown,
  message: IncomingMessage,
  response: ServerResponse,
  parts: PracticeServerParts,
): void {
  if (error instanceof RequestAborted || response.headersSent || response.destroyed) {
    response.socket?.destroy();
    return;
  }
  const refusal = error instanceof Refusal ? error : null;
  if (refusal === null) parts.onBug(error);
  const told = refusal ?? new Refusal(500, 'Internal error of the practice cluster');
  // What is left of an unread body must not be taken for the next request.
  const headers = message.complete ? {} : { connection: 'close' };
  const answer = withHeaders(parts.kind.refuse(told), headers);
  respond(response, writeAnswer(answer), parts.clock.now(), 'whole');
  if (!message.complete) response.once('finish', () => message.socket.destroySoon());
}

export interface ListeningServer {
  readonly port: number;
  /** Stops listening and ends every connection, hanging ones included. */
  readonly close: () => Promise<void>;
}

function listen(server: Server, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen({ port, host: '127.0.0.1' }, () => {
      server.off('error', reject);
      const address = server.address();
      resolve(typeof address === 'object' && address !== null ? address.port : port);
    });
  });
}

/**
 * Starts the HTTP server of a practice cluster on 127.0.0.1 (`port` 0 takes a free one). Rejects with the
 * system's error when the port cannot be had.
 */
export async function listenPractice(parts: PracticeServerParts, port: number): Promise<ListeningServer> {
  const closing = new AbortController();
  const server = createServer({ keepAliveTimeout: 60_000, maxHeaderSize: 64 * 1024 }, (message, response) => {
    handle(message, response, parts, closing.signal).catch((error: unknown) => {
      if (closing.signal.aborted) response.socket?.destroy();
      else onFailure(error, message, response, parts);
    });
  });
  const taken = await listen(server, port);
  return {
    port: taken,
    close: () =>
      new Promise((resolve) => {
        closing.abort();
        server.close(() => {
          resolve();
        });
        server.closeAllConnections();
      }),
  };
}
