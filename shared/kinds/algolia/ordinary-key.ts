import type { KeyInfo } from './wire';

const MAX_ENTRIES = 100;
const MAX_ENTRY = 100;
const MAX_TEXT = 1_000;
const MAX_INT32 = 2_147_483_647;

/**
 * Whether a key as told lies so far within the limits of `keyInfoSchema` that the schema need not look at it. Nearly all
 * keys of a cluster do, and lists of thousands are read ten times faster so. Of every other value this says nothing:
 * it is for the schema to judge.
 */
export function isOrdinaryKey(raw: unknown): raw is KeyInfo {
  return (
    isRecord(raw) &&
    typeof raw['value'] === 'string' &&
    raw['value'] !== '' &&
    isShortList(raw['acl']) &&
    isShortList(raw['indexes']) &&
    isShortList(raw['referers']) &&
    isText(raw['description']) &&
    isText(raw['queryParameters']) &&
    isText(raw['restrictSources']) &&
    isLimit(raw['maxHitsPerQuery']) &&
    isLimit(raw['maxQueriesPerIPPerHour']) &&
    isWithin(raw['validity'], -MAX_INT32, MAX_INT32) &&
    isWithin(raw['createdAt'], 0, Number.MAX_SAFE_INTEGER)
  );
}

function isRecord(raw: unknown): raw is Readonly<Record<string, unknown>> {
  return typeof raw === 'object' && raw !== null && !Array.isArray(raw);
}

function isMissing(value: unknown): value is null | undefined {
  return value === undefined || value === null;
}

function isShortList(value: unknown): boolean {
  if (isMissing(value)) return true;
  if (!Array.isArray(value) || value.length > MAX_ENTRIES) return false;
  return value.every((one) => typeof one === 'string' && one !== '' && one.length <= MAX_ENTRY);
}

function isText(value: unknown): boolean {
  return isMissing(value) || (typeof value === 'string' && value.length <= MAX_TEXT);
}

function isWithin(value: unknown, least: number, most: number): boolean {
  return isMissing(value) || (typeof value === 'number' && value >= least && value <= most);
}

function isLimit(value: unknown): boolean {
  return isWithin(value, 0, MAX_INT32) && (isMissing(value) || Number.isInteger(value));
}
