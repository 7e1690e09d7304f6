import type { Instant } from '#shared/ids';
import { instantToLocal } from '#shared/keys/local-time';
import { readLocal } from './local-time';

export const DURATION_UNITS = ['minutes', 'hours', 'days', 'weeks'] as const;
export type DurationUnit = (typeof DURATION_UNITS)[number];

const UNIT_MS = {
  minutes: 60_000,
  hours: 3_600_000,
  days: 86_400_000,
  weeks: 604_800_000,
} as const satisfies Record<DurationUnit, number>;

/** How the user says when a key ends. A duration counts from the moment of saving, a moment stays what it is. */
export type ExpiryChoice =
  | { readonly mode: 'never' }
  | { readonly mode: 'duration'; readonly amount: string; readonly unit: DurationUnit }
  | {
      readonly mode: 'moment';
      /** Null while the text is no date. */
      readonly at: Instant | null;
      /** What stands in the field, and the zone in which it was typed; without it the field is written from `at`. */
      readonly typed: { readonly text: string; readonly zone: string } | null;
    };

/** What a choice comes to: a moment, never, or what is missing. */
export type ExpiryReading =
  | { readonly ok: true; readonly expiresAt: Instant | null }
  | { readonly ok: false; readonly message: string };

export const NEW_KEY_EXPIRY: ExpiryChoice = { mode: 'duration', amount: '90', unit: 'days' };

/** The wire counts in signed 32-bit seconds (key-apis A3). */
const LONGEST_MS = 2_147_483_647_000;

/** The choice that stands for the expiry of an existing key. */
export function choiceOf(expiresAt: Instant | null): ExpiryChoice {
  return expiresAt === null ? { mode: 'never' } : { mode: 'moment', at: expiresAt, typed: null };
}

/** The length of a duration in ms; null when the amount is no positive whole number or too long. */
export function durationOf(amount: string, unit: DurationUnit): number | null {
  if (!/^\s*\d{1,9}\s*$/.test(amount)) return null;
  const length = Number(amount) * UNIT_MS[unit];
  return length > 0 && length <= LONGEST_MS ? length : null;
}

/** The moment at which a key saved at `now` would end. */
export function readExpiry(choice: ExpiryChoice, now: Instant): ExpiryReading {
  switch (choice.mode) {
    case 'never':
      return { ok: true, expiresAt: null };
    case 'duration': {
      const length = durationOf(choice.amount, choice.unit);
      if (length !== null) return { ok: true, expiresAt: now + length };
      return { ok: false, message: 'Enter a whole number of 1 or more, at most 68 years in all.' };
    }
    case 'moment':
      if (choice.at === null) return { ok: false, message: 'Enter a date and a time.' };
      if (choice.at <= now)
        return { ok: false, message: 'This moment has passed. Choose one that lies ahead.' };
      return { ok: true, expiresAt: choice.at };
  }
}

/** What stands in the date field: what was typed, as long as the zone is the same, else the moment in this zone. */
export function momentText(choice: Extract<ExpiryChoice, { mode: 'moment' }>, zone: string): string {
  if (choice.typed !== null && (choice.typed.zone === zone || choice.at === null)) return choice.typed.text;
  return choice.at === null ? '' : instantToLocal(choice.at, zone);
}

/** The choice after typing into the date field. A time that happens twice is taken as the first of both. */
export function typeMoment(text: string, zone: string): ExpiryChoice {
  const reading = readLocal(text, zone);
  const typed = { text, zone };
  switch (reading.sort) {
    case 'unreadable':
      return { mode: 'moment', at: null, typed };
    case 'once':
    case 'skipped':
      return { mode: 'moment', at: reading.at, typed };
    case 'twice':
      return { mode: 'moment', at: reading.earlier, typed };
  }
}

/** The same end said in another way, so that switching between the ways loses nothing that can be kept. */
export function switchMode(choice: ExpiryChoice, mode: ExpiryChoice['mode'], now: Instant): ExpiryChoice {
  if (choice.mode === mode) return choice;
  const reading = readExpiry(choice, now);
  const expiresAt = reading.ok ? reading.expiresAt : null;
  switch (mode) {
    case 'never':
      return { mode };
    case 'moment':
      return { mode, at: wholeMinute(expiresAt ?? now + 90 * UNIT_MS.days), typed: null };
    case 'duration':
      return expiresAt === null ? NEW_KEY_EXPIRY : nearestDuration(expiresAt - now);
  }
}

/** Upwards, so that 90 days do not become 89 days and some hours. */
function wholeMinute(at: Instant): Instant {
  return Math.ceil(at / UNIT_MS.minutes) * UNIT_MS.minutes;
}

/** The largest unit that says the length exactly to the minute, else whole days (at least one). */
function nearestDuration(length: number): ExpiryChoice {
  const minutes = Math.max(1, Math.round(length / UNIT_MS.minutes));
  const rounded = minutes * UNIT_MS.minutes;
  for (const unit of ['days', 'hours'] as const) {
    if (rounded % UNIT_MS[unit] === 0)
      return { mode: 'duration', amount: String(rounded / UNIT_MS[unit]), unit };
  }
  if (rounded < UNIT_MS.days) return { mode: 'duration', amount: String(minutes), unit: 'minutes' };
  return { mode: 'duration', amount: String(Math.ceil(rounded / UNIT_MS.days)), unit: 'days' };
}
