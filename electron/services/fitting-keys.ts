import type { Instant, KindId } from '#shared/ids';
import type { KeyRecord } from '#shared/keys/record';
import type { AnySpec } from '#shared/kinds/kind';
import { kindOf } from '#shared/kinds/registry';
import type { Cache, OperationRow } from '../cache/cache';
import type { RemoteKey, RemoteKeyList } from '../clusters/adapter';

/** The expiry is sent as whole seconds, and its way to the cluster takes time. */
const EXPIRY_TOLERANCE_MS = 60_000;
/** The times of making are told in whole seconds by a clock that is known to about a second. */
const CLOCK_TOLERANCE_MS = 10_000;

/** Whether a spec that was read is the one that was meant. */
export function fits(kind: KindId, read: AnySpec, meant: AnySpec): boolean {
  const { sameSpec, withExpiry, expiresAt } = kindOf(kind);
  if (!sameSpec(withExpiry(read, null), withExpiry(meant, null))) return false;
  const a = expiresAt(read);
  const b = expiresAt(meant);
  return a === null || b === null ? a === b : Math.abs(a - b) <= EXPIRY_TOLERANCE_MS;
}

/** A key that was read, and its record if the cache has one. */
export interface FittingKey {
  readonly key: RemoteKey;
  readonly known: KeyRecord | null;
}

/**
 * The keys that a create with an unknown outcome may have made: with its spec, made since, and unknown before it
 * (design.md, "One request").
 */
export async function keysMadeBy(
  operation: Pick<OperationRow, 'clusterId' | 'after' | 'startedAt'>,
  kind: KindId,
  list: RemoteKeyList,
  cache: Cache,
  now: Instant,
): Promise<readonly FittingKey[]> {
  const { clusterId, after, startedAt } = operation;
  if (after === null) return [];
  const since = startedAt + (list.clockSkewMs ?? 0) - CLOCK_TOLERANCE_MS;
  const found: FittingKey[] = [];
  for (const key of list.keys) {
    if (key.createdAt === null || key.createdAt < since || !fits(kind, key.spec, after)) continue;
    const ref = await cache.keys.refOf(key.secret);
    const known = await cache.keys.get({ clusterId, ref }, now);
    if (known === null || known.firstSeenAt >= startedAt) found.push({ key, known });
  }
  return found;
}
