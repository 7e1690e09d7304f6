import { covers, partsWithout, type Coverage, type ListPart } from '#shared/keys/coverage';
import type { SyncResult } from '../cache';
import type { SpecReader } from '../prepared-key';
import type { KeyWriter } from '../repositories/key-writer';
import { lastListedAt, type ClustersRepository } from '../repositories/clusters';
import type { SnapshotsRepository } from '../repositories/snapshots';
import type { HeldSecret, SecretKeeper } from '../secrets/secret-keeper';
import { parseStoredObject } from '../stored-json';
import type { StagedWrite, Staging } from './staging';

/** Clocks differ and a list is read a moment after the sync began (design.md, "Data at rest": 5 s). */
const EXPIRY_TOLERANCE_MS = 5_000;

export interface SyncParts {
  readonly writer: KeyWriter;
  readonly clusters: ClustersRepository;
  readonly snapshots: SnapshotsRepository;
  readonly secrets: SecretKeeper;
}

/** What a cluster told with its keys. */
export interface ListedAs {
  readonly clockSkewMs: number | null;
  readonly coverage: Coverage;
}

/**
 * Writes what a sync found, within a caller's transaction: new and changed keys, keys that came back, keys that are
 * no longer listed although the list covers them, and one snapshot. Where nothing changed, no key's row is written.
 */
export function commitSync(
  staging: Staging,
  listed: ListedAs,
  parts: SyncParts,
  reader: Pick<SpecReader, 'listPart'>,
): SyncResult {
  const present = parts.writer.presentIds(staging.cluster.pk);
  const { added, changed } = writeSeen(staging, parts);
  const gone = writeGone(staging, present, listed, parts, reader);
  const { clockSkewMs, coverage } = listed;
  const { at, cluster } = staging;
  parts.snapshots.add(cluster.pk, { at, keyCount: staging.size, added, changed, gone, clockSkewMs });
  parts.clusters.noteSync(cluster.pk, at, { clockSkewMs, unlisted: partsWithout(coverage) });
  return { added, changed, gone };
}

function writeSeen(staging: Staging, parts: SyncParts): { added: number; changed: number } {
  let added = 0;
  let changed = 0;
  const secrets: { readonly keyId: number; readonly held: HeldSecret }[] = [];
  for (const write of staging.writes()) {
    if (staging.wasTouched(write.key.ref)) continue;
    const keyId = writeOne(staging, write, parts.writer);
    if (write.secret !== null) secrets.push({ keyId, held: write.secret });
    // A key that has become the credential: those live in the vault alone (design.md, "Words").
    if (write.key.admin && write.id !== null) parts.secrets.remove(keyId);
    if (write.difference === 'new' || write.difference === 'gone') added += 1;
    if (write.difference === 'spec') changed += 1;
  }
  parts.secrets.keep(secrets);
  return { added, changed };
}

/** Gives the key's row id. */
function writeOne(
  staging: Staging,
  { key, id, difference, columns }: StagedWrite,
  writer: KeyWriter,
): number {
  const { cluster, at } = staging;
  if (id === null) return writer.insert(cluster.pk, key, required(columns), 'first-seen', at);
  if (difference === 'none') return id;
  const existing = required(writer.findById(id));
  if (difference === 'surroundings') writer.touch(existing, key, at);
  else {
    const origin = difference === 'gone' ? 'restored' : 'changed-elsewhere';
    writer.replace(existing, key, required(columns), origin, at);
  }
  return id;
}

function writeGone(
  staging: Staging,
  present: readonly number[],
  { clockSkewMs, coverage }: ListedAs,
  { writer }: SyncParts,
  reader: Pick<SpecReader, 'listPart'>,
): number {
  const { at, cluster } = staging;
  let gone = 0;
  for (const id of present) {
    if (staging.seenIds.has(id)) continue;
    const existing = required(writer.findById(id));
    if (staging.wasTouched(existing.ref)) continue;
    const partOf = (): ListPart => reader.listPart(parseStoredObject(existing.spec));
    if (coverage !== 'everything' && !covers(coverage, partOf())) continue;
    const clusterTime = at + (clockSkewMs ?? 0) + EXPIRY_TOLERANCE_MS;
    const expired = existing.expires_at !== null && existing.expires_at <= clusterTime;
    writer.markGone(existing, expired ? 'expired' : 'disappeared', at, lastListedAt(cluster, partOf) ?? 0);
    gone += 1;
  }
  return gone;
}

/** Rows are removed only with their whole cluster, which also drops its sync. */
function required<T>(value: T | null): T {
  if (value === null) throw new Error('What a sync saw is no longer there.');
  return value;
}
