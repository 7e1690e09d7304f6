const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
export const DAY_MS = 24 * HOUR;

/** Units by the words people type. A month counts 30 days and a year 365, as a duration knows no calendar. */
const UNITS: ReadonlyMap<string, number> = new Map(
  (
    [
      [SECOND, ['s', 'sec', 'secs', 'second', 'seconds']],
      [MINUTE, ['m', 'min', 'mins', 'minute', 'minutes']],
      [HOUR, ['h', 'hr', 'hrs', 'hour', 'hours']],
      [DAY_MS, ['d', 'day', 'days']],
      [7 * DAY_MS, ['w', 'wk', 'week', 'weeks']],
      [30 * DAY_MS, ['mo', 'month', 'months']],
      [365 * DAY_MS, ['y', 'yr', 'year', 'years']],
    ] as const
  ).flatMap(([ms, words]) => words.map((word) => [word, ms] as const)),
);

const TERM = /(\d+(?:\.\d+)?)\s*([a-z]*)/g;
export type ParsedDuration =
  { readonly ok: true; readonly ms: number } | { readonly ok: false; readonly message: string };

/**
 * Reads a duration as typed: "90 days", "12h", "1h 30m", "2 weeks and 3 days". Every number needs a unit, because a
 * bare one is taken for a timestamp as easily as for seconds. Answers whole milliseconds, at least one second.
 */
export function parseDuration(text: string): ParsedDuration {
  const typed = text
    .toLowerCase()
    .replace(/,|\band\b/g, ' ')
    .trim();
  if (typed === '') return { ok: false, message: 'Enter a duration, for example 90 days.' };
  if (typed.replace(TERM, '').trim() !== '')
    return { ok: false, message: 'Enter a duration like 90 days, 12 hours or 1h 30m.' };
  let total = 0;
  for (const [, amount = '', word = ''] of typed.matchAll(TERM)) {
    if (word === '') return { ok: false, message: `Add a unit to ${amount}: for example ${amount} days.` };
    const unit = UNITS.get(word);
    if (unit === undefined) {
      return {
        ok: false,
        message: `${word} is no unit; use seconds, minutes, hours, days, weeks, months or years.`,
      };
    }
    total += Number(amount) * unit;
  }
  if (total < SECOND) return { ok: false, message: 'Enter at least one second.' };
  if (total > Number.MAX_SAFE_INTEGER) return { ok: false, message: 'This is too long.' };
  return { ok: true, ms: Math.round(total) };
}

const PRINTED = [
  [DAY_MS, 'day'],
  [HOUR, 'hour'],
  [MINUTE, 'minute'],
  [SECOND, 'second'],
] as const;

/**
 * A duration in words by its two largest neighbouring units, rounded down: "90 days", "1 day 6 hours", "5 minutes".
 * {@link parseDuration} reads it. Below one second: "0 seconds". `ms` must not be negative.
 */
export function formatDuration(ms: number): string {
  const largest = PRINTED.findIndex(([unit]) => ms >= unit);
  if (largest < 0) return '0 seconds';
  const parts: string[] = [];
  let rest = ms;
  for (const [unit, word] of PRINTED.slice(largest, largest + 2)) {
    const count = Math.floor(rest / unit);
    rest -= count * unit;
    if (count > 0) parts.push(`${count} ${word}${count === 1 ? '' : 's'}`);
  }
  return parts.join(' ');
}
