import type { Access, ClusterResources, RefusableAction } from '#shared/contract/clusters';
import type { Instant } from '#shared/ids';
import { bothCoverages, type Coverage } from '#shared/keys/coverage';
import type { AnyConnection, AnySpec } from '#shared/kinds/kind';
import type { TryResult } from '#shared/contract/keys';
import type { PeopleAdapter } from './people';
import type { Transport } from './transport';

/** Everything an adapter needs to reach one cluster; the credential is fetched from the vault just in time for it. */
export interface Reach {
  /** What messages call the cluster. */
  readonly name: string;
  readonly connection: AnyConnection;
  readonly caPem: string | null;
  readonly credential: string;
  /** The cluster's clock minus ours as of the last contact, in ms; used until a newer answer tells. */
  readonly clockSkewMs: number | null;
}

/** A key as the cluster tells it, secret included; lives only inside the main process for as long as it takes. */
export interface RemoteKey {
  readonly secret: string;
  /** The cluster's master key or the credential itself: its secret is not kept with keys, and it is not changed. */
  readonly admin: boolean;
  /** Accepted by the kind's schema; the expiry is absolute by the cluster's Date header. */
  readonly spec: AnySpec;
  readonly createdAt: Instant | null;
}

/**
 * How a key is addressed: by its secret where that is its id, and by what never changes of its spec (its owner) where
 * the cluster keeps keys apart by that.
 */
export type KnownKey = Pick<RemoteKey, 'secret' | 'spec'>;

export interface RemoteKeyList {
  readonly keys: readonly RemoteKey[];
  /** The cluster's clock (Date header) minus ours, in ms; null without a usable header. */
  readonly clockSkewMs: number | null;
  /** What the cluster was asked for and refused to list is not covered: such a key may exist. */
  readonly coverage: Coverage;
  /** What the keys show that the cluster does not offer. */
  readonly notOffered: readonly RefusableAction[];
}

/** Some of a cluster's keys, told as soon as they are read. */
export interface RemoteKeyPage extends RemoteKeyList {
  /** How many keys there are in all; null when the cluster does not tell. */
  readonly total: number | null;
}

/** How a change that was sent ended: `settled` false when it was accepted but not visible within the time limit. */
export interface Sent {
  readonly settled: boolean;
}

/**
 * A change was sent and no answer tells what became of it. The service settles it by reading.
 * Any other rejection of a change means: nothing was changed.
 */
export class OutcomeUnknown extends Error {
  /** Reads the key that was changed, where only the adapter knows how to find it again: its secret may be another. */
  readonly find: ((signal: AbortSignal) => Promise<RemoteKey | null>) | null;

  constructor(
    message: string,
    { find = null, ...options }: { readonly cause?: unknown; readonly find?: OutcomeUnknown['find'] } = {},
  ) {
    // Other sentences follow; what a cluster said itself ends as it likes.
    super(/[.!?]$/.test(message) ? message : `${message}.`, options);
    this.name = 'OutcomeUnknown';
    this.find = find;
  }
}

export type WaitProgress = (attempt: number) => void;

/**
 * The admin calls of one kind. Every method rejects with AppError (codes in shared/errors) and stops when the
 * signal aborts. Changes are sent once, to one host, and never repeated.
 */
export interface ClusterAdapter {
  /** Users and organizations; only kinds with `capabilities.people` have it. */
  readonly people?: PeopleAdapter;
  /** Finds out what the credential may do. */
  readonly verify: (signal: AbortSignal) => Promise<{
    readonly access: Access;
    readonly latencyMs: number;
    readonly clockSkewMs: number | null;
  }>;
  /**
   * Every key that the cluster lists, in pages; at least one, which is empty when the cluster has no key. Their
   * coverages together are that of the list.
   */
  readonly pages: (signal: AbortSignal) => AsyncIterable<RemoteKeyPage>;
  /** Null: the cluster knows no such key. */
  readonly get: (key: KnownKey, signal: AbortSignal) => Promise<RemoteKey | null>;
  /** Answers as soon as the cluster accepted; visibility is awaited with {@link waitUntilVisible}. */
  readonly create: (spec: AnySpec, signal: AbortSignal) => Promise<{ readonly secret: string }>;
  readonly update: (key: KnownKey, spec: AnySpec, signal: AbortSignal) => Promise<void>;
  readonly remove: (key: KnownKey, signal: AbortSignal) => Promise<void>;
  readonly restore: (key: KnownKey, signal: AbortSignal) => Promise<void>;
  /** Gives the key another secret; the old one is refused from then on. */
  readonly rotate: (key: KnownKey, signal: AbortSignal) => Promise<{ readonly secret: string }>;
  /** Polls until the key exists (spec null), has this spec, or is gone. Answers `settled: false` at the time limit. */
  readonly waitUntilVisible: (
    key: KnownKey,
    state: { readonly exists: true; readonly spec: AnySpec | null } | { readonly exists: false },
    onAttempt: WaitProgress,
    signal: AbortSignal,
  ) => Promise<Sent & { readonly key: RemoteKey | null }>;
  /** What forms can suggest. */
  readonly resources: (signal: AbortSignal) => Promise<ClusterResources>;
  /** One harmless request with the key's own secret. */
  readonly tryKey: (
    secret: string,
    resource: string,
    text: string,
    signal: AbortSignal,
  ) => Promise<TryResult>;
}

/** Every key of a cluster, once all of them are read. Rejects as `pages` does. */
export async function listKeys(
  adapter: Pick<ClusterAdapter, 'pages'>,
  signal: AbortSignal,
): Promise<RemoteKeyList> {
  const keys: RemoteKey[] = [];
  let rest: Omit<RemoteKeyList, 'keys'> = NOTHING_TOLD;
  for await (const page of adapter.pages(signal)) {
    keys.push(...page.keys);
    rest = withPage(rest, page);
  }
  return { keys, ...rest };
}

/** What is known beside the keys before the first page. */
export const NOTHING_TOLD: Omit<RemoteKeyList, 'keys'> = {
  clockSkewMs: null,
  coverage: 'everything',
  notOffered: [],
};

/** What the pages up to this one tell beside their keys: each speaks for its own accounts. */
export function withPage(
  before: Omit<RemoteKeyList, 'keys'>,
  page: RemoteKeyPage,
): Omit<RemoteKeyList, 'keys'> {
  return {
    clockSkewMs: page.clockSkewMs,
    coverage: bothCoverages(before.coverage, page.coverage),
    notOffered: [...new Set([...before.notOffered, ...page.notOffered])],
  };
}

/** What a kind registers (electron/clusters/registry.ts). */
export interface AdapterFactory {
  readonly open: (reach: Reach, transport: Transport, clock: () => Instant) => ClusterAdapter;
}
