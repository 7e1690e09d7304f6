import { AppError } from '#shared/errors';
import type { Instant } from '#shared/ids';
import type { ListPart } from '#shared/keys/coverage';
import { maskSecret, type KeyRecord, type KeyVersion } from '#shared/keys/record';
import type { CacheArgs, CacheCalls } from './calls';
import { specColumns, type PreparedKey, type SpecReader, type SpecReaderOf, withRef } from './prepared-key';
import { rotateKey } from './rotate-key';
import { refFromBytes, refToBytes } from './secrets/ref-bytes';
import { lastListedAt, type ClusterKey } from './repositories/clusters';
import { differenceOf, type ExistingKey, type KeyWriter } from './repositories/key-writer';
import type { Store } from './store';
import { parseStoredObject } from './stored-json';
import type { Syncs } from './sync/syncs';

/** What the calls are answered from. */
export interface AnswerParts {
  readonly store: Store;
  readonly syncs: Syncs;
  readonly readerOf: SpecReaderOf;
}

/** Every call of the cache over one open database. */
export function makeAnswers(parts: AnswerParts): CacheCalls {
  return {
    ...clusterAnswers(parts),
    ...keyAnswers(parts),
    ...syncAnswers(parts),
    ...operationAnswers(parts),
  };
}

function clusterAnswers({ store, syncs }: AnswerParts) {
  return {
    'clusters.list': () => store.clusters.list(),
    'clusters.insert': (row) => store.write(() => store.clusters.insert(row)),
    'clusters.update': (row) => store.write(() => store.clusters.update(row)),
    'clusters.reorder': (ids) => store.write(() => store.clusters.reorder(ids)),
    'clusters.remove': (id) => {
      const cluster = store.clusters.require(id);
      syncs.drop(id);
      store.write(() => removeCluster(store, cluster));
      store.checkpoint();
    },
  } satisfies Partial<CacheCalls>;
}

function keyAnswers(parts: AnswerParts) {
  const { store } = parts;
  return {
    'keys.page': (query, now) => store.keys.page(store.clusters.require(query.clusterId), query, now),
    'keys.owners': (clusterId) => store.keys.owners(store.clusters.require(clusterId)),
    'keys.labelled': (clusterId, ...rest) => store.keys.labelled(store.clusters.require(clusterId), ...rest),
    'keys.get': (id, now) => {
      const cluster = store.clusters.find(id.clusterId);
      return cluster === null ? null : store.keys.get(cluster, id.ref, now);
    },
    'keys.history': (id) => {
      const cluster = store.clusters.find(id.clusterId);
      return cluster === null ? [] : store.keys.history(cluster, id.ref);
    },
    'keys.secret': (id) => {
      const cluster = store.clusters.find(id.clusterId);
      return cluster === null ? null : store.keys.secret(cluster, id.ref);
    },
    'keys.whoCan': ({ clusterIds, ...query }, now) => {
      const clusters = clusterIds.map((id) => store.clusters.find(id)).filter((one) => one !== null);
      return store.holders.chunk(clusters, query, now);
    },
    'keys.refOf': (secret) => refFromBytes(store.refs.of(secret)),
    'keys.findByRef': (ref) => store.keys.findByRef(ref),
    'keys.put': (...args) => store.write(() => putKey(parts, ...args)),
    'keys.rotate': (...args) => store.write(() => rotateKey(parts, ...args)),
    'keys.markGone': (...args) => store.write(() => markGone(parts, ...args)),
  } satisfies Partial<CacheCalls>;
}

function syncAnswers({ syncs }: AnswerParts) {
  return {
    'sync.begin': (clusterId, at) => syncs.begin(clusterId, at),
    'sync.stage': (sync, keys) => syncs.stage(sync, keys),
    'sync.commit': (sync, clockSkewMs, coverage) => syncs.commit(sync, { clockSkewMs, coverage }),
    'sync.abort': (sync) => syncs.abort(sync),
  } satisfies Partial<CacheCalls>;
}

