import { AppError, type AppErrorCode } from '#shared/errors';
import type { VaultView } from '#shared/contract/app';
import { backendName, vaultAdvice } from './advice';
import { createKeychainClient, type Asked, type ForkVault } from './keychain-client';
import type { Vault, VaultEntry } from './vault';

/** Waiting longer than this for a keychain means that a person or a service has to do something first. */
export const VAULT_LIMIT_MS = 8_000;

export interface VaultParts {
  readonly fork: ForkVault;
  /** Keeps the entries of two profiles on one computer apart. */
  readonly profileId: string;
  /** `process.platform`. */
  readonly platform: string;
  /** Fresh random text for the probe entry. */
  readonly random: () => string;
  /** The keychain's own words about a failure; never a secret. */
  readonly onTrouble: (state: VaultView['state'], reason: string) => void;
  readonly limitMs?: number;
}

const CODES: Readonly<Record<Exclude<VaultView['state'], 'available'>, AppErrorCode>> = {
  locked: 'VAULT_LOCKED',
  unavailable: 'VAULT_UNAVAILABLE',
  'timed-out': 'VAULT_TIMEOUT',
  'not-installed': 'VAULT_NOT_INSTALLED',
};

/**
 * The OS keychain behind {@link Vault}. Until something has been asked, the state counts as available. A null
 * answer is followed by a probe, so that the state says whether the null can be believed; while it cannot, `get`
 * rejects instead.
 */
export function openVault({ fork, profileId, platform, random, onTrouble, limitMs }: VaultParts): Vault {
  const keychain = createKeychainClient(fork, limitMs ?? VAULT_LIMIT_MS);
  const service = `Castellan ${profileId}`;
  const memory = new Map<string, string>();
  const listeners = new Set<(view: VaultView) => void>();
  let state: VaultView['state'] = 'available';
  let memoryOnly = false;

  const accountOf = ({ sort, id }: VaultEntry): string => `${sort}:${id}`;
  const view = (): VaultView => ({
    state,
    memoryOnly,
    ...vaultAdvice(state, platform),
    backend: backendName(platform),
  });

  function changeTo(next: VaultView['state'], chosen = memoryOnly): VaultView {
    const changed = next !== state || chosen !== memoryOnly;
    state = next;
    memoryOnly = chosen;
    if (changed) for (const listener of listeners) listener(view());
    return view();
  }

  function note(asked: Asked): void {
    if (asked.ok) {
      changeTo('available');
      return;
    }
    onTrouble(asked.failure, asked.reason);
    changeTo(asked.failure);
  }

  /** The answer of a request that the keychain carried out; rejects with VAULT_* otherwise. */
  function answerOf(asked: Asked): string | null {
    if (asked.ok) return asked.secret;
    const { message, remedy } = vaultAdvice(asked.failure, platform);
    throw new AppError(CODES[asked.failure], message, remedy === null ? {} : { remedy });
  }

  async function probe(signal: AbortSignal): Promise<Asked> {
    const asked = await keychain.ask({ op: 'probe', service, account: 'probe', secret: random() }, signal);
    note(asked);
    return asked;
  }

  async function get(entry: VaultEntry, signal: AbortSignal): Promise<string | null> {
    if (memoryOnly) return memory.get(accountOf(entry)) ?? null;
    const asked = await keychain.ask({ op: 'get', service, account: accountOf(entry) }, signal);
    if (!asked.ok) note(asked);
    const secret = answerOf(asked);
    if (secret !== null) {
      changeTo('available');
      return secret;
    }
    answerOf(await probe(signal));
    return null;
  }

  async function change(
    question: { readonly op: 'set'; readonly secret: string } | { readonly op: 'remove' },
    entry: VaultEntry,
    signal: AbortSignal,
  ): Promise<void> {
    const asked = await keychain.ask({ ...question, service, account: accountOf(entry) }, signal);
    note(asked);
    const found = answerOf(asked);
    if (question.op === 'remove' && found === null) answerOf(await probe(signal));
  }

  return {
    state: view,
    recheck: async (signal) => {
      await probe(signal);
      return view();
    },
    useMemoryOnly: (chosen) => {
      if (!chosen) memory.clear();
      return changeTo(state, chosen);
    },
    get,
    set: async (entry, secret, signal) => {
      if (memoryOnly) memory.set(accountOf(entry), secret);
      else await change({ op: 'set', secret }, entry, signal);
    },
    remove: async (entry, signal) => {
      // An entry can stand in the keychain from an earlier session; memory-only does not touch that.
      if (memoryOnly) memory.delete(accountOf(entry));
      else await change({ op: 'remove' }, entry, signal);
    },
    onChange: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    close: async () => {
      keychain.close();
      memory.clear();
      listeners.clear();
    },
  };
}
