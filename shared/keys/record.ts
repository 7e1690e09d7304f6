import { z } from 'zod';
import { clusterIdSchema, instantSchema, keyRefSchema, kindIdSchema } from '../ids';

/** A key's spec as stored and sent over the bridge: JSON whose shape the kind's schema vouches for. */
export const anySpecSchema = z.record(z.string(), z.unknown());

/** `gone`: deleted here or no longer listed by the cluster. `expired` follows from `expiresAt` and the time of asking. */
export const KEY_STATES = ['present', 'expired', 'gone'] as const;

export const GONE_REASONS = ['deleted-here', 'rotated-here', 'expired', 'disappeared'] as const;

/** What the cache knows of one key. Never holds the secret. */
export const keyRecordSchema = z.strictObject({
  clusterId: clusterIdSchema,
  ref: keyRefSchema,
  kind: kindIdSchema,
  /** The key's own name on the cluster; may be empty. */
  label: z.string(),
  /** First and last characters, see {@link maskSecret}. */
  mask: z.string(),
  /** A sealed secret is stored, so that copy, reveal, edit and restore work. */
  hasSecret: z.boolean(),
  /** The cluster's master key or Castellan's own credential: without a stored secret, and not changed from here. */
  admin: z.boolean(),
  spec: anySpecSchema,
  createdAt: instantSchema.nullable(),
  expiresAt: instantSchema.nullable(),
  state: z.enum(KEY_STATES),
  firstSeenAt: instantSchema,
  lastSeenAt: instantSchema,
  goneAt: instantSchema.nullable(),
  goneReason: z.enum(GONE_REASONS).nullable(),
});
export type KeyRecord = z.infer<typeof keyRecordSchema>;

/** One stretch of a key's history: the spec that held from `validFrom` until `validTo` (null: still). */
export const keyVersionSchema = z.strictObject({
  validFrom: instantSchema,
  validTo: instantSchema.nullable(),
  spec: anySpecSchema,
  /** Why the stretch began. */
  origin: z.enum([
    'first-seen',
    'created-here',
    'edited-here',
    'changed-elsewhere',
    'restored',
    'rotated-here',
  ]),
});
export type KeyVersion = z.infer<typeof keyVersionSchema>;

/**
 * The secret shortened for display: the first four and the last two characters around an ellipsis.
 * Secrets shorter than 12 characters show nothing of themselves.
 */
export function maskSecret(secret: string): string {
  return secret.length < 12 ? '••••••' : `${secret.slice(0, 4)}…${secret.slice(-2)}`;
}
