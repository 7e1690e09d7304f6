import { parseParameters } from '#shared/kinds/algolia/query-parameters';
import type { PracticeRequest } from '../exchange';
import { isJsonObject } from '../json';

const SEARCHES: ReadonlySet<string | undefined> = new Set(['query', 'queries', 'browse']);

function tokenIn(value: unknown): string | null {
  if (!isJsonObject(value)) return null;
  if (typeof value['userToken'] === 'string') return value['userToken'];
  if (typeof value['params'] === 'string') {
    const found = parseParameters(value['params']).findLast(([name]) => name === 'userToken');
    if (found !== undefined) return found[1];
  }
  if (!Array.isArray(value['requests'])) return null;
  return value['requests'].map(tokenIn).find((token) => token !== null) ?? null;
}

/** The user token that the search parameters in a body name; null when there is none. */
export function bodyUserToken(request: PracticeRequest): string | null {
  if (request.method !== 'POST' || !SEARCHES.has(request.segments.at(-1))) return null;
  try {
    const body: unknown = JSON.parse(request.body.toString('utf8'));
    return tokenIn(body);
  } catch {
    return null;
  }
}
