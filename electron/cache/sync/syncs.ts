import { AppError } from '#shared/errors';
import type { ClusterId, Instant } from '#shared/ids';
import type { ListedKeys, SyncResult } from '../cache';
import { prepareListed, type SpecReaderOf } from '../prepared-key';
import { Staging } from './staging';
import type { Store } from '../store';
import { commitSync } from './commit';

/** The syncs under way, at most one per cluster. */
export class Syncs {
  readonly #store: Store;
  readonly #readerOf: SpecReaderOf;
  readonly #open = new Map<number, Staging>();
  #lastId = 0;

  constructor(store: Store, readerOf: SpecReaderOf) {
    this.#store = store;
    this.#readerOf = readerOf;
  }

  /** Drops an earlier sync of the same cluster. Throws NOT_FOUND. */
  begin(clusterId: ClusterId, at: Instant): number {
    const cluster = this.#store.clusters.require(clusterId);
    this.drop(clusterId);
    const { writer, secrets } = this.#store;
    this.#lastId += 1;
    this.#open.set(
      this.#lastId,
      new Staging(cluster, at, { reader: this.#readerOf(cluster.kind), writer, secrets }),
    );
    return this.#lastId;
  }

  /** Throws CANCELLED when the sync was dropped. */
  stage(sync: number, keys: ListedKeys): void {
    const staging = this.#require(sync);
    staging.stage(prepareListed(keys, this.#store.refs));
  }

  /** One transaction. Throws CANCELLED when the sync was dropped. */
  commit(sync: number, clockSkewMs: number | null): SyncResult {
    const staging = this.#require(sync);
    this.#open.delete(sync);
    return this.#store.write(() => commitSync(staging, clockSkewMs, this.#store));
  }

  abort(sync: number): void {
    this.#open.delete(sync);
  }

  /** Ends the syncs of a cluster without a trace. */
  drop(clusterId: ClusterId): void {
    for (const [id, staging] of this.#open) if (staging.clusterId === clusterId) this.#open.delete(id);
  }

  /** Tells a sync under way that what it lists of this key is older than what has just been written. */
  touch(clusterId: ClusterId, ref: Buffer): void {
    for (const staging of this.#open.values()) if (staging.clusterId === clusterId) staging.touch(ref);
  }

  #require(sync: number): Staging {
    const staging = this.#open.get(sync);
    if (staging === undefined) throw new AppError('CANCELLED', 'This sync was cancelled.');
    return staging;
  }
}
