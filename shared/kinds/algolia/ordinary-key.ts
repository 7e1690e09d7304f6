import { z } from 'zod';
import type { KeyInfo } from './wire';

const MAX_ENTRIES = 100;
const MAX_ENTRY = 100;
const MAX_TEXT = 1_000;
const MAX_INT32 = 2_147_483_647;

/** The members' types alone. */
const typesSchema = z.object({
  acl: z.array(z.string()).nullish(),
  description: z.string().nullish(),
  indexes: z.array(z.string()).nullish(),
  maxHitsPerQuery: z.number().nullish(),
  maxQueriesPerIPPerHour: z.number().nullish(),
  queryParameters: z.string().nullish(),
  referers: z.array(z.string()).nullish(),
  validity: z.number().nullish(),
  restrictSources: z.string().nullish(),
  value: z.string(),
  createdAt: z.number().nullish(),
});

/**
 * Reads a key as `keyInfoSchema` does if it lies far within that schema's limits; null for every other value, which is
 * then for that schema to judge. Nearly all keys of a cluster are so, and each of that schema's many limits costs as
 * much as all types together: lists of thousands are read several times faster.
 */
export function ordinaryKeyInfo(raw: unknown): KeyInfo | null {
  const parsed = typesSchema.safeParse(raw);
  return parsed.success && isOrdinary(parsed.data) ? parsed.data : null;
}

function isOrdinary(info: KeyInfo): boolean {
  return (
    areShort(info.acl) &&
    areShort(info.indexes) &&
    areShort(info.referers) &&
    isText(info.description) &&
    isText(info.queryParameters) &&
    isText(info.restrictSources) &&
    isLimit(info.maxHitsPerQuery) &&
    isLimit(info.maxQueriesPerIPPerHour) &&
    (info.validity ?? 0) <= MAX_INT32 &&
    (info.createdAt ?? 0) >= 0 &&
    info.value !== ''
  );
}

function areShort(entries: readonly string[] | null | undefined): boolean {
  if (entries === null || entries === undefined) return true;
  return entries.length <= MAX_ENTRIES && entries.every((one) => one !== '' && one.length <= MAX_ENTRY);
}

function isText(text: string | null | undefined): boolean {
  return (text ?? '').length <= MAX_TEXT;
}

function isLimit(limit: number | null | undefined): boolean {
  const value = limit ?? 0;
  return Number.isInteger(value) && value >= 0 && value <= MAX_INT32;
}
