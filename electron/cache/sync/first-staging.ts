import type { Instant } from '#shared/ids';
import type { ListedKeys } from '../cache';
import type { ClusterKey } from '../repositories/clusters';
import { writesOf } from './part';
import type { PendingPart, PreparingLease } from './preparing';
import { Staging, type StagedWrite } from './staging';

const NONE: ReadonlySet<number> = new Set();

/**
 * A sync of a cluster without keys: there is nothing to compare, so that nothing has to be known of a key before the
 * commit writes it, and all of it can be made beside that.
 */
export class FirstStaging extends Staging {
  readonly #preparing: PreparingLease;
  readonly #parts: { readonly keys: ListedKeys; readonly pending: PendingPart }[] = [];
  readonly #secrets = new Set<string>();

  constructor(cluster: ClusterKey, at: Instant, preparing: PreparingLease) {
    super(cluster, at);
    this.#preparing = preparing;
  }

  get size(): number {
    return this.#secrets.size;
  }

  get seenIds(): ReadonlySet<number> {
    return NONE;
  }

  stage(keys: ListedKeys): void {
    const { id: clusterId, kind } = this.cluster;
    this.#parts.push({ keys, pending: this.#preparing.start({ clusterId, kind, keys }) });
  }

  /** A key that is listed twice is written once. */
  *writes(): Iterable<StagedWrite> {
    for (const { keys, pending } of this.#parts) {
      for (const write of writesOf(keys, pending.take())) {
        const { secret } = write.key;
        if (this.#secrets.has(secret)) continue;
        this.#secrets.add(secret);
        yield write;
      }
    }
  }

  end(): void {
    this.#preparing.end();
  }
}
