import { CODES } from '#shared/kinds/algorithmia/codes';
import type { PracticeRequest } from '../exchange';
import { ApiRefusal } from './refusals';

const DEFAULT_LIMIT = 50;
/** What the system allows at most; larger limits are cut to it (key-apis B1). */
const MAX_LIMIT = 100;

/** The part of a list that a statement reads: what stands behind a number, so many rows. */
export interface Window {
  readonly after: number;
  readonly count: number;
}

/** An item with its place in the list. */
export interface Numbered<Item> {
  readonly number: number;
  readonly item: Item;
}

/** Writes the marker for what stands behind a number; opaque to clients. */
export function writeMarker(number: number): string {
  return Buffer.from(`after ${number}`, 'utf8').toString('base64url');
}

/** Reads a marker; 0 without one. Throws 400 with 5002 for what this cluster never wrote. */
export function readMarker(text: string | null): number {
  if (text === null) return 0;
  const after = /^after (\d{1,15})$/.exec(Buffer.from(text, 'base64url').toString('utf8'))?.[1];
  if (after === undefined) throw new ApiRefusal(400, CODES.badMarker, 'Marker is not valid');
  return Number(after);
}

function readLimit(text: string | null): number {
  if (text === null) return DEFAULT_LIMIT;
  if (!/^[1-9]\d{0,8}$/.test(text)) {
    throw new ApiRefusal(400, CODES.badLimit, 'Limit must be a whole number of at least 1');
  }
  return Math.min(Number(text), MAX_LIMIT);
}

/**
 * Answers a list by pages (B1): `limit` and `marker` of the query, both pointers null at the end. Throws 400 with 5002
 * or 5003.
 */
export function paged<Item>(
  request: PracticeRequest,
  read: (window: Window) => readonly Numbered<Item>[],
  write: (item: Item) => unknown,
): unknown {
  const limit = readLimit(request.query.get('limit'));
  const after = readMarker(request.query.get('marker'));
  // One more than fits tells whether another page follows.
  const rows = read({ after, count: limit + 1 });
  const shown = rows.slice(0, limit);
  const last = shown.at(-1);
  const results = shown.map(({ item }) => write(item));
  if (rows.length <= limit || last === undefined) return { marker: null, next_link: null, results };
  const marker = writeMarker(last.number);
  const query = new URLSearchParams(request.query);
  query.set('marker', marker);
  return { marker, next_link: `${request.path}?${query.toString()}`, results };
}
