import type { Instant } from '#shared/ids';
import { maskSecret } from '#shared/keys/record';
import type { ListedKeys } from '../cache';
import { listedKeyAt, specColumns, withRef, type PreparedKey, type SpecReader } from '../prepared-key';
import type { ClusterKey } from '../repositories/clusters';
import { differenceOf, type ExistingKey, type KeyWriter } from '../repositories/key-writer';
import { refAt, type RefMaker } from '../secrets/sealing';
import type { HeldSecret, SecretKeeper } from '../secrets/secret-keeper';
import { nameOf, Staging, type StagedWrite } from './staging';

export interface ComparingParts {
  readonly reader: SpecReader;
  readonly writer: KeyWriter;
  readonly refs: RefMaker;
  readonly secrets: SecretKeeper;
}

/** A sync of a cluster that has keys already: each one listed is compared with its row at once. */
export class ComparingStaging extends Staging {
  readonly seenIds = new Set<number>();
  readonly #parts: ComparingParts;
  readonly #writes = new Map<string, StagedWrite>();

  constructor(cluster: ClusterKey, at: Instant, parts: ComparingParts) {
    super(cluster, at);
    this.#parts = parts;
  }

  get size(): number {
    let count = this.seenIds.size;
    for (const write of this.#writes.values()) if (write.id === null) count += 1;
    return count;
  }

  stage(keys: ListedKeys): void {
    const { writer, refs, secrets } = this.#parts;
    const all = refs.ofAll(keys.secrets);
    const found = keys.secrets.map((_, at) => {
      const key = withRef(listedKeyAt(keys, at), refAt(all, at));
      return { key, existing: writer.find(this.cluster.pk, key.ref) };
    });
    // An admin key is a credential; those live in the vault alone (design.md, "Words").
    const lacking = found.filter(
      ({ key, existing }) =>
        !key.admin && (existing === null || !secrets.has(existing.id, existing.sealed === 1)),
    );
    const held = secrets.hold(
      this.cluster.id,
      lacking.map(({ key }) => key),
    );
    const secretOf = new Map(lacking.map(({ key }, index) => [key, held[index] ?? null]));
    for (const { key, existing } of found) this.#note(key, existing, secretOf.get(key) ?? null);
  }

  writes(): Iterable<StagedWrite> {
    return this.#writes.values();
  }

  end(): void {
    this.#writes.clear();
  }

  #note(key: PreparedKey, existing: ExistingKey | null, secret: HeldSecret | null): void {
    const { reader } = this.#parts;
    if (existing !== null) this.seenIds.add(existing.id);
    const difference = existing === null ? 'new' : differenceOf(existing, key, reader);
    if (difference === 'none' && secret === null) return;
    const writesSpec = difference !== 'none' && difference !== 'surroundings';
    const columns = writesSpec ? specColumns(key.specJson, maskSecret(key.secret), reader) : null;
    this.#writes.set(nameOf(key.ref), { key, id: existing?.id ?? null, difference, columns, secret });
  }
}
