import type { Instant } from '../ids';
import { DAY_MS } from './duration';

const HOUR_MS = 3_600_000;
const MINUTE_MS = 60_000;
const YEAR_MS = 365 * DAY_MS;

/**
 * How far off a moment is, in its largest sensible unit and rounded towards now: "in 12 days", "3 hours ago", "in less
 * than a minute". Days are used up to two years. Both in Unix ms.
 */
export function relativeWords(at: Instant, now: Instant): string {
  const away = Math.abs(at - now);
  if (away < MINUTE_MS) return at > now ? 'in less than a minute' : 'less than a minute ago';
  const length = lengthWords(away);
  return at > now ? `in ${length}` : `${length} ago`;
}

/** By hand: the first list of a start is full of these words, and a formatter for them takes milliseconds to make. */
function lengthWords(away: number): string {
  if (away < HOUR_MS) return counted(Math.floor(away / MINUTE_MS), 'minute');
  if (away < DAY_MS) return counted(Math.floor(away / HOUR_MS), 'hour');
  if (away < 2 * YEAR_MS) return counted(Math.floor(away / DAY_MS), 'day');
  return counted(Math.floor(away / YEAR_MS), 'year');
}

function counted(count: number, unit: string): string {
  return `${count} ${unit}${count === 1 ? '' : 's'}`;
}

/** The countdown of a key: "never", "in 12 days", "expired 3 hours ago". */
export function expiryWords(expiresAt: Instant | null, now: Instant): string {
  if (expiresAt === null) return 'never';
  const words = relativeWords(expiresAt, now);
  return expiresAt > now ? words : `expired ${words}`;
}

/** When the words of {@link relativeWords} for this moment change next, in ms from now: for timers. At least 1 s. */
export function untilWordsChange(at: Instant, now: Instant): number {
  const away = Math.abs(at - now);
  const unit = away < HOUR_MS ? MINUTE_MS : away < DAY_MS ? HOUR_MS : away < 2 * YEAR_MS ? DAY_MS : YEAR_MS;
  const rest = away % unit;
  return Math.max(1000, at > now ? rest + 1 : unit - rest);
}

/**
 * Writes moments as the interface does, zone included: "4 Dec 2026, 14:00 CET". `timeZone` is an IANA name; without it
 * the system's zone at the time of the call.
 */
export function instantFormatter(timeZone?: string): (at: Instant) => string {
  const format = new Intl.DateTimeFormat('en-GB', {
    day: 'numeric',
    month: 'short',
    year: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    timeZoneName: 'short',
    ...(timeZone === undefined ? {} : { timeZone }),
  });
  return (at) => format.format(at);
}
