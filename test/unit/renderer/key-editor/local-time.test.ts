import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { instantToLocal } from '#shared/keys/local-time';
import { readLocal } from '../../../../renderer/features/key-editor/local-time';

const ZONES = [
  'Europe/Berlin',
  'America/New_York',
  'Australia/Lord_Howe',
  'Asia/Kolkata',
  'UTC',
  'Pacific/Apia',
];

describe('a local date and time', () => {
  it('is one moment on an ordinary day', () => {
    expect(readLocal('2026-12-03T14:00', 'Europe/Berlin')).toEqual({
      sort: 'once',
      at: Date.UTC(2026, 11, 3, 13, 0),
    });
  });

  it('is moved forward by the gap when the clocks skip it', () => {
    const reading = readLocal('2026-03-29T02:30', 'Europe/Berlin');
    expect(reading).toEqual({ sort: 'skipped', at: Date.UTC(2026, 2, 29, 1, 30) });
    expect(instantToLocal(Date.UTC(2026, 2, 29, 1, 30), 'Europe/Berlin')).toBe('2026-03-29T03:30');
  });

  it('is moved by half an hour where the gap is half an hour', () => {
    expect(readLocal('2026-10-04T02:15', 'Australia/Lord_Howe')).toEqual({
      sort: 'skipped',
      at: Date.UTC(2026, 9, 3, 15, 45),
    });
  });

  it('is two moments when the clocks go back', () => {
    expect(readLocal('2026-10-25T02:30', 'Europe/Berlin')).toEqual({
      sort: 'twice',
      earlier: Date.UTC(2026, 9, 25, 0, 30),
      later: Date.UTC(2026, 9, 25, 1, 30),
    });
  });

  it('is skipped on a day that a zone left out', () => {
    expect(readLocal('2011-12-30T12:00', 'Pacific/Apia').sort).toBe('skipped');
  });

  it.each(['', '2026-13-01T00:00', '2026-02-30T10:00', '2026-01-01T24:00', '2026-01-01', 'tomorrow'])(
    'is unreadable as %j',
    (text) => {
      expect(readLocal(text, 'Europe/Berlin')).toEqual({ sort: 'unreadable' });
    },
  );

  it('reads back what it wrote, in every zone, to the minute', () => {
    const minute = fc.integer({ min: 2_000_000, max: 70_000_000 }).map((count) => count * 60_000);
    fc.assert(
      fc.property(minute, fc.constantFrom(...ZONES), (at, zone) => {
        const reading = readLocal(instantToLocal(at, zone), zone);
        const moments =
          reading.sort === 'twice'
            ? [reading.earlier, reading.later]
            : reading.sort === 'once'
              ? [reading.at]
              : [];
        expect(moments).toContain(at);
      }),
    );
  });
});
