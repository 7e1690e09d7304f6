import { afterEach, describe, expect, it, vi } from 'vitest';
import {
  formatCount,
  formatDate,
  formatDuration,
  formatInstant,
  formatRelative,
} from '../../../../renderer/ui';

const NOW = Date.UTC(2026, 10, 24, 12);
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

describe('formatRelative', () => {
  it.each([
    [0, 'just now'],
    [-44_000, 'just now'],
    [30_000, 'in less than a minute'],
    [-2 * MINUTE - 59_000, '2 min ago'],
    [59 * MINUTE, 'in 59 min'],
    [-3 * HOUR, '3 hours ago'],
    [12 * DAY + 5 * HOUR, 'in 12 days'],
    [99 * DAY, 'in 99 days'],
    [200 * DAY, 'in 6 months'],
    [-3 * 366 * DAY, '3 years ago'],
  ])('says %i ms as "%s"', (span, words) => {
    expect(formatRelative(NOW + span, NOW)).toBe(words);
  });

  it('never promises more time than there is', () => {
    expect(formatRelative(NOW + 2 * DAY - 1, NOW)).toBe('in 1 day');
  });
});

describe('formatDuration', () => {
  it.each([
    [0, '0 seconds'],
    [1000, '1 second'],
    [140_000, '2 minutes 20 seconds'],
    [-HOUR, '1 hour'],
    [2 * DAY + 4 * HOUR + 5 * MINUTE, '2 days 4 hours'],
    [DAY + 30_000, '1 day'],
  ])('says %i ms as "%s"', (ms, words) => {
    expect(formatDuration(ms)).toBe(words);
  });
});

it('groups digits', () => {
  expect(formatCount(1204)).toBe('1,204');
});

describe('formatInstant', () => {
  afterEach(() => {
    vi.unstubAllEnvs();
  });

  it('follows the system to another time zone', () => {
    const evening = Date.UTC(2026, 11, 3, 23, 30);
    vi.stubEnv('TZ', 'Asia/Tokyo');
    expect(formatInstant(evening)).toMatch(/^4 Dec 2026, 08:30 /);
    vi.stubEnv('TZ', 'America/New_York');
    expect(formatInstant(evening)).toMatch(/^3 Dec 2026, 18:30 /);
    expect(formatDate(evening)).toBe('3 Dec 2026');
  });
});
