import { z } from 'zod';

/** The kinds of this release. A further one is a line here and in the registries (docs/adding-a-kind.md). */
export const KIND_IDS = ['algolia', 'algorithmia'] as const;
export const kindIdSchema = z.enum(KIND_IDS);
export type KindId = z.infer<typeof kindIdSchema>;

/** A cluster that the user administers: a random UUID made by this profile. */
export const clusterIdSchema = z.uuid().brand<'ClusterId'>();
export type ClusterId = z.infer<typeof clusterIdSchema>;

/** The opaque local id of a key, safe to show and log: 64 lower-case hex characters (design.md, "key ref"). */
export const keyRefSchema = z
  .string()
  .regex(/^[0-9a-f]{64}$/, 'A key ref is 64 hexadecimal characters.')
  .brand<'KeyRef'>();
export type KeyRef = z.infer<typeof keyRefSchema>;

/** One intended change in the journal: a random UUID. */
export const operationIdSchema = z.uuid().brand<'OperationId'>();
export type OperationId = z.infer<typeof operationIdSchema>;

/** A moment in Unix milliseconds. */
export const instantSchema = z.number().int().nonnegative().max(8.64e15);
export type Instant = z.infer<typeof instantSchema>;
