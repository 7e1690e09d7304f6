import { AppError } from '#shared/errors';
import type { ClusterId, Instant } from '#shared/ids';
import type { ListedKeys, SyncResult } from '../cache';
import type { SpecReaderOf } from '../prepared-key';
import type { ClusterKey } from '../repositories/clusters';
import type { Store } from '../store';
import { commitSync, type ListedAs } from './commit';
import { ComparingStaging } from './comparing-staging';
import { FirstStaging } from './first-staging';
import { preparePart } from './part';
import { Preparing } from './preparing';
import type { SpawnPreparing } from './spawn-preparing';
import type { Staging } from './staging';

/** The syncs under way, at most one per cluster. */
export class Syncs {
  readonly #store: Store;
  readonly #readerOf: SpecReaderOf;
  readonly #preparing: Preparing;
  readonly #open = new Map<number, Staging>();
  #lastId = 0;

  constructor(store: Store, readerOf: SpecReaderOf, spawnPreparing?: SpawnPreparing) {
    const { refs, sealer, preparingKeys } = store;
    this.#store = store;
    this.#readerOf = readerOf;
    this.#preparing = new Preparing({
      prepareHere: (part) => preparePart(part, { refs, sealer, readerOf }),
      spawn: spawnPreparing === undefined ? null : () => spawnPreparing(preparingKeys),
    });
  }

  /** Drops an earlier sync of the same cluster. Throws NOT_FOUND. */
  begin(clusterId: ClusterId, at: Instant): number {
    const cluster = this.#store.clusters.require(clusterId);
    this.drop(clusterId);
    this.#lastId += 1;
    this.#open.set(this.#lastId, this.#stagingOf(cluster, at));
    return this.#lastId;
  }

  /** Throws CANCELLED when the sync was dropped. */
  stage(sync: number, keys: ListedKeys): void {
    this.#require(sync).stage(keys);
  }

  /** One transaction. Throws CANCELLED when the sync was dropped. */
  commit(sync: number, listed: ListedAs): SyncResult {
    const staging = this.#require(sync);
    const reader = this.#readerOf(staging.cluster.kind);
    try {
      return this.#store.write(() => commitSync(staging, listed, this.#store, reader));
    } finally {
      this.abort(sync);
    }
  }

  abort(sync: number): void {
    this.#open.get(sync)?.end();
    this.#open.delete(sync);
  }

  /** Ends all of them without a trace, and the thread that helps. No other sync may begin. */
  end(): void {
    for (const sync of [...this.#open.keys()]) this.abort(sync);
    this.#preparing.end();
  }

  /** Ends the syncs of a cluster without a trace. */
  drop(clusterId: ClusterId): void {
    for (const [id, staging] of [...this.#open]) if (staging.clusterId === clusterId) this.abort(id);
  }

  /** Tells a sync under way that what it lists of this key is older than what has just been written. */
  touch(clusterId: ClusterId, ref: Buffer): void {
    for (const staging of this.#open.values()) if (staging.clusterId === clusterId) staging.touch(ref);
  }

  #stagingOf(cluster: ClusterKey, at: Instant): Staging {
    const { writer, secrets, refs } = this.#store;
    if (!writer.hasKeys(cluster.pk)) return new FirstStaging(cluster, at, this.#preparing.lease());
    return new ComparingStaging(cluster, at, { reader: this.#readerOf(cluster.kind), writer, secrets, refs });
  }

  #require(sync: number): Staging {
    const staging = this.#open.get(sync);
    if (staging === undefined) throw new AppError('CANCELLED', 'This sync was cancelled.');
    return staging;
  }
}
