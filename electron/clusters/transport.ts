/**
 * How an HTTP request leaves the process. The application gives one that goes through Electron's network stack
 * (proxy, system certificates; electron/app); the practice command and tests use one over Node's own.
 */
export interface TransportRequest {
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  /** UTF-8 text; absent: no body. */
  readonly body?: string;
  /** Until the connection stands, in ms. */
  readonly connectTimeoutMs: number;
  /** Until the whole answer is there, in ms; also ends an answer that never ends. */
  readonly totalTimeoutMs: number;
  /** Largest accepted answer in bytes; beyond it the request fails as `too-large`. */
  readonly maxAnswerBytes: number;
  /** PEM of the private CA pinned for this cluster, else null (the system's store alone). */
  readonly caPem: string | null;
  readonly signal: AbortSignal;
}

export interface TransportResponse {
  readonly status: number;
  /** Names in lower case; repeated headers joined with ", ". */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

export const TRANSPORT_FAILURES = [
  'refused',
  'not-found',
  'unreachable',
  'connect-timeout',
  'total-timeout',
  'tls-untrusted',
  'tls-failed',
  'dropped',
  'too-large',
  'redirected',
  'aborted',
  'other',
] as const;
export type TransportFailureSort = (typeof TRANSPORT_FAILURES)[number];

/** A request that got no usable answer. */
export class TransportFailure extends Error {
  readonly sort: TransportFailureSort;
  /** `no`: nothing reached the server for certain (name, connection, TLS failed); `maybe`: it may have been received and carried out. */
  readonly sent: 'no' | 'maybe';

  constructor(sort: TransportFailureSort, sent: 'no' | 'maybe', message: string) {
    super(message);
    this.name = 'TransportFailure';
    this.sort = sort;
    this.sent = sent;
  }
}

export interface Transport {
  /** Sends once; never retries, follows no redirect. Rejects with {@link TransportFailure} only. */
  readonly send: (request: TransportRequest) => Promise<TransportResponse>;
}
