import type { VaultAnswer, VaultFailure, VaultRequest } from './messages';

/** What is used of keytar. */
export interface Keytar {
  readonly getPassword: (service: string, account: string) => Promise<string | null>;
  readonly setPassword: (service: string, account: string, password: string) => Promise<void>;
  readonly deletePassword: (service: string, account: string) => Promise<boolean>;
}

/** Loads keytar; rejects when it or a library of the system that it needs is not there. */
export type LoadKeytar = () => Promise<Keytar>;

/**
 * Carries out one request against the keychain and answers it; never rejects. It may take for ever when the
 * keychain does: the time limit is the caller's, by killing this process (toolchain.md, keytar).
 */
export async function answerVaultRequest(load: LoadKeytar, request: VaultRequest): Promise<VaultAnswer> {
  const { id } = request;
  let keytar: Keytar;
  try {
    keytar = await load();
  } catch (error) {
    return { id, ok: false, failure: 'not-installed', reason: reasonOf(error) };
  }
  try {
    return await carryOut(keytar, request);
  } catch (error) {
    const reason = reasonOf(error);
    return { id, ok: false, failure: failureOf(reason), reason };
  }
}

async function carryOut(keytar: Keytar, request: VaultRequest): Promise<VaultAnswer> {
  const { id, service, account } = request;
  switch (request.op) {
    case 'get':
      return { id, ok: true, secret: await keytar.getPassword(service, account) };
    case 'set':
      await keytar.setPassword(service, account, request.secret);
      return { id, ok: true, secret: null };
    case 'remove':
      return { id, ok: true, secret: (await keytar.deletePassword(service, account)) ? '' : null };
    case 'probe': {
      await keytar.setPassword(service, account, request.secret);
      const read = await keytar.getPassword(service, account);
      await keytar.deletePassword(service, account);
      if (read === request.secret) return { id, ok: true, secret: null };
      // A locked keyring answers null without an error, and so does one that forgets.
      return { id, ok: false, failure: 'locked', reason: 'The probe entry could not be read back.' };
    }
  }
}

/** keytar has no codes: its texts are libsecret's and the system's own (toolchain.md has the ones seen). */
function failureOf(reason: string): VaultFailure {
  return /locked|prompt.*dismissed|user (?:name or passphrase|interaction)|cancell?ed by the user/i.test(
    reason,
  )
    ? 'locked'
    : 'unavailable';
}

function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : 'unknown failure';
}
