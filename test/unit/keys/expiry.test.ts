import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { expiryWords, instantFormatter, relativeWords, untilWordsChange } from '#shared/keys/expiry';

const NOW = Date.UTC(2026, 10, 22, 13);
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

describe('the countdown', () => {
  it.each([
    [null, 'never'],
    [NOW + 12 * DAY, 'in 12 days'],
    [NOW + 13 * DAY - 1, 'in 12 days'],
    [NOW + DAY, 'in 1 day'],
    [NOW + DAY - 1, 'in 23 hours'],
    [NOW + 90 * MINUTE, 'in 1 hour'],
    [NOW + 5 * MINUTE, 'in 5 minutes'],
    [NOW + 59_999, 'in less than a minute'],
    [NOW + 1, 'in less than a minute'],
    [NOW, 'expired less than a minute ago'],
    [NOW - 3 * HOUR, 'expired 3 hours ago'],
    [NOW + 729 * DAY, 'in 729 days'],
    [NOW + 800 * DAY, 'in 2 years'],
    [NOW - 3 * 365 * DAY, 'expired 3 years ago'],
  ])('to %s says %s', (at, words) => {
    expect(expiryWords(at, NOW)).toBe(words);
  });

  it('holds until the moment at which it is said to change', () => {
    fc.assert(
      fc.property(fc.integer({ min: -3 * DAY, max: 3 * DAY }), (away) => {
        const at = NOW + away;
        const wait = untilWordsChange(at, NOW);
        expect(wait).toBeGreaterThanOrEqual(1000);
        if (wait > 1000) expect(relativeWords(at, NOW + wait - 1)).toBe(relativeWords(at, NOW));
        if (wait > 1000) expect(relativeWords(at, NOW + wait)).not.toBe(relativeWords(at, NOW));
      }),
    );
  });
});

describe('a moment', () => {
  it('is written with its zone, daylight saving minded', () => {
    const berlin = instantFormatter('Europe/Berlin');
    expect(berlin(Date.UTC(2026, 11, 4, 13))).toBe('4 Dec 2026, 14:00 CET');
    expect(berlin(Date.UTC(2026, 6, 4, 12))).toBe('4 Jul 2026, 14:00 CEST');
    expect(instantFormatter('UTC')(0)).toBe('1 Jan 1970, 00:00 UTC');
  });
});
