import type { ServerResponse } from 'node:http';
import { Content, type PracticeAnswer } from './exchange';

/** How much of an answer is really sent. */
export type Delivery = 'whole' | 'cut-then-close' | 'cut-then-hang' | 'malformed';

/** Clusters are called from browsers, so every answer may be read by any origin. */
const OPEN_TO_BROWSERS = {
  'access-control-allow-origin': '*',
  'access-control-expose-headers': 'date, retry-after',
} as const;

/** The answer to a browser's preflight request. */
export function preflightHeaders(requested: string | undefined): Readonly<Record<string, string>> {
  return {
    ...OPEN_TO_BROWSERS,
    'access-control-allow-methods': 'GET, POST, PUT, DELETE, OPTIONS',
    'access-control-allow-headers':
      requested ??
      'x-algolia-api-key, x-algolia-application-id, x-algolia-usertoken, content-type, authorization',
    'access-control-max-age': '86400',
    'content-length': '0',
  };
}

/** An answer with its body as it goes out. */
export interface WrittenAnswer {
  readonly status: number;
  /** Null: no body, as 204 demands. */
  readonly content: Content | null;
  /** The body's JSON; empty where it is none. */
  readonly text: string;
  readonly headers: Readonly<Record<string, string>>;
}

const NO_CONTENT = 204;
const JSON_TYPE = 'application/json; charset=UTF-8';

/**
 * Writes the body of an answer; every answer but 204 has one, since older clients cannot digest an empty one (key-apis
 * A12).
 */
export function writeAnswer({ status, body, headers = {} }: PracticeAnswer): WrittenAnswer {
  if (status === NO_CONTENT) return { status, content: null, text: '', headers };
  if (body instanceof Content) return { status, content: body, text: '', headers };
  const text = JSON.stringify(body);
  return { status, content: new Content(Buffer.from(text, 'utf8'), JSON_TYPE), text, headers };
}

function contentHeaders(content: Content | null, length: number): Readonly<Record<string, string>> {
  return content === null ? {} : { 'content-type': content.type, 'content-length': String(length) };
}

/** Sends an answer, wholly or as a fault demands. `date` is Unix ms of the cluster's own clock. */
export function respond(
  response: ServerResponse,
  answer: WrittenAnswer,
  date: number,
  delivery: Delivery,
): void {
  const body = answer.content?.bytes ?? Buffer.alloc(0);
  const half = body.subarray(0, Math.floor(body.length / 2));
  response.sendDate = false;
  response.writeHead(answer.status, {
    ...contentHeaders(answer.content, delivery === 'malformed' ? half.length : body.length),
    date: new Date(date).toUTCString(),
    ...OPEN_TO_BROWSERS,
    ...answer.headers,
  });
  switch (delivery) {
    case 'whole':
      response.end(body);
      return;
    case 'malformed':
      response.end(half);
      return;
    case 'cut-then-close':
      response.write(half, () => response.socket?.destroy());
      return;
    case 'cut-then-hang':
      response.write(half);
      return;
  }
}
