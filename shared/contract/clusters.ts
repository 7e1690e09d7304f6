import { z } from 'zod';
import { clusterIdSchema, instantSchema, kindIdSchema } from '../ids';
import { LIST_PARTS } from '../keys/coverage';
import { call } from './call';

export const ENVIRONMENTS = ['production', 'staging', 'development', 'practice'] as const;
export const environmentSchema = z.enum(ENVIRONMENTS);
export type Environment = z.infer<typeof environmentSchema>;

/** What this credential may do on its cluster; a limited one names what is missing, with the reason. */
export const accessSchema = z.discriminatedUnion('level', [
  z.strictObject({ level: z.literal('admin') }),
  z.strictObject({
    level: z.literal('limited'),
    /** The permissions of the credential itself, as far as it could read them. */
    permissions: z.array(z.string()),
    /** One sentence: what cannot be done with it and which credential would be needed. */
    reason: z.string(),
  }),
]);
export type Access = z.infer<typeof accessSchema>;

/**
 * What a cluster can lack although its kind has it (key-apis B8), or refuse to admin keys (B3). Found out by asking, and
 * remembered per cluster.
 */
export const REFUSABLE_ACTIONS = ['update', 'remove', 'rotate', 'createUserKey'] as const;
export type RefusableAction = (typeof REFUSABLE_ACTIONS)[number];

export const CREDENTIAL_STATES = ['stored', 'memory', 'missing', 'unknown'] as const;

const nameSchema = z
  .string()
  .trim()
  .min(1, 'Give the cluster a name.')
  .max(80, 'Use at most 80 characters for the name.');

/** A PEM certificate or bundle; its content is checked in the main process. */
const caPemSchema = z
  .string()
  .max(64 * 1024, 'The certificate file is larger than 64 KiB.')
  .regex(/-----BEGIN CERTIFICATE-----/, 'Paste a certificate in PEM form: it begins with BEGIN CERTIFICATE.');

const credentialSchema = z
  .string()
  .trim()
  .min(1, 'Enter the key.')
  .max(8192, 'The key is longer than 8,192 characters.');

/** The connection object is parsed again with the kind's own strict schema, see kinds/registry.ts. */
const connectionSchema = z.record(z.string(), z.unknown());

/** The kind, its connection and the cluster's trust anchor: what is needed to reach a cluster. */
const reachSchema = {
  kind: kindIdSchema,
  connection: connectionSchema,
  caPem: caPemSchema.nullable(),
};

export const clusterFormSchema = z.strictObject({
  ...reachSchema,
  name: nameSchema,
  environment: environmentSchema,
  readOnly: z.boolean(),
  credential: credentialSchema,
});
export type ClusterForm = z.infer<typeof clusterFormSchema>;

export const clusterEditSchema = z.strictObject({
  ...reachSchema,
  id: clusterIdSchema,
  name: nameSchema,
  environment: environmentSchema,
  readOnly: z.boolean(),
});
export type ClusterEdit = z.infer<typeof clusterEditSchema>;

/** How the last contact ended. */
export const networkStateSchema = z.discriminatedUnion('state', [
  z.strictObject({ state: z.literal('unknown') }),
  z.strictObject({ state: z.literal('online') }),
  z.strictObject({
    state: z.literal('syncing'),
    done: z.number().int(),
    total: z.number().int().nullable(),
  }),
  z.strictObject({
    state: z.literal('offline'),
    code: z.string(),
    message: z.string(),
    remedy: z.string().optional(),
  }),
]);
export type NetworkState = z.infer<typeof networkStateSchema>;

