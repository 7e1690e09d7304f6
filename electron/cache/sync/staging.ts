import type { ClusterId, Instant } from '#shared/ids';
import type { ListedKeys } from '../cache';
import type { PreparedKey, SpecColumns } from '../prepared-key';
import type { ClusterKey } from '../repositories/clusters';
import type { KeyDifference } from '../repositories/key-writer';
import type { HeldSecret } from '../secrets/secret-keeper';

/** Something that the commit has to write. */
export interface StagedWrite {
  readonly key: PreparedKey;
  /** Null: the key was not known when it was staged. */
  readonly id: number | null;
  readonly difference: KeyDifference | 'new';
  /** Null: the spec is not written. */
  readonly columns: SpecColumns | null;
  /** Null: the file has this secret sealed already, or never will. */
  readonly secret: HeldSecret | null;
}

/**
 * What one sync has seen so far, made ready while the rest of the list is still on its way, so that the commit only
 * writes. Nothing of it is in the file before.
 */
export abstract class Staging {
  readonly cluster: ClusterKey;
  readonly at: Instant;
  readonly #touched = new Set<string>();

  constructor(cluster: ClusterKey, at: Instant) {
    this.cluster = cluster;
    this.at = at;
  }

  get clusterId(): ClusterId {
    return this.cluster.id;
  }

  /** Keys seen, each counted once; known when all writes have been made. */
  abstract get size(): number;

  /** Row ids of the known keys among them. */
  abstract get seenIds(): ReadonlySet<number>;

  abstract stage(keys: ListedKeys): void;

  /** Asked for once, by the commit. */
  abstract writes(): Iterable<StagedWrite>;

  /** The sync is over, committed or not. */
  abstract end(): void;

  /** A change made through Castellan while the list was on its way: what the list says of this key is older. */
  touch(ref: Buffer): void {
    this.#touched.add(nameOf(ref));
  }

  wasTouched(ref: Buffer): boolean {
    return this.#touched.size > 0 && this.#touched.has(nameOf(ref));
  }
}

/** A ref as the key of a map. */
export function nameOf(ref: Buffer): string {
  return ref.toString('latin1');
}
