import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { instantToLocal, localToInstant } from '#shared/keys/local-time';

const ZONES = [
  'UTC',
  'Europe/Berlin',
  'America/New_York',
  'Asia/Kolkata',
  'Australia/Lord_Howe',
  'Pacific/Apia',
];

describe('the wall clock of a zone', () => {
  it.each([
    ['2026-12-04T14:00', 'Europe/Berlin', Date.UTC(2026, 11, 4, 13)],
    ['2026-07-04T14:00', 'Europe/Berlin', Date.UTC(2026, 6, 4, 12)],
    ['2026-12-04T14:00:30', 'UTC', Date.UTC(2026, 11, 4, 14, 0, 30)],
    ['2026-12-04T00:00', 'Asia/Kolkata', Date.UTC(2026, 11, 3, 18, 30)],
  ])('%s in %s is one moment', (text, zone, at) => {
    expect(localToInstant(text, zone)).toBe(at);
    expect(instantToLocal(at, zone)).toBe(text.slice(0, 16));
  });

  it('moves a time that the clocks skip to as much later', () => {
    expect(localToInstant('2026-03-29T02:30', 'Europe/Berlin')).toBe(Date.UTC(2026, 2, 29, 1, 30));
  });

  it('takes the first of two times when the clocks go back', () => {
    expect(localToInstant('2026-10-25T02:30', 'Europe/Berlin')).toBe(Date.UTC(2026, 9, 25, 0, 30));
  });

  it.each([
    '',
    '2026-02-30T10:00',
    '2026-13-01T10:00',
    '2026-01-01T25:00',
    '2026-01-01T10:61',
    '2026-01-01',
    'soon',
  ])('%j is no time', (text) => {
    expect(localToInstant(text, 'UTC')).toBeNull();
  });

  it('comes back from every moment, but for the second pass of a repeated hour', () => {
    const minutes = fc.integer({ min: Date.UTC(2000, 0, 1) / 60_000, max: Date.UTC(2040, 0, 1) / 60_000 });
    fc.assert(
      fc.property(minutes, fc.constantFrom(...ZONES), (minute, zone) => {
        const at = minute * 60_000;
        const back = localToInstant(instantToLocal(at, zone), zone);
        expect(back).not.toBeNull();
        expect(instantToLocal(back ?? 0, zone)).toBe(instantToLocal(at, zone));
        expect(at - (back ?? 0)).toBeGreaterThanOrEqual(0);
        expect(at - (back ?? 0)).toBeLessThanOrEqual(3_600_000);
      }),
    );
  });
});
