import { z } from 'zod';
import { clusterIdSchema, keyRefSchema } from '../ids';
import { call } from './call';

const header = z.string().max(2_000).nullable();

/** One request as the simulator asks about it (policy/decision.ts); it is never sent and holds no secret. */
export const policyRequestSchema = z.strictObject({
  operation: z.string().min(1).max(100),
  resource: z.string().max(2_000).nullable(),
  referer: header,
  origin: header,
  ip: z.string().max(100),
  userToken: z.string().max(500).nullable(),
  used: z.number().int().min(0).max(2_147_483_647),
});

/** A request that is kept for a cluster. */
export const savedRequestSchema = z.strictObject({
  name: z.string().min(1).max(100),
  request: policyRequestSchema,
});
export type SavedRequest = z.infer<typeof savedRequestSchema>;

/** Kept requests of each cluster; one without an entry has the examples of its kind. */
export const savedRequestsSchema = z
  .array(z.strictObject({ clusterId: clusterIdSchema, requests: z.array(savedRequestSchema).max(50) }))
  .max(1_000);

const DECIDER_SORTS = [
  'state',
  'signature',
  'expiry',
  'source',
  'permission',
  'scope',
  'referer',
  'limit',
] as const;

/** A key that may do what was asked, with what lets it. */
export const keyHolderSchema = z.strictObject({
  clusterId: clusterIdSchema,
  ref: keyRefSchema,
  label: z.string(),
  mask: z.string(),
  admin: z.boolean(),
  decidedBy: z.strictObject({
    sort: z.enum(DECIDER_SORTS),
    field: z.string().nullable(),
    entry: z.string().nullable(),
  }),
});
export type KeyHolder = z.infer<typeof keyHolderSchema>;

export const whoCanQuerySchema = z.strictObject({
  /** Clusters of one kind. */
  clusterIds: z.array(clusterIdSchema).min(1).max(1_000),
  request: policyRequestSchema,
  /** Where the chunk before ended; 0 begins. */
  after: z.number().int().nonnegative(),
  /** How many keys to name at most; all are counted. */
  most: z.number().int().nonnegative().max(1_000),
});
export type WhoCanQuery = z.infer<typeof whoCanQuerySchema>;

/** One chunk of the look-up through the cache. */
export const whoCanChunkSchema = z.strictObject({
  holders: z.array(keyHolderSchema),
  counts: z.array(
    z.strictObject({ clusterId: clusterIdSchema, asked: z.number().int(), allowed: z.number().int() }),
  ),
  /** Where the next chunk begins; null: nothing is left. */
  next: z.number().int().nullable(),
  /** Where the last chunk will end, for the progress. */
  end: z.number().int(),
});
export type WhoCanChunk = z.infer<typeof whoCanChunkSchema>;

export const requestCalls = {
  /** Which present keys of the cache may make a request, chunk by chunk; needs no network. */
  'keys.whoCan': call(whoCanQuerySchema, whoCanChunkSchema),
} as const;
