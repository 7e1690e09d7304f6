import type { Access, Environment, RefusableAction } from '#shared/contract/clusters';
import type { KeyOwner, KeyPage, KeyQuery } from '#shared/contract/keys';
import type { WhoCanChunk, WhoCanQuery } from '#shared/contract/requests';
import type { ClusterId, Instant, KeyRef, KindId, OperationId } from '#shared/ids';
import type { Coverage, ListPart } from '#shared/keys/coverage';
import type { KeyRecord, KeyVersion } from '#shared/keys/record';
import type { AnyConnection, AnySpec } from '#shared/kinds/kind';

/** A cluster as stored; its state of the moment (network, credential) lives in the clusters service. */
export interface ClusterRow {
  readonly id: ClusterId;
  readonly kind: KindId;
  readonly name: string;
  readonly environment: Environment;
  readonly connection: AnyConnection;
  readonly caPem: string | null;
  readonly readOnly: boolean;
  readonly workOffline: boolean;
  readonly position: number;
  readonly access: Access;
  readonly createdAt: Instant;
  readonly syncedAt: Instant | null;
  readonly clockSkewMs: number | null;
  /** What it was found not to offer. */
  readonly notOffered: readonly RefusableAction[];
  /** The parts of its keys that the last sync could not list. */
  readonly unlisted: readonly ListPart[];
}

/** A key as an adapter read it. */
export interface SeenKey {
  readonly secret: string;
  /** Its secret is a credential, and is not stored. */
  readonly admin: boolean;
  readonly spec: AnySpec;
  readonly createdAt: Instant | null;
}

/**
 * Keys as an adapter read them, in columns and with their specs as JSON: texts cross to the worker's thread several
 * times faster than objects, and a spec that the table holds already is never read again.
 */
export interface ListedKeys {
  readonly secrets: readonly string[];
  readonly admin: readonly boolean[];
  readonly createdAt: readonly (Instant | null)[];
  readonly specs: readonly string[];
}

/** Puts keys into columns. */
export function listedKeys(keys: readonly SeenKey[]): ListedKeys {
  return {
    secrets: keys.map(({ secret }) => secret),
    admin: keys.map(({ admin }) => admin),
    createdAt: keys.map(({ createdAt }) => createdAt),
    specs: keys.map(({ spec }) => JSON.stringify(spec)),
  };
}

export interface KeyId {
  readonly clusterId: ClusterId;
  readonly ref: KeyRef;
}

export interface SyncResult {
  readonly added: number;
  readonly changed: number;
  readonly gone: number;
}

export const OPERATION_ACTIONS = ['create', 'update', 'remove', 'restore', 'rotate'] as const;
export type OperationAction = (typeof OPERATION_ACTIONS)[number];
/** `open`: written, maybe sent; `done`, `failed`: the cluster said so; `unknown`: no answer, settled by reading later. */
export type OperationState = 'open' | 'done' | 'failed' | 'unknown';

/** One entry of the journal. Holds specs and refs, never a secret. */
export interface OperationRow {
  readonly id: OperationId;
  readonly clusterId: ClusterId;
  readonly action: OperationAction;
  /** Null for a create that has no ref yet. */
  readonly ref: KeyRef | null;
  readonly before: AnySpec | null;
  readonly after: AnySpec | null;
  readonly state: OperationState;
  /** Result in words, an error code, or null while open. */
  readonly result: string | null;
  readonly requestId: string;
  readonly startedAt: Instant;
  readonly endedAt: Instant | null;
}

/** How the worker got its database open; the application turns these into notices. */
export interface CacheOpening {
  /** A corrupt file was set aside under this name, with what could be carried over. */
  readonly setAside: { readonly file: string; readonly carriedOver: readonly string[] } | null;
  /** Sealed secrets were dropped, because the data key is not the one they were sealed with. */
  readonly droppedSecrets: number;
  /** The profile folder cannot be written: everything is readable, nothing is stored. */
  readonly readOnly: boolean;
}

/**
 * The SQLite cache in its worker thread. Every call resolves when the worker has answered, and rejects with
 * AppError CACHE_* (full, read-only, corrupt, newer) or CANCELLED.
 */
