import type { ServerResponse } from 'node:http';
import type { PracticeAnswer } from './exchange';

/** How much of an answer is really sent. */
export type Delivery = 'whole' | 'cut-then-close' | 'cut-then-hang' | 'malformed';

/** Search clusters are called from browsers, so every answer may be read by any origin. */
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

/** An answer with its body as JSON text. */
export interface WrittenAnswer {
  readonly status: number;
  readonly text: string;
  readonly headers: Readonly<Record<string, string>>;
}

/** Writes the body of an answer; every answer has one, since older clients cannot digest an empty one (key-apis A12). */
export function writeAnswer(answer: PracticeAnswer): WrittenAnswer {
  return { status: answer.status, text: JSON.stringify(answer.body), headers: answer.headers ?? {} };
}

/** Sends an answer as JSON, wholly or as a fault demands. `date` is Unix ms of the cluster's own clock. */
export function respond(
  response: ServerResponse,
  answer: WrittenAnswer,
  date: number,
  delivery: Delivery,
): void {
  const body = Buffer.from(answer.text, 'utf8');
  const half = body.subarray(0, Math.floor(body.length / 2));
  response.sendDate = false;
  response.writeHead(answer.status, {
    'content-type': 'application/json; charset=UTF-8',
    'content-length': String(delivery === 'malformed' ? half.length : body.length),
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
