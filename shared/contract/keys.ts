import { z } from 'zod';
import { clusterIdSchema, instantSchema, keyRefSchema, operationIdSchema } from '../ids';
import { keyRecordSchema, keyVersionSchema } from '../keys/record';
import { keyDefinitionSchema } from '../kinds/registry';
import { SNIPPET_LANGUAGES } from '../kinds/snippet';
import { call, secretCall } from './call';

/** A spec holds up to 10,000 entries of up to a few hundred characters (design.md, "Sizes"). */
const SPEC_MAX_INPUT = 8 * 1024 * 1024;

const confirmationSchema = z.string().max(100).nullable();

const keyId = { clusterId: clusterIdSchema, ref: keyRefSchema };

export const EXPIRY_FILTERS = ['any', 'never', 'within-7d', 'within-30d', 'within-90d', 'expired'] as const;
export const STATE_FILTERS = ['present', 'gone', 'all'] as const;
export const SORT_COLUMNS = ['label', 'owner', 'created', 'expires', 'changed'] as const;
export const PAGE_LIMIT = 500;

export const keyQuerySchema = z.strictObject({
  clusterId: clusterIdSchema,
  /** Substring of everything shown, case-insensitive; every word must occur. */
  text: z.string().max(500),
  /** Has this permission. */
  permission: z.string().max(100).nullable(),
  /** Belongs to this account; only for kinds whose keys have owners, as is the order by owner. */
  owner: z.string().max(1000).nullable(),
  expiry: z.enum(EXPIRY_FILTERS),
  state: z.enum(STATE_FILTERS),
  sort: z.strictObject({ by: z.enum(SORT_COLUMNS), descending: z.boolean() }),
  offset: z.number().int().nonnegative(),
  limit: z.number().int().positive().max(PAGE_LIMIT),
});
export type KeyQuery = z.infer<typeof keyQuerySchema>;

export const keyPageSchema = z.strictObject({
  rows: z.array(keyRecordSchema),
  /** Rows that match in all. */
  total: z.number().int(),
  /** Keys of the cluster in the state asked for, without the other filters. */
  all: z.number().int(),
  /** End of the sync that these rows rest on. */
  syncedAt: instantSchema.nullable(),
});
export type KeyPage = z.infer<typeof keyPageSchema>;

/** An account with the number of its keys that are present. */
export const keyOwnerSchema = z.strictObject({ owner: z.string(), keys: z.number().int() });
export type KeyOwner = z.infer<typeof keyOwnerSchema>;

/** The outcome of one change. `unknown`: sent, but no answer told what became of it (design.md, "One request"). */
const unknownOutcome = z.strictObject({
  outcome: z.literal('unknown'),
  operationId: operationIdSchema,
  /** What was found by reading afterwards: the probable result, or null. */
  probable: keyRecordSchema.nullable(),
  message: z.string(),
});

const doneOutcome = z.strictObject({
  outcome: z.literal('done'),
  operationId: operationIdSchema,
  record: keyRecordSchema,
  /** False when the cluster accepted the change but did not show it within the time limit. */
  settled: z.boolean(),
});

/** The key on the cluster is not what the editor opened; nothing was sent. */
const changedOutcome = z.strictObject({ outcome: z.literal('changed'), current: keyRecordSchema });

export const changeOutcomeSchema = z.discriminatedUnion('outcome', [doneOutcome, unknownOutcome]);
export type ChangeOutcome = z.infer<typeof changeOutcomeSchema>;
export const updateOutcomeSchema = z.discriminatedUnion('outcome', [
  doneOutcome,
  unknownOutcome,
  changedOutcome,
]);
export type UpdateOutcome = z.infer<typeof updateOutcomeSchema>;

/** What one real request with a key gave. */
export const tryResultSchema = z.strictObject({
  allowed: z.boolean(),
  status: z.number().int(),
  /** The cluster's own message when refused, else a short account: "3 hits in 2 ms". */
  message: z.string(),
});
export type TryResult = z.infer<typeof tryResultSchema>;

export const keyCalls = {
  'keys.page': call(keyQuerySchema, keyPageSchema),
  /** The accounts that present keys belong to, by name; empty for kinds whose keys have no owner. */
  'keys.owners': call(z.strictObject({ clusterId: clusterIdSchema }), z.array(keyOwnerSchema)),
  /** Present keys of one account with exactly this label; at most ten. */
  'keys.labelled': call(
    z.strictObject({
      clusterId: clusterIdSchema,
      owner: z.string().max(1000),
      label: z.string().max(1000),
    }),
    z.array(keyRecordSchema),
  ),
  'keys.get': call(z.strictObject(keyId), keyRecordSchema),
  /** Newest first. */
  'keys.history': call(z.strictObject(keyId), z.array(keyVersionSchema)),
  /** Sends once; `expiresAt` in the spec is absolute and becomes the wire's duration at the moment of sending. */
  'keys.create': call(
    z.strictObject({
      clusterId: clusterIdSchema,
      definition: keyDefinitionSchema,
      confirmation: confirmationSchema,
    }),
    changeOutcomeSchema,
    { maxInput: SPEC_MAX_INPUT },
  ),
  /** Reads the key again, and sends the full spec only when it still equals `opened` or `overwrite` is set. */
  'keys.update': call(
    z.strictObject({
      ...keyId,
      definition: keyDefinitionSchema,
      opened: keyDefinitionSchema,
      overwrite: z.boolean(),
      confirmation: confirmationSchema,
    }),
    updateOutcomeSchema,
    { maxInput: 2 * SPEC_MAX_INPUT },
  ),
  'keys.remove': call(z.strictObject({ ...keyId, confirmation: confirmationSchema }), changeOutcomeSchema),
  /** Brings a deleted or expired key back; sets its old expiry again when that lies ahead. */
  'keys.restore': call(z.strictObject({ ...keyId, confirmation: confirmationSchema }), changeOutcomeSchema),
  /** Gives the key another secret; the old one is refused from then on. The record that is answered has another ref. */
  'keys.rotate': call(z.strictObject({ ...keyId, confirmation: confirmationSchema }), changeOutcomeSchema),
  /** The one call whose answer carries a secret: an explicit act of the user. */
  'keys.reveal': secretCall(z.strictObject(keyId), z.strictObject({ secret: z.string() })),
  /** Puts the secret on the clipboard from the main process; answers when it will be cleared (null: never). */
  'keys.copySecret': call(z.strictObject(keyId), z.strictObject({ clearsAt: instantSchema.nullable() })),
  /**
   * Puts code that uses the key on the clipboard, its secret included, as `keys.copySecret` does. The main process
   * writes the code itself; `use` is one of those that the kind offers for the key's spec (kinds/snippet.ts).
   */
  'keys.copySnippet': call(
    z.strictObject({
      ...keyId,
      use: z.string().min(1).max(100),
      language: z.enum(SNIPPET_LANGUAGES),
      resource: z.string().max(500),
    }),
    z.strictObject({ clearsAt: instantSchema.nullable() }),
  ),
  /** Which known keys have this secret, over all clusters; the text itself is neither stored nor logged. */
  'keys.findBySecret': call(
    z.strictObject({ secret: z.string().min(12).max(1024) }),
    z.array(z.strictObject(keyId)),
  ),
  /** One real, harmless request (a search) with this key. */
  'keys.try': call(
    z.strictObject({ ...keyId, resource: z.string().min(1).max(500), text: z.string().max(500) }),
    tryResultSchema,
  ),
} as const;
