import type { Instant } from '#shared/ids';
import { permissions } from '#shared/kinds/algolia/catalogue';
import { toWireSpecAt, withoutDefaults } from '#shared/kinds/algolia/wire';
import type { StoredKey } from './key-store';

/** What stands in place of the description when a key asks about itself (key-apis A3). */
export const REDACTED = '<redacted>';

/**
 * A key as the cluster tells it (A3): `createdAt` in seconds, `validity` the remaining seconds rounded up, and empty
 * members left out but for `validity` and `acl`, unless `emitEmpty`. `now` in Unix ms.
 */
export function keyInfo(key: StoredKey, now: Instant, emitEmpty: boolean): Readonly<Record<string, unknown>> {
  const spec = toWireSpecAt(key.spec, now);
  const { validity } = spec;
  const members = emitEmpty ? spec : { ...withoutDefaults(spec), validity };
  return { value: key.secret, createdAt: Math.floor(key.createdAt / 1000), ...members };
}

/** The admin key as the cluster tells it: it has no `createdAt` (A3). */
export function adminKeyInfo(secret: string): Readonly<Record<string, unknown>> {
  return {
    value: secret,
    acl: permissions.map(({ id }) => id),
    description: 'Admin API key',
    validity: 0,
  };
}
