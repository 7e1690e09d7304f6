import type { Instant } from '../../ids';
import { DAY_MS } from '../../keys/duration';
import type { Problem } from './problem';
import type { AlgoliaSpec } from './spec';

/** What the editor proposes for a new key. */
export const PROPOSED_LIFETIME_DAYS = 90;
/** Above this many seconds someone took a Unix timestamp for a duration (key-apis C6). */
const TIMESTAMP_SECONDS = 1e9;
const MAX_INT32 = 2_147_483_647;

/** Problems of the expiry (key-apis A5, C6). `now` in Unix ms. */
export function checkExpiry(spec: AlgoliaSpec, now: Instant): readonly Problem[] {
  const problem = (rule: string, severity: Problem['severity'], message: string): readonly Problem[] => [
    {
      rule,
      severity,
      field: 'expiresAt',
      message,
      fix: {
        label: `Expire in ${PROPOSED_LIFETIME_DAYS} days`,
        apply: (current) => ({ ...current, expiresAt: now + PROPOSED_LIFETIME_DAYS * DAY_MS }),
      },
    },
  ];
  if (spec.expiresAt === null) {
    return problem(
      'expiry-never',
      'warning',
      'The key never expires; whoever gets hold of it can use it for ever.',
    );
  }
  if (spec.expiresAt <= now) return problem('expiry-past', 'error', 'The expiry is in the past.');
  const seconds = Math.ceil((spec.expiresAt - now) / 1000);
  if (seconds > MAX_INT32) {
    return problem(
      'expiry-range',
      'error',
      'The expiry is more than 68 years ahead; the protocol cannot express it.',
    );
  }
  if (seconds > TIMESTAMP_SECONDS) {
    return problem(
      'validity-timestamp',
      'warning',
      `The key lives for ${Math.floor(seconds / 31_557_600)} years; probably a Unix timestamp was taken for a duration.`,
    );
  }
  return [];
}
