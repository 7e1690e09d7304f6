import { AppError } from '#shared/errors';
import type { Log } from '../log/log';
import type { Redactor } from '../log/redactor';
import type { Vault, VaultEntry } from '../vault/vault';

const ENTRY: VaultEntry = { sort: 'data-key', id: 'profile' };

export interface DataKeyParts {
  readonly vault: Vault;
  readonly redactor: Redactor;
  readonly log: Log;
  /** 32 random bytes as base64. */
  readonly newDataKey: () => string;
  /** False: the profile cannot be written, so that a new key would seal nothing. */
  readonly writable: boolean;
}

/**
 * The key that seals secrets in the cache, from the vault; made there when the vault is known to hold none. Null while
 * the vault cannot be used or credentials are kept in memory only: then nothing is sealed, and what was sealed before
 * stays as it is.
 */
export async function dataKeyOf(parts: DataKeyParts, signal: AbortSignal): Promise<string | null> {
  const { vault, redactor, log, newDataKey, writable } = parts;
  if (vault.state().memoryOnly) return null;
  try {
    const known = await vault.get(ENTRY, signal);
    if (known !== null) {
      redactor.register(known);
      return known;
    }
    if (!writable || vault.state().state !== 'available') return null;
    const made = newDataKey();
    redactor.register(made);
    await vault.set(ENTRY, made, signal);
    log('info', 'data-key.made');
    return made;
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    log('warn', 'data-key.not-available', { code: error.code });
    return null;
  }
}
