import { pageSchemaOf } from '#shared/kinds/algorithmia/wire';
import type { z } from 'zod';
import { cancelled, type Answer } from '../answers';
import { badAnswer } from '../errors';
import type { AlgorithmiaCalls } from './calls';

/** What all requests of one action have in common. */
export interface Asking {
  readonly calls: AlgorithmiaCalls;
  readonly credential: string;
  readonly signal: AbortSignal;
}

/** Every item of a paged list, to its end (key-apis B1: both pointers are null there). */
export async function* allOf<Item>(
  { calls, credential, signal }: Asking,
  path: string,
  item: z.ZodType<Item>,
  limit: number,
): AsyncIterable<Answer<readonly Item[]>> {
  const schema = pageSchemaOf(item);
  const seen = new Set<string>();
  let marker = '';
  for (;;) {
    if (signal.aborted) throw cancelled();
    const query = marker === '' ? `limit=${limit}` : `limit=${limit}&marker=${encodeURIComponent(marker)}`;
    const answer = await calls.read({
      purpose: 'list',
      path: `${path}?${query}`,
      credential,
      schema,
      signal,
    });
    yield { ...answer, value: answer.value.results };
    marker = answer.value.marker ?? '';
    if (marker === '') return;
    // A marker that comes again would never end.
    if (seen.has(marker)) throw badAnswer(calls.place, 'the same page comes again and again');
    seen.add(marker);
  }
}
