import { TransportFailure, type Transport, type TransportResponse } from '../transport';

/** A request as the official client hands it over. */
export interface ClientRequest {
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE' | 'PATCH';
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly data?: string | Uint8Array | undefined;
  readonly connectTimeout: number;
  readonly responseTimeout: number;
}

/** What the official client wants back; status 0: ask the next host. */
export interface ClientResponse {
  readonly status: number;
  readonly content: string;
  readonly headers?: Record<string, string>;
  readonly isTimedOut: boolean;
}

/** What became of the exchanges of one call: the last one counts. */
export interface Trace {
  url: string;
  answer: TransportResponse | null;
  failure: TransportFailure | null;
}

export interface RequesterParts {
  readonly transport: Transport;
  readonly caPem: string | null;
  readonly maxAnswerBytes: number;
  readonly signal: AbortSignal;
  /** `one-host`: a failure ends the call, so that nothing is ever sent twice. */
  readonly mode: 'next-host' | 'one-host';
}

/** Failures that another host would only repeat, or that are the user's wish. */
const FINAL = new Set(['aborted', 'too-large', 'redirected']);

function methodOf(request: ClientRequest): 'GET' | 'POST' | 'PUT' | 'DELETE' {
  if (request.method === 'PATCH') throw new Error('The key protocol has no PATCH.');
  return request.method;
}

/**
 * The bridge from the official client to the application's transport, for one call. What the requester throws ends
 * the call at once: the client retries only what it is given as an answer.
 */
export function createRequester(
  parts: RequesterParts,
  trace: Trace,
): { readonly send: (request: ClientRequest) => Promise<ClientResponse> } {
  return {
    send: async (request) => {
      trace.url = request.url;
      trace.answer = null;
      trace.failure = null;
      try {
        const answer = await parts.transport.send({
          method: methodOf(request),
          url: request.url,
          headers: request.headers,
          ...(typeof request.data === 'string' ? { body: request.data } : {}),
          connectTimeoutMs: request.connectTimeout,
          totalTimeoutMs: request.connectTimeout + request.responseTimeout,
          maxAnswerBytes: parts.maxAnswerBytes,
          caPem: parts.caPem,
          signal: parts.signal,
        });
        trace.answer = answer;
        return {
          status: answer.status,
          content: answer.body,
          headers: { ...answer.headers },
          isTimedOut: false,
        };
      } catch (error) {
        if (!(error instanceof TransportFailure)) throw error;
        trace.failure = error;
        if (parts.mode === 'one-host' || FINAL.has(error.sort)) throw error;
        const isTimedOut = error.sort === 'connect-timeout' || error.sort === 'total-timeout';
        return { status: 0, content: '', isTimedOut };
      }
    },
  };
}
