import { AppError, assertNever, type AppErrorCode } from '#shared/errors';
import type { ClusterId } from '#shared/ids';
import type { VaultView } from '#shared/contract/app';
import type { Redactor } from '../log/redactor';
import type { Vault } from '../vault/vault';

type VaultTrouble = Exclude<VaultView['state'], 'available'>;

function codeOf(state: VaultTrouble): AppErrorCode {
  switch (state) {
    case 'locked':
      return 'VAULT_LOCKED';
    case 'unavailable':
      return 'VAULT_UNAVAILABLE';
    case 'timed-out':
      return 'VAULT_TIMEOUT';
    case 'not-installed':
      return 'VAULT_NOT_INSTALLED';
    default:
      return assertNever(state);
  }
}

/** Why the vault cannot tell, as an error for the user. */
function vaultError({ state, message, remedy }: VaultView): AppError | null {
  if (state === 'available') return null;
  return new AppError(codeOf(state), message, remedy === null ? {} : { remedy });
}

/** What became of looking a credential up; only `missing` means that there is none. */
export type Looked =
  | { readonly state: 'stored' | 'memory'; readonly credential: string }
  | { readonly state: 'missing' }
  | { readonly state: 'unknown'; readonly error: AppError };

/** The clusters' admin secrets: fetched from the vault just in time, never kept, never logged. */
export class Credentials {
  constructor(
    private readonly vault: Vault,
    private readonly redactor: Redactor,
  ) {}

  /**
   * Looks a cluster's credential up. A null answer of the keychain means "missing" only while the keychain is known
   * to work (toolchain.md): a locked one answers null as well.
   */
  async look(id: ClusterId, signal: AbortSignal): Promise<Looked> {
    let credential: string | null;
    try {
      credential = await this.vault.get({ sort: 'credential', id }, signal);
    } catch (error) {
      if (error instanceof AppError && error.code !== 'CANCELLED') return { state: 'unknown', error };
      throw error;
    }
    const view = this.vault.state();
    if (credential !== null) {
      this.redactor.register(credential);
      return { state: view.memoryOnly ? 'memory' : 'stored', credential };
    }
    const error = view.memoryOnly ? null : vaultError(view);
    return error === null ? { state: 'missing' } : { state: 'unknown', error };
  }

  /** Stores a credential. Rejects with VAULT_* when it cannot be kept; nothing is stored then. */
  async keep(id: ClusterId, credential: string, signal: AbortSignal): Promise<'stored' | 'memory'> {
    this.redactor.register(credential);
    await this.vault.set({ sort: 'credential', id }, credential, signal);
    return this.vault.state().memoryOnly ? 'memory' : 'stored';
  }

  async forget(id: ClusterId, signal: AbortSignal): Promise<void> {
    await this.vault.remove({ sort: 'credential', id }, signal);
  }
}
