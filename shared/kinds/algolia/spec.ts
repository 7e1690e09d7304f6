import { z } from 'zod';
import { instantSchema } from '../../ids';

/** Signed 32-bit, as the wire's integers are. */
const limitSchema = z
  .number('Enter a whole number.')
  .int('Enter a whole number.')
  .min(0, 'Enter 0 or more; 0 means no limit.')
  .max(2_147_483_647, 'Enter at most 2,147,483,647.');

const MAX_ENTRIES = 10_000;
/** Empty entries are possible on a cluster; they are a problem that `check` names, not a reason to refuse reading. */
const entrySchema = z.string().max(10_000, 'Use at most 10,000 characters.');

/**
 * The spec of an Algolia-protocol key (key-apis A3, KeySpec), except that the wire's `validity` (a remaining
 * duration, A5) is kept as the absolute `expiresAt`. Members have the wire's names. Order of lists is kept.
 */
export const algoliaSpecSchema = z.strictObject({
  /** Permissions; unknown ones are kept as they are, since clusters know more than the catalogue. */
  acl: z.array(z.string().min(1).max(100)).max(200),
  description: z.string().max(10_000, 'Use at most 10,000 characters.'),
  /** Empty: every index. */
  indexes: z.array(entrySchema).max(MAX_ENTRIES, 'Use at most 10,000 entries.'),
  /** 0: no limit. */
  maxHitsPerQuery: limitSchema,
  /** 0: no limit. */
  maxQueriesPerIPPerHour: limitSchema,
  /** URL-encoded search parameters that the key forces, `restrictSources` included (A7). */
  queryParameters: z.string().max(100_000),
  /** Empty: every referer. */
  referers: z.array(entrySchema).max(MAX_ENTRIES, 'Use at most 10,000 entries.'),
  /** Unix ms; null: never. */
  expiresAt: instantSchema.nullable(),
});
export type AlgoliaSpec = Readonly<z.infer<typeof algoliaSpecSchema>>;
