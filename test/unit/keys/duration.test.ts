import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DAY_MS, formatDuration, parseDuration } from '#shared/keys/duration';

const HOUR = 3_600_000;

describe('a typed duration', () => {
  it.each([
    ['90 days', 90 * DAY_MS],
    ['90d', 90 * DAY_MS],
    [' 1H 30m ', 1.5 * HOUR],
    ['1h30m', 1.5 * HOUR],
    ['2 weeks and 3 days', 17 * DAY_MS],
    ['1 week, 1 day', 8 * DAY_MS],
    ['1.5 days', 1.5 * DAY_MS],
    ['300 s', 300_000],
    ['6 months', 180 * DAY_MS],
    ['1 year', 365 * DAY_MS],
  ])('%j is read', (text, ms) => {
    expect(parseDuration(text)).toEqual({ ok: true, ms });
  });

  it.each([
    ['', 'Enter a duration'],
    ['300', 'Add a unit to 300'],
    ['1h 30', 'Add a unit to 30'],
    ['5 parsecs', 'parsecs is no unit'],
    ['days', 'like 90 days'],
    ['-3 days', 'like 90 days'],
    ['2026-12-04', 'like 90 days'],
    ['0 days', 'at least one second'],
    [`${'9'.repeat(30)} years`, 'too long'],
  ])('%j is refused with a reason', (text, words) => {
    expect(parseDuration(text)).toEqual({ ok: false, message: expect.stringContaining(words) });
  });

  it('takes a long text of digits in no time to speak of', () => {
    expect(parseDuration(`${'1'.repeat(50_000)}!`).ok).toBe(false);
  });
});

describe('a printed duration', () => {
  it.each([
    [0, '0 seconds'],
    [1000, '1 second'],
    [61_000, '1 minute 1 second'],
    [300_000, '5 minutes'],
    [30 * HOUR, '1 day 6 hours'],
    [90 * DAY_MS, '90 days'],
    [DAY_MS + 59_000, '1 day'],
  ])('of %d ms is %s', (ms, text) => {
    expect(formatDuration(ms)).toBe(text);
  });

  it('reads back as itself when it needs two units at most', () => {
    const units = fc.constantFrom([DAY_MS, HOUR, 24], [HOUR, 60_000, 60], [60_000, 1000, 60]);
    fc.assert(
      fc.property(
        units,
        fc.integer({ min: 1, max: 20 }),
        fc.nat(),
        ([large = 1, small = 1, most = 1], a, b) => {
          const ms = a * large + (b % most) * small;
          expect(parseDuration(formatDuration(ms))).toEqual({ ok: true, ms });
        },
      ),
    );
  });
});
