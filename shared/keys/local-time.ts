import type { Instant } from '../ids';
import { DAY_MS } from './duration';

const LOCAL = /^(\d{4})-(\d\d)-(\d\d)T(\d\d):(\d\d)(?::(\d\d))?$/;

function partsFormat(timeZone: string): Intl.DateTimeFormat {
  return new Intl.DateTimeFormat('en-US', {
    timeZone,
    calendar: 'iso8601',
    numberingSystem: 'latn',
    hourCycle: 'h23',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
  });
}

/** The wall clock of a zone at a moment, as a date-time field holds it: `2026-12-04T14:00`. */
export function instantToLocal(at: Instant, timeZone: string): string {
  return new Date(wallClock(at, partsFormat(timeZone))).toISOString().slice(0, 16);
}

/** The zone's wall clock read as if it were UTC, in ms. */
function wallClock(at: Instant, format: Intl.DateTimeFormat): number {
  const parts = new Map(format.formatToParts(at).map(({ type, value }) => [type, Number(value)]));
  const of = (type: Intl.DateTimeFormatPartTypes): number => parts.get(type) ?? 0;
  return Date.UTC(of('year'), of('month') - 1, of('day'), of('hour'), of('minute'), of('second'));
}

/**
 * The moment at which a zone's wall clock shows this. A time that occurs twice (clocks put back) means the first
 * occurrence; one that does not occur (clocks put forward) means as much later. Null for text that is no date and time.
 */
export function localToInstant(text: string, timeZone: string): Instant | null {
  const match = LOCAL.exec(text);
  if (match === null) return null;
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = match
    .slice(1)
    .map((part) => Number(part ?? 0));
  const wanted = Date.UTC(year, month - 1, day, hour, minute, second);
  const readBack = new Date(wanted).toISOString().slice(0, 16);
  if (readBack !== text.slice(0, 16) || second > 59) return null;
  const format = partsFormat(timeZone);
  const offsetAt = (at: number): number => wallClock(at, format) - at;
  // Offsets of the day before and the day after hold both sides of any change of clocks in between.
  const before = wanted - offsetAt(wanted - DAY_MS);
  const after = wanted - offsetAt(wanted + DAY_MS);
  const real = [before, after].filter((at) => wallClock(at, format) === wanted);
  return real.length > 0 ? Math.min(...real) : before;
}
