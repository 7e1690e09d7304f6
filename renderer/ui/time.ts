import type { Instant } from '#shared/ids';

/** The interface is in English, so dates and numbers inside its sentences are too; the zone is the system's. */
const LOCALE = 'en-GB';

const INSTANT = {
  day: 'numeric',
  month: 'short',
  year: 'numeric',
  hour: '2-digit',
  minute: '2-digit',
  timeZoneName: 'short',
} as const satisfies Intl.DateTimeFormatOptions;
const DATE = {
  day: 'numeric',
  month: 'short',
  year: 'numeric',
} as const satisfies Intl.DateTimeFormatOptions;

/** Winter and summer: zones that agree in both write every moment alike, but for the zone's name. */
const PROBES = [Date.UTC(2026, 0, 1), Date.UTC(2026, 6, 1)] as const;

function zoneSignature(): string {
  return PROBES.map((at) => new Date(at).getTimezoneOffset()).join();
}

/** A formatter takes milliseconds to make: only those that are used are made, and not before. */
function madeOnce<T>(make: () => T): () => T {
  let made: T | undefined;
  return () => (made ??= make());
}

function makeFormats() {
  return {
    zone: zoneSignature(),
    instant: madeOnce(() => new Intl.DateTimeFormat(LOCALE, INSTANT)),
    date: madeOnce(() => new Intl.DateTimeFormat(LOCALE, DATE)),
  };
}

let formats = makeFormats();

/** A formatter keeps the zone in which it was made, but the system's can change while the application runs. */
function currentFormats() {
  if (formats.zone !== zoneSignature()) formats = makeFormats();
  return formats;
}

const relativeFormat = madeOnce(() => new Intl.RelativeTimeFormat(LOCALE, { numeric: 'always' }));
const shortRelativeFormat = madeOnce(
  () => new Intl.RelativeTimeFormat(LOCALE, { numeric: 'always', style: 'short' }),
);
const countFormat = madeOnce(() => new Intl.NumberFormat(LOCALE));

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** "4 Dec 2026, 14:00 CET". */
export function formatInstant(at: Instant): string {
  return currentFormats().instant().format(at);
}

/** "4 Dec 2026". */
export function formatDate(at: Instant): string {
  return currentFormats().date().format(at);
}

/** "1,204". */
export function formatCount(count: number): string {
  return countFormat().format(count);
}

/** "in 12 days", "2 min ago", "just now": the largest unit that is at least one, rounded down. */
export function formatRelative(at: Instant, now: Instant): string {
  const span = at - now;
  const size = Math.abs(span);
  // The window's clock ticks every 15 s, so what has just happened can seem to lie ahead by that much.
  if (size < 45 * SECOND) return span > 15 * SECOND ? 'in less than a minute' : 'just now';
  if (size < HOUR) return shortRelativeFormat().format(towardsZero(span, MINUTE), 'minute');
  if (size < DAY) return relativeFormat().format(towardsZero(span, HOUR), 'hour');
  if (size < 100 * DAY) return relativeFormat().format(towardsZero(span, DAY), 'day');
  if (size < 730 * DAY) return relativeFormat().format(towardsZero(span, 30.44 * DAY), 'month');
  return relativeFormat().format(towardsZero(span, 365.25 * DAY), 'year');
}

/**
 * {@link formatRelative} for what has happened: a moment that lies a little ahead of a clock that ticks every few
 * seconds is "just now".
 */
export function formatPast(at: Instant, now: Instant): string {
  return formatRelative(Math.min(at, now), now);
}

/** "2 days 4 hours", "15 minutes", "30 seconds": at most two units, for lengths of time. */
export function formatDuration(ms: number): string {
  const units = [
    ['day', DAY],
    ['hour', HOUR],
    ['minute', MINUTE],
    ['second', SECOND],
  ] as const;
  let rest = Math.round(Math.abs(ms) / SECOND) * SECOND;
  const parts: string[] = [];
  for (const [name, size] of units) {
    const count = Math.floor(rest / size);
    rest -= count * size;
    if (count > 0) parts.push(`${formatCount(count)} ${name}${count === 1 ? '' : 's'}`);
    else if (parts.length > 0) break;
    if (parts.length === 2) break;
  }
  return parts.length === 0 ? '0 seconds' : parts.join(' ');
}

function towardsZero(span: number, unit: number): number {
  const whole = Math.trunc(span / unit);
  return whole === 0 ? Math.sign(span) : whole;
}
