import type { ClusterId } from '#shared/ids';
import type { SecretsRepository } from '../repositories/secrets';
import { sealedAt, type Sealer, type Secret } from './sealing';

/** A secret on its way into the cache; `sealed` is null when secrets are kept in memory only. */
export interface HeldSecret {
  readonly secret: string;
  readonly sealed: Buffer | null;
}

/**
 * Keeps keys' secrets: sealed in the file when there is a data key, else in this thread's memory until the session
 * ends. Without a data key, sealed secrets in the file are left alone: a later session may open them.
 */
export class SecretKeeper {
  readonly #repository: SecretsRepository;
  readonly #sealer: Sealer | null;
  readonly #keyAwaited: boolean;
  readonly #memory = new Map<number, string>();
  /** Written in the transaction that is under way; a row id that is rolled back may be given to another key. */
  readonly #uncommitted = new Map<number, string>();

  constructor(repository: SecretsRepository, sealer: Sealer | null, keyAwaited: boolean) {
    this.#repository = repository;
    this.#sealer = sealer;
    this.#keyAwaited = keyAwaited;
  }

  /** Readies secrets of one cluster for `keep`. */
  hold(clusterId: ClusterId, secrets: readonly Secret[]): readonly HeldSecret[] {
    if (this.#sealer === null) return secrets.map(({ secret }) => ({ secret, sealed: null }));
    const sealed = this.#sealer.seal(clusterId, secrets);
    return secrets.map(({ secret }, at) => ({ secret, sealed: sealedAt(sealed, at) }));
  }

  /** Stores secrets of keys, within a transaction that ends in `commit` or `rollBack`. */
  keep(secrets: readonly { readonly keyId: number; readonly held: HeldSecret }[]): void {
    const rows: { readonly keyId: number; readonly sealed: Buffer }[] = [];
    for (const { keyId, held } of secrets) {
      if (held.sealed === null) this.#uncommitted.set(keyId, held.secret);
      else rows.push({ keyId, sealed: held.sealed });
    }
    this.#repository.putAll(rows);
  }

  /** Removes a key's secret, which has become a credential, within a transaction. One that is not there is no error. */
  remove(keyId: number): void {
    this.#uncommitted.delete(keyId);
    this.#memory.delete(keyId);
    this.#repository.remove(keyId);
  }

  commit(): void {
    for (const [id, secret] of this.#uncommitted) this.#memory.set(id, secret);
    this.#uncommitted.clear();
  }

  rollBack(): void {
    this.#uncommitted.clear();
  }

  /**
   * Whether copy, reveal and edit will find the secret, or may find it once the data key is there. `sealedRow`: the
   * file has a sealed one.
   */
  has(keyId: number, sealedRow: boolean): boolean {
    if (sealedRow && (this.#sealer !== null || this.#keyAwaited)) return true;
    return this.#sealer === null && (this.#uncommitted.has(keyId) || this.#memory.has(keyId));
  }

  /** The secret, or null when there is none or it cannot be opened. */
  open(keyId: number, clusterId: ClusterId, ref: Buffer): string | null {
    if (this.#sealer === null) return this.#uncommitted.get(keyId) ?? this.#memory.get(keyId) ?? null;
    const sealed = this.#repository.get(keyId);
    return sealed === null ? null : this.#sealer.open(sealed, clusterId, ref);
  }

  /** Drops what memory holds of keys that are removed; the file's rows go with their keys. */
  forget(keyIds: readonly number[]): void {
    for (const id of keyIds) this.#memory.delete(id);
  }
}
