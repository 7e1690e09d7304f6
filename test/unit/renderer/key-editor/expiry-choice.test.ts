import { describe, expect, it } from 'vitest';
import {
  NEW_KEY_EXPIRY,
  choiceOf,
  durationOf,
  momentText,
  readExpiry,
  switchMode,
  typeMoment,
} from '../../../../renderer/features/key-editor/expiry-choice';

const NOW = Date.UTC(2026, 10, 23, 12, 0);
const DAY = 86_400_000;

describe('the expiry of a key', () => {
  it('is proposed as 90 days from the moment of saving', () => {
    expect(readExpiry(NEW_KEY_EXPIRY, NOW)).toEqual({ ok: true, expiresAt: NOW + 90 * DAY });
    expect(readExpiry(NEW_KEY_EXPIRY, NOW + 5000)).toEqual({ ok: true, expiresAt: NOW + 5000 + 90 * DAY });
  });

  it('refuses a moment that has passed, and no moment at all', () => {
    expect(readExpiry(choiceOf(NOW - 1), NOW).ok).toBe(false);
    expect(readExpiry(typeMoment('', 'UTC'), NOW).ok).toBe(false);
  });

  it.each([
    ['90', 'days', 90 * DAY],
    [' 2 ', 'weeks', 14 * DAY],
    ['0', 'days', null],
    ['1.5', 'days', null],
    ['-3', 'hours', null],
    ['x', 'minutes', null],
    ['99999', 'weeks', null],
  ] as const)('takes %s %s as %s', (amount, unit, length) => {
    expect(durationOf(amount, unit)).toBe(length);
  });

  it('keeps the moment, not the text, when the time zone changes', () => {
    const typed = typeMoment('2026-12-24T18:00', 'Europe/Berlin');
    if (typed.mode !== 'moment') throw new Error('typing a moment gives a moment');
    expect(momentText(typed, 'Europe/Berlin')).toBe('2026-12-24T18:00');
    expect(momentText(typed, 'America/New_York')).toBe('2026-12-24T12:00');
    expect(readExpiry(typed, NOW)).toEqual({ ok: true, expiresAt: Date.UTC(2026, 11, 24, 17, 0) });
  });

  it('keeps unfinished text over a change of zone', () => {
    const typed = typeMoment('2026-12', 'Europe/Berlin');
    if (typed.mode !== 'moment') throw new Error('typing a moment gives a moment');
    expect(momentText(typed, 'America/New_York')).toBe('2026-12');
  });

  it('means the same end after switching between duration and moment', () => {
    const moment = switchMode({ mode: 'duration', amount: '3', unit: 'days' }, 'moment', NOW);
    expect(readExpiry(moment, NOW)).toEqual({ ok: true, expiresAt: NOW + 3 * DAY });
    expect(switchMode(moment, 'duration', NOW)).toEqual({ mode: 'duration', amount: '3', unit: 'days' });
  });

  it('stays whole days when a duration becomes a moment between two minutes', () => {
    const now = NOW + 10_000;
    const moment = readExpiry(switchMode(NEW_KEY_EXPIRY, 'moment', now), now);
    if (!moment.ok || moment.expiresAt === null) throw new Error('there is a moment');
    expect(moment.expiresAt - now).toBeGreaterThanOrEqual(90 * DAY);
    expect(moment.expiresAt - now).toBeLessThan(90 * DAY + 60_000);
  });

  it('proposes 90 days when never becomes a moment or a duration', () => {
    expect(readExpiry(switchMode({ mode: 'never' }, 'moment', NOW), NOW)).toEqual({
      ok: true,
      expiresAt: NOW + 90 * DAY,
    });
    expect(switchMode({ mode: 'never' }, 'duration', NOW)).toEqual(NEW_KEY_EXPIRY);
  });
});