export interface Cache {
  readonly clusters: {
    readonly list: () => Promise<readonly (ClusterRow & { readonly keyCount: number })[]>;
    readonly insert: (row: ClusterRow) => Promise<void>;
    /**
     * Replaces the row with the same id, except `syncedAt` and `unlisted`, which only a sync's commit writes: a row
     * read before a sync ended must not turn them back.
     */
    readonly update: (row: ClusterRow) => Promise<void>;
    readonly reorder: (ids: readonly ClusterId[]) => Promise<void>;
    /** Deletes the cluster with all its rows, and checkpoints the WAL so that nothing of it stays in the file. */
    readonly remove: (id: ClusterId) => Promise<void>;
  };
  readonly keys: {
    readonly page: (query: KeyQuery, now: Instant) => Promise<KeyPage>;
    /** Accounts with their numbers of present keys, by name. */
    readonly owners: (clusterId: ClusterId) => Promise<readonly KeyOwner[]>;
    /** Present keys of one account with exactly this label, the oldest first; at most ten. */
    readonly labelled: (
      clusterId: ClusterId,
      owner: string,
      label: string,
      now: Instant,
    ) => Promise<readonly KeyRecord[]>;
    readonly get: (id: KeyId, now: Instant) => Promise<KeyRecord | null>;
    readonly history: (id: KeyId) => Promise<readonly KeyVersion[]>;
    /** The unsealed secret; null when none is stored or it cannot be opened. */
    readonly secret: (id: KeyId) => Promise<string | null>;
    /** One chunk of the present keys: those that may make a request. Clusters that are gone are left out. */
    readonly whoCan: (query: WhoCanQuery, now: Instant) => Promise<WhoCanChunk>;
    /** HMAC of the secret under the profile's key (design.md, "Key refs"). */
    readonly refOf: (secret: string) => Promise<KeyRef>;
    /** All keys, on all clusters, with this ref. */
    readonly findByRef: (ref: KeyRef) => Promise<readonly KeyId[]>;
    /** Stores one key after create, edit or restore, with its sealed secret, in one transaction. */
    readonly put: (
      clusterId: ClusterId,
      key: SeenKey,
      origin: KeyVersion['origin'],
      at: Instant,
    ) => Promise<KeyRecord>;
    /** Gives a known key another secret, and with it another ref, in one transaction. Its history goes on. */
    readonly rotate: (id: KeyId, key: SeenKey, at: Instant) => Promise<KeyRecord>;
    readonly markGone: (
      id: KeyId,
      reason: NonNullable<KeyRecord['goneReason']>,
      at: Instant,
    ) => Promise<KeyRecord>;
  };
  /**
   * One sync: stage as much as needed, then commit in one transaction; nothing shows before, abort leaves no trace.
   * `at` is the time of all that the commit writes. Keys that `put`, `rotate` or `markGone` touched since `begin` are
   * left as those calls left them. A key that was not listed is gone if the coverage says that the list would hold it.
   * One sync at a time per cluster: `begin` drops an earlier one, whose calls then reject
   * with CANCELLED.
   */
  readonly sync: {
    readonly begin: (clusterId: ClusterId, at: Instant) => Promise<number>;
    readonly stage: (sync: number, keys: ListedKeys) => Promise<void>;
    readonly commit: (sync: number, clockSkewMs: number | null, coverage: Coverage) => Promise<SyncResult>;
    readonly abort: (sync: number) => Promise<void>;
  };
  readonly operations: {
    readonly write: (row: OperationRow) => Promise<void>;
    readonly settle: (
      id: OperationId,
      end: {
        readonly state: OperationState;
        readonly result: string;
        readonly ref: KeyRef | null;
        readonly at: Instant;
      },
    ) => Promise<void>;
    /** Those in state open or unknown, oldest first. */
    readonly unsettled: () => Promise<readonly OperationRow[]>;
    readonly list: (clusterId: ClusterId, limit: number) => Promise<readonly OperationRow[]>;
  };
  readonly close: () => Promise<void>;
}

/** What opens the file, or reopens it after a change of the data key. `dataKey`: 32 bytes as base64; null: memory only, nothing is sealed to disk. */
export interface CacheOptions {
  readonly file: string;
  readonly dataKey: string | null;
  /** The vault has not answered yet: until the file is opened anew, sealed secrets count as there. */
  readonly keyAwaited?: boolean;
}

/** How a profile's file is opened first: lists need not wait for the keychain. */
export const KEY_AWAITED = { dataKey: null, keyAwaited: true } as const satisfies Omit<CacheOptions, 'file'>;
