import type { RateLimits } from '../answers';

/** How long and how much; times in ms. */
export interface AlgorithmiaLimits extends RateLimits {
  readonly connectMs: number;
  readonly readMs: number;
  readonly changeMs: number;
  /** Largest answer in bytes. */
  readonly answerBytes: number;
  /** Items of one page of a list (key-apis B1: capped by the system). */
  readonly pageSize: number;
  /** Accounts whose keys are asked for side by side. */
  readonly atOnce: number;
  /** How long a change is awaited, and the pause between looks. */
  readonly visibleMs: number;
  readonly pollMs: number;
}

export const DEFAULT_ALGORITHMIA_LIMITS: AlgorithmiaLimits = {
  connectMs: 5_000,
  readMs: 20_000,
  changeMs: 30_000,
  answerBytes: 64 * 1024 * 1024,
  pageSize: 200,
  atOnce: 4,
  rateLimitRetries: 3,
  rateLimitMaxMs: 30_000,
  visibleMs: 30_000,
  pollMs: 300,
};
