/** How long and how often the adapter tries; all times in ms. */
export interface AlgoliaLimits {
  /** Until a connection stands. */
  readonly connectMs: number;
  /** Until an answer is complete, counted from the connection. */
  readonly readMs: number;
  /** The same for the list of all keys, which has no pages (key-apis A3). */
  readonly listMs: number;
  readonly changeMs: number;
  readonly answerBytes: number;
  readonly listBytes: number;
  /** How often a read waits out a 429, and for how long at most each time. */
  readonly rateLimitRetries: number;
  readonly rateLimitMaxMs: number;
  /** How long a change is awaited. Reads come after `pollStepMs`, twice that, three times … up to `pollMaxMs`. */
  readonly visibleMs: number;
  readonly pollStepMs: number;
  readonly pollMaxMs: number;
}

export const DEFAULT_ALGOLIA_LIMITS: AlgoliaLimits = {
  connectMs: 5_000,
  readMs: 20_000,
  listMs: 120_000,
  changeMs: 30_000,
  answerBytes: 8 * 1024 * 1024,
  listBytes: 256 * 1024 * 1024,
  rateLimitRetries: 3,
  rateLimitMaxMs: 30_000,
  visibleMs: 60_000,
  pollStepMs: 150,
  pollMaxMs: 3_000,
};
