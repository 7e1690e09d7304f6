import { AppError } from '#shared/errors';
import { maskSecret, type KeyRecord } from '#shared/keys/record';
import type { CacheArgs } from './calls';
import { specColumns, withRef, type SpecReaderOf } from './prepared-key';
import { lastListedAt } from './repositories/clusters';
import { refFromBytes, refToBytes } from './secrets/ref-bytes';
import type { Store } from './store';
import type { Syncs } from './sync/syncs';

interface RotationParts {
  readonly store: Store;
  readonly syncs: Pick<Syncs, 'touch'>;
  readonly readerOf: SpecReaderOf;
}

/**
 * Notes that a key has another secret from now on. It stays the same key: row, history, notes and journal entries take
 * the new ref, the new secret is kept in the place of the old one, and a stretch of history begins. Where a sync has
 * found the new secret first, that key stands, and the old one is gone. Throws NOT_FOUND for an unknown key.
 */
export function rotateKey(
  { store, syncs, readerOf }: RotationParts,
  ...[id, key, at]: CacheArgs<'keys.rotate'>
): KeyRecord {
  const cluster = store.clusters.require(id.clusterId);
  const oldRef = refToBytes(id.ref);
  const existing = store.writer.find(cluster.pk, oldRef);
  if (existing === null) throw new AppError('NOT_FOUND', 'The cache has no such key.');
  const listed = { ...key, specJson: JSON.stringify(key.spec) };
  const prepared = withRef(listed, store.refs.of(key.secret));
  const columns = specColumns(prepared.specJson, maskSecret(key.secret), readerOf(cluster.kind));
  const found = store.writer.find(cluster.pk, prepared.ref);
  const lastSeen = lastListedAt(cluster, () => readerOf(cluster.kind).listPart(key.spec));
  if (found === null) {
    store.writer.replace(existing, prepared, columns, 'rotated-here', at);
    store.succession.move(cluster.pk, existing, prepared.ref, columns.mask);
  } else {
    store.writer.markGone(existing, 'rotated-here', at, lastSeen ?? 0);
    store.writer.replace(found, prepared, columns, 'rotated-here', at);
  }
  const keyId = found?.id ?? existing.id;
  if (!prepared.admin) {
    const [held] = store.secrets.hold(cluster.id, [prepared]);
    if (held !== undefined) store.secrets.keep([{ keyId, held }]);
  }
  syncs.touch(id.clusterId, oldRef);
  syncs.touch(id.clusterId, prepared.ref);
  const record = store.keys.get(cluster, refFromBytes(prepared.ref), at);
  if (record === null) throw new Error('A key that was just written is not in the table.');
  return record;
}
