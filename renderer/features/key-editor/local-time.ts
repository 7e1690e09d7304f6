import type { Instant } from '#shared/ids';
import { instantToLocal, localToInstant } from '#shared/keys/local-time';

/** A wall-clock time read in one zone: once, skipped (clocks go forward) or twice (clocks go back). */
export type LocalReading =
  | { readonly sort: 'unreadable' }
  | { readonly sort: 'once'; readonly at: Instant }
  | { readonly sort: 'skipped'; readonly at: Instant }
  | { readonly sort: 'twice'; readonly earlier: Instant; readonly later: Instant };

const DAY_MS = 86_400_000;

/** How far the zone's wall clock is ahead of UTC at a moment, in ms, to the minute. */
function offsetAt(at: Instant, zone: string): number {
  return Date.parse(`${instantToLocal(at, zone)}Z`) - Math.floor(at / 60_000) * 60_000;
}

/**
 * Reads the value of a date-and-time input as a moment in `zone`. A time that the clocks skip is moved forward
 * by the length of the gap (02:30 becomes 03:30); for a time that happens twice both moments are given.
 */
export function readLocal(text: string, zone: string): LocalReading {
  const at = localToInstant(text, zone);
  if (at === null || at < 0) return { sort: 'unreadable' };
  const shown = text.slice(0, 16);
  if (instantToLocal(at, zone) !== shown) return { sort: 'skipped', at };
  const later = at + offsetAt(at, zone) - offsetAt(at + DAY_MS, zone);
  const twice = later > at && instantToLocal(later, zone) === shown;
  return twice ? { sort: 'twice', earlier: at, later } : { sort: 'once', at };
}

/** The zone of this system as it is now; it can change while the application runs. */
export function systemZone(): string {
  return new Intl.DateTimeFormat().resolvedOptions().timeZone;
}
