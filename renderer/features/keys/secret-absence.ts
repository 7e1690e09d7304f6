import type { KeyRecord } from '#shared/keys/record';

/** Why the secret of a key is not there, and whether it will be; null when it is. */
export function secretAbsence({
  hasSecret,
  admin,
  state,
}: Pick<KeyRecord, 'hasSecret' | 'admin' | 'state'>): string | null {
  if (hasSecret) return null;
  if (admin) return 'The secret of this key is a credential and is not shown.';
  if (state === 'gone') return 'The secret of this key is not stored here, and the key is gone.';
  return 'The secret of this key is not stored here; the next sync stores it again.';
}