export const clusterViewSchema = z.strictObject({
  ...reachSchema,
  id: clusterIdSchema,
  name: z.string(),
  environment: environmentSchema,
  readOnly: z.boolean(),
  /** Order in the sidebar, from 0. */
  position: z.number().int(),
  credential: z.enum(CREDENTIAL_STATES),
  access: accessSchema,
  network: networkStateSchema,
  /** End of the last complete sync. */
  syncedAt: instantSchema.nullable(),
  /** Cluster clock minus local clock in ms as of the last answer; null when unknown. Shown beyond 30 s. */
  clockSkewMs: z.number().int().nullable(),
  /** Keys present (not gone) in the cache. */
  keyCount: z.number().int(),
  /** The user chose to work offline with this cluster: nothing is sent. */
  workOffline: z.boolean(),
  /** What the cluster answered that it does not offer, until it works or a sync is asked for. */
  notOffered: z.array(z.enum(REFUSABLE_ACTIONS)),
  /** The parts of its keys that the last sync was refused: what is known of them is older, or nothing. */
  unlisted: z.array(z.enum(LIST_PARTS)),
});
export type ClusterView = z.infer<typeof clusterViewSchema>;

const verificationSchema = z.strictObject({
  access: accessSchema,
  /** Time of the round trip in ms. */
  latencyMs: z.number().int(),
  clockSkewMs: z.number().int().nullable(),
});
export type Verification = z.infer<typeof verificationSchema>;

/** What is known of a cluster besides its keys, for suggestions in forms. */
export const clusterResourcesSchema = z.strictObject({
  /** Names of what scopes can point at (indices, algorithms); null when they cannot be read now. */
  names: z.array(z.string()).nullable(),
  /** Accounts that keys can belong to; empty where keys have no owner. */
  users: z.array(z.string()),
  organizations: z.array(z.string()),
});
export type ClusterResources = z.infer<typeof clusterResourcesSchema>;

const byId = z.strictObject({ id: clusterIdSchema });

export const clusterCalls = {
  'clusters.list': call(z.strictObject({}), z.array(clusterViewSchema)),
  /** Tries the form's values without saving anything. */
  'clusters.test': call(
    z.strictObject({ ...reachSchema, credential: credentialSchema }),
    verificationSchema,
    { maxInput: 256 * 1024 },
  ),
  /** Tries changed values of a cluster with the credential that is stored for it, without saving anything. */
  'clusters.testStored': call(z.strictObject({ ...reachSchema, id: clusterIdSchema }), verificationSchema, {
    maxInput: 256 * 1024,
  }),
  /** Verifies, saves the credential in the vault, adds the cluster and starts its first sync. */
  'clusters.connect': call(clusterFormSchema, clusterViewSchema, { maxInput: 256 * 1024 }),
  'clusters.update': call(clusterEditSchema, clusterViewSchema, { maxInput: 256 * 1024 }),
  /** The ids of all clusters in their new order. */
  'clusters.reorder': call(z.strictObject({ ids: z.array(clusterIdSchema).max(1000) }), z.null()),
  /** Needs a confirmation of `remove-cluster`. Removes rows and vault entries; nothing happens on the cluster. */
  'clusters.remove': call(
    z.strictObject({ id: clusterIdSchema, confirmation: z.string().max(100) }),
    z.null(),
  ),
  /** Verifies the new credential and puts it in the place of the old one; cache and history stay. */
  'clusters.replaceCredential': call(
    z.strictObject({ id: clusterIdSchema, credential: credentialSchema }),
    clusterViewSchema,
  ),
  'clusters.setWorkOffline': call(
    z.strictObject({ id: clusterIdSchema, workOffline: z.boolean() }),
    clusterViewSchema,
  ),
  /** Starts the practice cluster inside the application (once) and adds it as a cluster (once). */
  'clusters.openPractice': call(z.strictObject({ kind: kindIdSchema }), clusterViewSchema),
  /** Read from the cluster. */
  'clusters.resources': call(byId, clusterResourcesSchema),
  'sync.start': call(byId, z.strictObject({ added: z.number(), changed: z.number(), gone: z.number() })),
  'sync.cancel': call(byId, z.null()),
} as const;
