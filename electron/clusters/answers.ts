import { AppError } from '#shared/errors';
import type { Instant } from '#shared/ids';
import type { z } from 'zod';
import { badAnswer, ownWords, type Place, type Refusal } from './errors';
import { pause } from './pause';

/** An answer in its parsed form, with the times around it. */
export interface Answer<T> {
  readonly value: T;
  readonly place: Place;
  /** The cluster's time by the Date header in Unix ms; null without one. */
  readonly date: Instant | null;
  /** Our time when the answer's own exchange began and ended. */
  readonly sentAt: Instant;
  readonly answeredAt: Instant;
}

/** A read that the cluster refused; `error` is what the user gets to see unless the caller knows better. */
export class ReadRefused extends Error {
  constructor(
    readonly refusal: Refusal,
    readonly error: AppError,
  ) {
    super(error.message);
    this.name = 'ReadRefused';
  }
}

/** The cluster's refusal as the error for the user. */
export async function unwrapped<T>(pending: Promise<T>): Promise<T> {
  try {
    return await pending;
  } catch (error) {
    throw error instanceof ReadRefused ? error.error : error;
  }
}

/** What a cancelled call rejects with. */
export function cancelled(): AppError {
  return new AppError('CANCELLED', 'The action was cancelled.');
}

/** Waits unless the call is cancelled meanwhile (CANCELLED). */
export async function pauseUnlessCancelled(ms: number, signal: AbortSignal): Promise<void> {
  try {
    await pause(ms, signal);
  } catch {
    throw cancelled();
  }
}

export interface RateLimits {
  /** How often a read is repeated after a 429. */
  readonly rateLimitRetries: number;
  /** A longer wait than this is the user's to decide. */
  readonly rateLimitMaxMs: number;
}

const DEFAULT_RATE_LIMIT_PAUSE_MS = 1_000;

/** A read that waits out a 429 a few times, as long as the cluster says or a second. */
export async function readPatiently<T>(
  readOnce: () => Promise<T>,
  { rateLimitRetries, rateLimitMaxMs }: RateLimits,
  signal: AbortSignal,
): Promise<T> {
  for (let attempt = 0; ; attempt += 1) {
    try {
      return await readOnce();
    } catch (error) {
      if (!(error instanceof ReadRefused) || error.refusal.status !== 429) throw error;
      if (attempt >= rateLimitRetries) throw error;
      const wanted = error.refusal.retryAfterSeconds;
      const ms = wanted === null ? DEFAULT_RATE_LIMIT_PAUSE_MS : wanted * 1_000;
      if (ms > rateLimitMaxMs) throw error;
      await pauseUnlessCancelled(ms, signal);
    }
  }
}

/** An answer, or a part of one. */
export interface Answered {
  readonly place: Place;
  /** Texts that no message may show. */
  readonly secrets: readonly string[];
  /** Where in the answer the part stands. */
  readonly path?: readonly (string | number)[];
}

/** The parsed form of (a part of) an answer. Throws AppError BAD_ANSWER, which says where it deviates. */
export function readAnswer<T>(raw: unknown, schema: z.ZodType<T>, answered: Answered): T {
  const parsed = schema.safeParse(raw);
  if (!parsed.success) throw badAnswer(answered.place, describe(parsed.error, answered));
  return parsed.data;
}

/** Where an answer deviates, without its values. */
function describe(error: z.ZodError, { secrets, path = [] }: Answered): string {
  const whole = [...path, ...(error.issues[0]?.path ?? [])].map(String).join('.');
  const clean = ownWords(whole, secrets);
  return clean === '' ? 'it has an unexpected form' : `"${clean}" has an unexpected form`;
}
