import { KEY_AWAITED, type Cache, type CacheOpening, type CacheOptions } from '../cache/cache';

/** What the application hears about the cache outside of answers. */
export interface CacheListeners {
  /** A damaged file was set aside while it was in use. */
  readonly onReopened: (opening: CacheOpening) => void;
  /** A bug in the worker, for the log. */
  readonly onFault: (description: string) => void;
}

/** Opens the cache in a worker of its own. Rejects with AppError CACHE_*. */
export type OpenCache = (
  options: CacheOptions,
  listeners: CacheListeners,
) => Promise<{ readonly cache: Cache; readonly opening: CacheOpening }>;

export interface CacheSlotParts {
  readonly file: string;
  readonly open: OpenCache;
  readonly onOpened: (opening: CacheOpening) => void;
  readonly onFault: (description: string) => void;
}

/**
 * The one open cache of the profile. It is opened without its data key, so that lists need not wait for a keychain,
 * and anew once the key is known. Calls made meanwhile wait for the reopening, and those that seal or unseal secrets
 * wait until it is known whether there is a key, so that nobody else has to know.
 */
export class CacheSlot {
  private current: Promise<Cache>;
  private key: string | null = null;
  private openGate: () => void = () => undefined;
  private readonly gate = new Promise<void>((resolve) => {
    this.openGate = resolve;
  });
  /** Stands for whatever cache is open when it is called. */
  readonly cache: Cache;

  private constructor(
    private readonly parts: CacheSlotParts,
    first: Cache,
  ) {
    this.current = Promise.resolve(first);
    this.cache = facade(
      () => this.current,
      async () => {
        await this.gate;
        return this.current;
      },
    );
  }

  static async open(parts: CacheSlotParts): Promise<CacheSlot> {
    return new CacheSlot(parts, await openOnce(parts, KEY_AWAITED));
  }

  /** The vault has been asked: what seals and unseals goes on, with the key that is in use now or without one. */
  keyIsSettled(): void {
    this.openGate();
  }

  /** The data key that is in use; null: secrets are kept in memory only. */
  get dataKey(): string | null {
    return this.key;
  }

  /** Closes the cache and opens it with another data key. Syncs must not be under way. */
  async reopen(dataKey: string | null): Promise<void> {
    const before = this.current;
    this.key = dataKey;
    this.current = before.then(async (cache) => {
      await cache.close();
      return openOnce(this.parts, { dataKey });
    });
    await this.current;
  }

  async close(): Promise<void> {
    this.openGate();
    await (await this.current).close();
  }
}

async function openOnce(parts: CacheSlotParts, key: Omit<CacheOptions, 'file'>): Promise<Cache> {
  const { cache, opening } = await parts.open(
    { file: parts.file, ...key },
    { onReopened: parts.onOpened, onFault: parts.onFault },
  );
  parts.onOpened(opening);
  return cache;
}

function facade(current: () => Promise<Cache>, keyed: () => Promise<Cache>): Cache {
  return {
    clusters: {
      list: async () => (await current()).clusters.list(),
      insert: async (row) => (await current()).clusters.insert(row),
      update: async (row) => (await current()).clusters.update(row),
      reorder: async (ids) => (await current()).clusters.reorder(ids),
      remove: async (id) => (await current()).clusters.remove(id),
    },
    keys: {
      page: async (query, now) => (await current()).keys.page(query, now),
      owners: async (clusterId) => (await current()).keys.owners(clusterId),
      labelled: async (clusterId, owner, label, now) =>
        (await current()).keys.labelled(clusterId, owner, label, now),
      get: async (id, now) => (await current()).keys.get(id, now),
      history: async (id) => (await current()).keys.history(id),
      secret: async (id) => (await keyed()).keys.secret(id),
      whoCan: async (query, now) => (await current()).keys.whoCan(query, now),
      refOf: async (secret) => (await current()).keys.refOf(secret),
      findByRef: async (ref) => (await current()).keys.findByRef(ref),
      put: async (clusterId, key, origin, at) => (await keyed()).keys.put(clusterId, key, origin, at),
      rotate: async (id, key, at) => (await keyed()).keys.rotate(id, key, at),
      markGone: async (id, reason, at) => (await current()).keys.markGone(id, reason, at),
    },
    sync: {
      begin: async (clusterId, at) => (await keyed()).sync.begin(clusterId, at),
      stage: async (sync, keys) => (await current()).sync.stage(sync, keys),
      commit: async (sync, clockSkewMs, coverage) =>
        (await current()).sync.commit(sync, clockSkewMs, coverage),
      abort: async (sync) => (await current()).sync.abort(sync),
    },
    operations: {
      write: async (row) => (await current()).operations.write(row),
      settle: async (id, end) => (await current()).operations.settle(id, end),
      unsettled: async () => (await current()).operations.unsettled(),
      list: async (clusterId, limit) => (await current()).operations.list(clusterId, limit),
    },
    close: async () => (await current()).close(),
  };
}