function operationAnswers({ store }: AnswerParts) {
  return {
    // The journal must outlive a power cut: what it announces is sent right after.
    'operations.write': (row) =>
      store.writeDurably(() => store.operations.write(store.clusters.require(row.clusterId), row)),
    'operations.settle': (id, end) => store.write(() => store.operations.settle(id, end)),
    'operations.unsettled': () => store.operations.unsettled(),
    'operations.list': (clusterId, limit) => {
      const cluster = store.clusters.find(clusterId);
      return cluster === null ? [] : store.operations.list(cluster, limit);
    },
  } satisfies Partial<CacheCalls>;
}

/** Foreign keys would remove the rows too; the full-text index and what memory holds they do not know. */
function removeCluster(store: Store, cluster: ClusterKey): void {
  store.secrets.forget(store.writer.allIds(cluster.pk));
  store.clusters.remove(cluster.pk);
  store.permissionSets.removeUnused();
  store.search.restart();
}

function putKey(
  { store, syncs, readerOf }: AnswerParts,
  ...[clusterId, key, origin, at]: CacheArgs<'keys.put'>
): KeyRecord {
  const cluster = store.clusters.require(clusterId);
  const listed = { ...key, specJson: JSON.stringify(key.spec) };
  const prepared = withRef(listed, store.refs.of(key.secret));
  const existing = store.writer.find(cluster.pk, prepared.ref);
  const id = writeKey(store.writer, cluster, prepared, {
    existing,
    reader: readerOf(cluster.kind),
    origin,
    at,
  });
  const isHeld = existing !== null && store.secrets.has(existing.id, existing.sealed === 1);
  // An admin key is a credential; those live in the vault alone (design.md, "Words").
  const holds = !isHeld && !prepared.admin;
  if (holds) {
    store.secrets.keep(store.secrets.hold(cluster.id, [prepared]).map((held) => ({ keyId: id, held })));
  }
  syncs.touch(clusterId, prepared.ref);
  return requiredRecord(store, cluster, prepared.ref, at);
}

function writeKey(
  writer: KeyWriter,
  cluster: ClusterKey,
  key: PreparedKey,
  how: {
    readonly existing: ExistingKey | null;
    readonly reader: SpecReader;
    readonly origin: KeyVersion['origin'];
    readonly at: Instant;
  },
): number {
  const { existing, reader, origin, at } = how;
  const difference = existing === null ? 'new' : differenceOf(existing, key, reader);
  if (existing !== null && (difference === 'none' || difference === 'surroundings')) {
    writer.touch(existing, key, at);
    return existing.id;
  }
  const columns = specColumns(key.specJson, maskSecret(key.secret), reader);
  if (existing === null) return writer.insert(cluster.pk, key, columns, origin, at);
  writer.replace(existing, key, columns, origin, at);
  return existing.id;
}

function markGone(
  { store, syncs, readerOf }: AnswerParts,
  ...[id, reason, at]: CacheArgs<'keys.markGone'>
): KeyRecord {
  const cluster = store.clusters.require(id.clusterId);
  const ref = refToBytes(id.ref);
  const existing = store.writer.find(cluster.pk, ref);
  if (existing === null) throw new AppError('NOT_FOUND', 'The cache has no such key.');
  const partOf = (): ListPart => readerOf(cluster.kind).listPart(parseStoredObject(existing.spec));
  store.writer.markGone(existing, reason, at, lastListedAt(cluster, partOf) ?? 0);
  syncs.touch(id.clusterId, ref);
  return requiredRecord(store, cluster, ref, at);
}

function requiredRecord(store: Store, cluster: ClusterKey, ref: Buffer, now: number): KeyRecord {
  const record = store.keys.get(cluster, refFromBytes(ref), now);
  if (record === null) throw new Error('A key that was just written is not in the table.');
  return record;
}
