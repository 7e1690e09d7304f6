import type { IncomingHttpHeaders } from 'node:http';

/** One HTTP request as the routes of a kind see it: body already read and decompressed. */
export interface PracticeRequest {
  readonly method: string;
  /** The path as received, still percent-encoded, without the query string. */
  readonly path: string;
  /** The path's segments, percent-decoded one by one; a plus sign stays a plus sign. */
  readonly segments: readonly string[];
  readonly query: URLSearchParams;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
  /** The caller's source address, IPv4 dotted where it is one. */
  readonly ip: string;
}

/** Bytes that are sent as they are, for protocols that do not speak JSON only. */
export class Content {
  readonly bytes: Buffer;
  readonly type: string;

  constructor(bytes: Buffer, type: string) {
    this.bytes = bytes;
    this.type = type;
  }
}

/** What a route answers; a `body` that is no {@link Content} is sent as JSON, and with 204 nothing is sent. */
export interface PracticeAnswer {
  readonly status: number;
  readonly body: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

/** A refusal that a route raises by throwing: it ends the request with this status and message. */
export class Refusal extends Error {
  readonly status: number;

  constructor(status: number, message: string) {
    super(message);
    this.name = 'Refusal';
    this.status = status;
  }
}

/** The first value of a header that may have been sent several times; null when absent. */
export function headerOf(request: PracticeRequest, name: string): string | null {
  const value = request.headers[name];
  if (value === undefined) return null;
  return typeof value === 'string' ? value : (value[0] ?? null);
}
