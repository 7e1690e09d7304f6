import type { TryResult } from '#shared/contract/keys';
import { z } from 'zod';
import { ReadRefused } from '../answers';
import type { AlgoliaCalls } from './calls';

const indexPageSchema = z.object({
  items: z.array(z.object({ name: z.string() })),
  nbPages: z.number().nullish(),
});

/** More than any application has; ends the loop on a server that never stops counting. */
const MAX_PAGES = 50;
const PAGE_SIZE = 1000;

/** The names of all indices, in the cluster's order. Rejects with ReadRefused or AppError. */
export async function indexNames(
  calls: AlgoliaCalls,
  credential: string,
  signal: AbortSignal,
): Promise<readonly string[]> {
  const names: string[] = [];
  for (let page = 0; page < MAX_PAGES; page += 1) {
    const { value } = await calls.read({
      purpose: 'resources',
      credential,
      secrets: [],
      send: (client) => client.listIndices({ page, hitsPerPage: PAGE_SIZE }),
      schema: indexPageSchema,
      signal,
    });
    names.push(...value.items.map(({ name }) => name));
    if (page + 1 >= (value.nbPages ?? 1)) break;
  }
  return names;
}

const hitsSchema = z.object({ nbHits: z.number().nullish(), processingTimeMS: z.number().nullish() });

export interface Trial {
  readonly secret: string;
  readonly resource: string;
  readonly text: string;
}

/** One search with a key's own secret. What the cluster refuses is a result; only a failed exchange rejects. */
export async function trySearch(
  calls: AlgoliaCalls,
  { secret, resource, text }: Trial,
  signal: AbortSignal,
): Promise<TryResult> {
  try {
    const { value, answeredAt, sentAt } = await calls.readOnce({
      purpose: 'try',
      credential: secret,
      secrets: [],
      send: (client) =>
        client.searchSingleIndex({ indexName: resource, searchParams: { query: text, hitsPerPage: 1 } }),
      schema: hitsSchema,
      signal,
    });
    const hits = value.nbHits ?? 0;
    const ms = value.processingTimeMS ?? answeredAt - sentAt;
    return { allowed: true, status: 200, message: `${hits} ${hits === 1 ? 'hit' : 'hits'} in ${ms} ms` };
  } catch (error) {
    if (!(error instanceof ReadRefused)) throw error;
    const { status, message } = error.refusal;
    if (status >= 500) throw error.error;
    // An index that does not exist is told only to a key that may search it.
    return { allowed: status === 404, status, message: message === '' ? `Status ${status}` : message };
  }
}
