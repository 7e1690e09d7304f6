import { createHash } from 'node:crypto';
import type { PracticeRequest } from '../exchange';
import type { Took } from '../kind-server';
import { presentedKey } from './caller';
import type { Wish } from './context';
import type { LogEntry } from './log-store';

/** Texts are cut to this length (key-apis A11). */
const MAX_TEXT = 1000;
/** Longer than a plain key that could begin before the cut, so that none is left half masked. */
const MASKED_BEYOND = 64;
const LIKE_A_KEY = /[0-9a-f]{32,}/g;

/** The first 3 characters, then asterisks (A11). */
export function maskKey(key: string): string {
  return key.slice(0, 3) + '*'.repeat(Math.max(0, key.length - 3));
}

/** The keys that a request names: the presented one and, in calls about keys, the one in the path. */
function namedKeys(request: PracticeRequest): readonly string[] {
  const inPath = request.segments[1] === 'keys' ? request.segments[2] : undefined;
  return [presentedKey(request), inPath].flatMap((key) =>
    key === null || key === undefined || key === '' ? [] : key,
  );
}

/** How far beyond the cut a key that began before it may reach; percent-encoding makes at most three characters of one. */
function reachOf(keys: readonly string[]): number {
  return MASKED_BEYOND + 3 * Math.max(0, ...keys.map((key) => key.length));
}

/** Masks these keys, as they are or percent-encoded, and everything that looks like a plain key; then cuts. */
function masked(text: string, keys: readonly string[]): string {
  let result = text.slice(0, MAX_TEXT + reachOf(keys));
  for (const key of keys) {
    result = result.replaceAll(key, maskKey(key)).replaceAll(encodeURIComponent(key), maskKey(key));
  }
  return result.replace(LIKE_A_KEY, maskKey).slice(0, MAX_TEXT);
}

function headerLines(request: PracticeRequest): string {
  return Object.entries(request.headers)
    .map(([name, value]) => `${name}: ${Array.isArray(value) ? value.join(', ') : (value ?? '')}`)
    .join('\n');
}

export interface LoggedAnswer {
  readonly status: number;
  /** The answer's JSON text. */
  readonly text: string;
  readonly nbHits: number | null;
}

/** The log's entry for a request: texts only, keys masked. */
export function logEntry(
  request: PracticeRequest,
  answer: LoggedAnswer,
  wishes: readonly Wish[],
  took: Took,
): LogEntry {
  const keys = namedKeys(request);
  const hide = (text: string): string => masked(text, keys);
  const query = request.query.toString();
  const url = query === '' ? request.path : `${request.path}?${query}`;
  const body = request.body.subarray(0, 4 * (MAX_TEXT + reachOf(keys))).toString('utf8');
  const at = new Date(took.startedAt).toISOString();
  return {
    timestamp: at,
    method: request.method,
    answer_code: String(answer.status),
    query_body: hide(body),
    answer: hide(answer.text),
    url: hide(url),
    ip: request.ip,
    query_headers: hide(headerLines(request)),
    sha1: createHash('sha1').update(`${at}\n${request.method}\n${url}\n`).update(request.body).digest('hex'),
    nb_api_calls: String(Math.max(1, wishes.length)),
    processing_time_ms: String(Math.ceil(took.durationMs)),
    index: wishes.find(({ index }) => index !== null)?.index ?? '',
    query_params: hide(query),
    query_nb_hits: answer.nbHits === null ? '' : String(answer.nbHits),
    inner_queries: wishes.flatMap(({ operation, index }) =>
      operation === 'search' && index !== null ? [{ index_name: index, user_token: '', query_id: '' }] : [],
    ),
  };
}
