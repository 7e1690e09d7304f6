import type { TryResult } from '#shared/contract/keys';
import type { Instant } from '#shared/ids';
import { algorithmCallPath } from '#shared/kinds/algorithmia/wire';
import { AppError } from '#shared/errors';
import { z } from 'zod';
import { ownWords } from '../../errors';
import { ReadRefused } from '../../answers';
import type { AlgorithmiaCalls } from '../calls';

/** What is called, and with which key. */
export interface TriedCall {
  readonly secret: string;
  /** `owner/name[/version]`. */
  readonly resource: string;
  /** The input, as text. */
  readonly text: string;
}

/** An algorithm call can answer 200 with an `error` member (key-apis B1). */
const answerSchema = z.object({
  error: z.object({ message: z.string() }).nullish(),
});

/** Calls an algorithm once with the key's own secret. Rejects with AppError when there is no answer of the cluster. */
export async function tryCall(
  calls: AlgorithmiaCalls,
  { secret, resource, text }: TriedCall,
  clock: () => Instant,
  signal: AbortSignal,
): Promise<TryResult> {
  const began = clock();
  const path = algorithmCallPath(resource);
  if (path === null) {
    throw new AppError('VALIDATION', 'Name an algorithm as owner/name.', { field: 'resource' });
  }
  try {
    const { value } = await calls.readOnce({
      purpose: 'try',
      method: 'POST',
      path,
      body: { input: text },
      credential: secret,
      schema: answerSchema,
      signal,
    });
    const failed = value.error?.message;
    const message =
      failed === undefined
        ? `It answered in ${clock() - began} ms.`
        : `The algorithm ran and failed: ${ownWords(failed, [secret])}`;
    return { allowed: true, status: 200, message };
  } catch (error) {
    if (!(error instanceof ReadRefused)) throw error;
    const { status, message } = error.refusal;
    return { allowed: false, status, message: message === '' ? `Status ${status}.` : message };
  }
}
