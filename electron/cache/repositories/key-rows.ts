import type { KeyRecord, KeyVersion } from '#shared/keys/record';
import type { Instant } from '#shared/ids';
import type { SpecReader } from '../prepared-key';
import { refFromBytes } from '../secrets/ref-bytes';
import { parseStoredObject } from '../stored-json';
import { lastListedAt, type ClusterKey } from './clusters';

/** The columns that a KeyRecord is made of, as KEY_COLUMNS selects them. */
export interface StoredKey {
  readonly id: number;
  readonly ref: Buffer;
  readonly label: string;
  readonly mask: string;
  readonly admin: number;
  readonly created_at: number | null;
  readonly expires_at: number | null;
  readonly first_seen_at: number;
  readonly seen_at: number;
  readonly gone_at: number | null;
  readonly gone_reason: KeyRecord['goneReason'];
  readonly spec: string;
  readonly sealed: number;
}

export const KEY_COLUMNS = `k.id, k.ref, k.label, k.mask, k.admin, k.created_at, k.expires_at, k.first_seen_at,
  k.seen_at, k.gone_at, k.gone_reason, k.spec, EXISTS (SELECT 1 FROM secrets s WHERE s.key_id = k.id) AS sealed`;

/** What a record needs beside its row. */
export interface KeySurroundings {
  readonly cluster: ClusterKey;
  readonly listPartOf: SpecReader['listPart'];
  readonly hasSecret: boolean;
  readonly now: Instant;
}

function stateOf(row: StoredKey, now: Instant): KeyRecord['state'] {
  if (row.gone_at !== null) return 'gone';
  return row.expires_at !== null && row.expires_at <= now ? 'expired' : 'present';
}

/**
 * A key's row as a record. A key that is present was last seen by the last sync that listed its part, unless it was
 * touched later: the sync notes that once for the cluster instead of in every row.
 */
export function toKeyRecord(row: StoredKey, around: KeySurroundings): KeyRecord {
  const { cluster, listPartOf } = around;
  const spec = parseStoredObject(row.spec);
  return {
    clusterId: cluster.id,
    ref: refFromBytes(row.ref),
    kind: cluster.kind,
    label: row.label,
    mask: row.mask,
    hasSecret: around.hasSecret,
    admin: row.admin === 1,
    spec,
    createdAt: row.created_at,
    expiresAt: row.expires_at,
    state: stateOf(row, around.now),
    firstSeenAt: row.first_seen_at,
    lastSeenAt:
      row.gone_at === null
        ? Math.max(row.seen_at, lastListedAt(cluster, () => listPartOf(spec)) ?? 0)
        : row.seen_at,
    goneAt: row.gone_at,
    goneReason: row.gone_reason,
  };
}

export interface StoredVersion {
  readonly valid_from: number;
  readonly valid_to: number | null;
  readonly origin: KeyVersion['origin'];
  readonly spec: string;
}

export function toKeyVersion(row: StoredVersion): KeyVersion {
  return {
    validFrom: row.valid_from,
    validTo: row.valid_to,
    spec: parseStoredObject(row.spec),
    origin: row.origin,
  };
}
