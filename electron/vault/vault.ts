import type { VaultView } from '#shared/contract/app';

/** Names one secret in the vault. */
export interface VaultEntry {
  /** `credential`: the admin secret of a cluster; `data-key`: the key that seals secrets in the cache. */
  readonly sort: 'credential' | 'data-key';
  /** The cluster's id; `profile` for the data key. */
  readonly id: string;
}

/**
 * The OS keychain, or memory when the user chose so for this session. Methods reject with AppError VAULT_*.
 * A null answer of the keychain means "unknown", never "deleted" (toolchain.md): callers must not drop data on it
 * unless `state()` says `available`.
 */
export interface Vault {
  readonly state: () => VaultView;
  /** Asks the keychain anew (write, read and delete of a probe entry). */
  readonly recheck: (signal: AbortSignal) => Promise<VaultView>;
  readonly useMemoryOnly: (memoryOnly: boolean) => VaultView;
  readonly get: (entry: VaultEntry, signal: AbortSignal) => Promise<string | null>;
  readonly set: (entry: VaultEntry, secret: string, signal: AbortSignal) => Promise<void>;
  readonly remove: (entry: VaultEntry, signal: AbortSignal) => Promise<void>;
  readonly onChange: (listener: (view: VaultView) => void) => () => void;
  readonly close: () => Promise<void>;
}
