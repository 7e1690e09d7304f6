import type { Instant } from '#shared/ids';

/** A wall-clock time read in one zone. A gap is skipped when clocks go forward, an overlap happens twice. */
export type LocalReading =
  | { readonly sort: 'unreadable' }
  | { readonly sort: 'once'; readonly at: Instant }
  | { readonly sort: 'skipped'; readonly at: Instant }
  | { readonly sort: 'twice'; readonly earlier: Instant; readonly later: Instant };

const DAY = 86_400_000;
const SHAPE = /^(\d{4})-(\d{2})-(\d{2})T(\d{2}):(\d{2})(?::(\d{2}))?$/;

const formatters = new Map<string, Intl.DateTimeFormat>();

function formatterOf(zone: string): Intl.DateTimeFormat {
  const known = formatters.get(zone);
  if (known !== undefined) return known;
  const made = new Intl.DateTimeFormat('en-US', {
    timeZone: zone,
    hourCycle: 'h23',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
  });
  formatters.set(zone, made);
  return made;
}

/** The wall clock of `zone` at `at`, as if it were UTC, in ms without the fraction of a second. */
function wallClock(at: Instant, zone: string): number {
  const parts = new Map(
    formatterOf(zone)
      .formatToParts(at)
      .map((part) => [part.type, Number(part.value)]),
  );
  const read = (name: Intl.DateTimeFormatPartTypes) => parts.get(name) ?? 0;
  return Date.UTC(read('year'), read('month') - 1, read('day'), read('hour'), read('minute'), read('second'));
}

/** How far `zone` is ahead of UTC at `at`, in ms. */
export function offsetAt(at: Instant, zone: string): number {
  return wallClock(at, zone) - Math.floor(at / 1000) * 1000;
}

/** The value of a date-and-time input ("2026-03-29T02:30") as ms on a clock without zone; null when it is no date. */
function parseWallClock(text: string): number | null {
  const match = SHAPE.exec(text);
  if (match === null) return null;
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = match
    .slice(1)
    .map((digits) => Number(digits ?? '0'));
  const at = Date.UTC(year, month - 1, day, hour, minute, second);
  const back = new Date(at);
  const same = back.getUTCMonth() === month - 1 && back.getUTCDate() === day && back.getUTCHours() === hour;
  return same && minute < 60 && second < 60 && year >= 1970 ? at : null;
}

/**
 * Reads the value of a date-and-time input as a moment in `zone`. A time that the clocks skip is moved forward
 * by the length of the gap (02:30 becomes 03:30); for a time that happens twice both moments are given.
 */
export function readLocal(text: string, zone: string): LocalReading {
  const wall = parseWallClock(text);
  if (wall === null) return { sort: 'unreadable' };
  const before = offsetAt(wall - DAY, zone);
  const after = offsetAt(wall + DAY, zone);
  const moments = [...new Set([wall - before, wall - after])]
    .filter((at) => at >= 0 && wallClock(at, zone) === wall)
    .toSorted((a, b) => a - b);
  const [earlier, later] = moments;
  if (earlier === undefined) return { sort: 'skipped', at: Math.max(0, wall - before) };
  return later === undefined ? { sort: 'once', at: earlier } : { sort: 'twice', earlier, later };
}

/** A moment as the value of a date-and-time input in `zone`, to the minute. */
export function writeLocal(at: Instant, zone: string): string {
  return new Date(wallClock(at, zone)).toISOString().slice(0, 16);
}

/** The zone of this system as it is now; it can change while the application runs. */
export function systemZone(): string {
  return new Intl.DateTimeFormat().resolvedOptions().timeZone;
}
