import type { ClusterId, Instant } from '#shared/ids';
import { maskSecret } from '#shared/keys/record';
import { specColumns, type PreparedKey, type SpecColumns, type SpecReader } from '../prepared-key';
import type { ClusterKey } from '../repositories/clusters';
import {
  differenceOf,
  type ExistingKey,
  type KeyDifference,
  type KeyWriter,
} from '../repositories/key-writer';
import type { HeldSecret, SecretKeeper } from '../secrets/secret-keeper';

/** Something that the commit has to write. */
export interface StagedWrite {
  readonly key: PreparedKey;
  /** Null: the key was not known when it was staged. */
  readonly id: number | null;
  readonly difference: KeyDifference | 'new';
  /** Null: the spec is not written. */
  readonly columns: SpecColumns | null;
  /** Null: the file has this secret sealed already. */
  readonly secret: HeldSecret | null;
}

function nameOf(ref: Buffer): string {
  return ref.toString('latin1');
}

/**
 * What one sync has seen so far: compared with the table and sealed while the rest of the list is still on its way,
 * so that the commit only writes. Nothing of it is in the file before.
 */
export class Staging {
  readonly cluster: ClusterKey;
  readonly at: Instant;
  readonly reader: SpecReader;
  readonly writes = new Map<string, StagedWrite>();
  readonly seenIds = new Set<number>();
  readonly #writer: KeyWriter;
  readonly #secrets: SecretKeeper;
  /** A first sync has nothing to compare with. */
  readonly #compares: boolean;
  readonly #touched = new Set<string>();

  constructor(
    cluster: ClusterKey,
    at: Instant,
    parts: { readonly reader: SpecReader; readonly writer: KeyWriter; readonly secrets: SecretKeeper },
  ) {
    this.cluster = cluster;
    this.at = at;
    this.reader = parts.reader;
    this.#writer = parts.writer;
    this.#secrets = parts.secrets;
    this.#compares = parts.writer.hasKeys(cluster.pk);
  }

  get clusterId(): ClusterId {
    return this.cluster.id;
  }

  /** Keys seen, each counted once. */
  get size(): number {
    let count = this.seenIds.size;
    for (const write of this.writes.values()) if (write.id === null) count += 1;
    return count;
  }

  stage(keys: readonly PreparedKey[]): void {
    const found = keys.map((key) => ({ key, existing: this.#compares ? this.#find(key) : null }));
    // An admin key is a credential; those live in the vault alone (design.md, "Words").
    const lacking = found.filter(
      ({ key, existing }) =>
        !key.admin && (existing === null || !this.#secrets.has(existing.id, existing.sealed === 1)),
    );
    const held = this.#secrets.hold(
      this.cluster.id,
      lacking.map(({ key }) => key),
    );
    const secretOf = new Map(lacking.map(({ key }, index) => [key, held[index] ?? null]));
    for (const { key, existing } of found) this.#note(key, existing, secretOf.get(key) ?? null);
  }

  /** A change made through Castellan while the list was on its way: what the list says of this key is older. */
  touch(ref: Buffer): void {
    this.#touched.add(nameOf(ref));
  }

  wasTouched(ref: Buffer): boolean {
    return this.#touched.has(nameOf(ref));
  }

  #find(key: PreparedKey): ExistingKey | null {
    return this.#writer.find(this.cluster.pk, key.ref);
  }

  #note(key: PreparedKey, existing: ExistingKey | null, secret: HeldSecret | null): void {
    if (existing !== null) this.seenIds.add(existing.id);
    const difference = existing === null ? 'new' : differenceOf(existing, key, this.reader);
    if (difference === 'none' && secret === null) return;
    const writesSpec = difference !== 'none' && difference !== 'surroundings';
    const columns = writesSpec ? specColumns(key.specJson, maskSecret(key.secret), this.reader) : null;
    this.writes.set(nameOf(key.ref), { key, id: existing?.id ?? null, difference, columns, secret });
  }
}
