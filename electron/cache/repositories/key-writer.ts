import type { Database, Statement } from 'better-sqlite3';
import type { Instant } from '#shared/ids';
import type { KeyRecord, KeyVersion } from '#shared/keys/record';
import type { PreparedKey, SpecColumns, SpecReader } from '../prepared-key';
import { parseStoredObject } from '../stored-json';
import type { PermissionSets } from './permission-sets';
import type { SearchIndex } from './search-index';

/** A key as it stands in the table, with what a write needs to compare. */
export interface ExistingKey {
  readonly id: number;
  readonly ref: Buffer;
  readonly admin: number;
  readonly created_at: number | null;
  readonly expires_at: number | null;
  readonly seen_at: number;
  readonly version_from: number;
  readonly version_origin: KeyVersion['origin'];
  readonly gone_at: number | null;
  readonly gone_reason: KeyRecord['goneReason'];
  readonly text: string;
  readonly spec: string;
  readonly sealed: number;
}

type Origin = KeyVersion['origin'];
type Bindable = string | number | Buffer | null;

const SELECT_EXISTING = `SELECT k.id, k.ref, k.admin, k.created_at, k.expires_at, k.seen_at, k.version_from,
  k.version_origin, k.gone_at, k.gone_reason, k.text, k.spec,
  EXISTS (SELECT 1 FROM secrets s WHERE s.key_id = k.id) AS sealed FROM keys k `;

/** Writes keys and their history. Every method runs within a caller's transaction. */
export class KeyWriter {
  readonly #sets: PermissionSets;
  readonly #search: SearchIndex;
  readonly #find: Statement<[Buffer, number], ExistingKey>;
  readonly #findById: Statement<[number], ExistingKey>;
  readonly #presentIds: Statement<[number], number>;
  readonly #allIds: Statement<[number], number>;
  readonly #any: Statement<[number], number>;
  readonly #insert: Statement<Bindable[], unknown>;
  readonly #replace: Statement<[Record<string, Bindable>], unknown>;
  readonly #touch: Statement<[number, number | null, number, number], unknown>;
  readonly #close: Statement<[Record<string, Bindable>], unknown>;
  readonly #gone: Statement<[Record<string, Bindable>], unknown>;

  constructor(database: Database, sets: PermissionSets, search: SearchIndex) {
    this.#sets = sets;
    this.#search = search;
    this.#find = database.prepare(SELECT_EXISTING + 'WHERE k.ref = ? AND k.cluster = ?');
    this.#findById = database.prepare(SELECT_EXISTING + 'WHERE k.id = ?');
    this.#presentIds = database
      .prepare<[number], number>('SELECT id FROM keys WHERE cluster = ? AND gone_at IS NULL')
      .pluck();
    this.#allIds = database.prepare<[number], number>('SELECT id FROM keys WHERE cluster = ?').pluck();
    this.#any = database.prepare<[number], number>('SELECT 1 FROM keys WHERE cluster = ? LIMIT 1').pluck();
    this.#insert = database.prepare(
      `INSERT INTO keys (cluster, ref, label, label_sort, mask, admin, created_at, expires_at, permission_set,
        first_seen_at, seen_at, changed_at, version_from, version_origin, text, spec, owner)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    );
    this.#replace = database.prepare(`
      UPDATE keys SET label = @label, label_sort = @labelSort, admin = @admin, created_at = @createdAt,
        expires_at = @expiresAt, permission_set = @set, seen_at = @at, changed_at = @at, version_from = @from,
        version_origin = @origin, gone_at = NULL, gone_reason = NULL, text = @text, spec = @spec, owner = @owner
      WHERE id = @id`);
    this.#touch = database.prepare('UPDATE keys SET admin = ?, created_at = ?, seen_at = ? WHERE id = ?');
    this.#close = database.prepare(`
      INSERT INTO key_versions (cluster, ref, valid_from, valid_to, origin, spec)
      SELECT cluster, ref, version_from, max(version_from, @at), version_origin, spec FROM keys WHERE id = @id`);
    this.#gone = database.prepare(`
      UPDATE keys SET gone_at = @at, gone_reason = @reason, seen_at = @seen, changed_at = @at WHERE id = @id`);
  }

  find(cluster: number, ref: Buffer): ExistingKey | null {
    return this.#find.get(ref, cluster) ?? null;
  }

  /** Ids of the cluster's keys that are not gone. */
  presentIds(cluster: number): readonly number[] {
    return this.#presentIds.all(cluster);
  }

  /** Ids of all of the cluster's keys, gone ones included. */
  allIds(cluster: number): readonly number[] {
    return this.#allIds.all(cluster);
  }

  hasKeys(cluster: number): boolean {
    return this.#any.get(cluster) !== undefined;
  }

  /** Adds a key that was not known and gives its id. */
  insert(cluster: number, key: PreparedKey, columns: SpecColumns, origin: Origin, at: Instant): number {
    const { lastInsertRowid } = this.#insert.run(
      cluster,
      key.ref,
      columns.label,
      columns.labelSort,
      columns.mask,
      key.admin ? 1 : 0,
      key.createdAt,
      columns.expiresAt,
      this.#sets.idOf(columns.permissions),
      at,
      at,
      at,
      at,
      origin,
      columns.text,
      key.specJson,
      columns.owner,
    );
    return Number(lastInsertRowid);
  }

  /**
   * Gives a known key another spec, or brings one back that was gone: the open stretch of history is closed and
   * another one begins.
   */
  replace(existing: ExistingKey, key: PreparedKey, columns: SpecColumns, origin: Origin, at: Instant): void {
    if (existing.gone_at === null) this.#close.run({ id: existing.id, at });
    if (existing.text !== columns.text) this.#search.noteChanged(existing.id, existing.text);
    this.#replace.run({
      id: existing.id,
      label: columns.label,
      labelSort: columns.labelSort,
      admin: key.admin ? 1 : 0,
      createdAt: key.createdAt ?? existing.created_at,
      expiresAt: columns.expiresAt,
      set: this.#sets.idOf(columns.permissions),
      at,
      // A clock that was set back must not make a stretch begin before the one before it ended.
      from: Math.max(at, existing.gone_at ?? existing.version_from),
      origin,
      text: columns.text,
      spec: key.specJson,
      owner: columns.owner,
    });
  }

  /** Notes what is not part of the spec, and that the key was seen. */
  touch(existing: ExistingKey, key: PreparedKey, at: Instant): void {
    const createdAt = key.createdAt ?? existing.created_at;
    this.#touch.run(key.admin ? 1 : 0, createdAt, Math.max(existing.seen_at, at), existing.id);
  }

  /** Marks a key gone and ends its history's open stretch; one that is gone already only changes its reason. */
  markGone(
    existing: ExistingKey,
    reason: NonNullable<KeyRecord['goneReason']>,
    at: Instant,
    lastSeenAt: Instant,
  ): void {
    if (existing.gone_at === null) this.#close.run({ id: existing.id, at });
    this.#gone.run({
      id: existing.id,
      at: existing.gone_at ?? at,
      reason,
      seen: existing.gone_at === null ? Math.max(existing.seen_at, lastSeenAt) : existing.seen_at,
    });
  }

  findById(id: number): ExistingKey | null {
    return this.#findById.get(id) ?? null;
  }
}

/** How a key as read differs from its row: `surroundings` are what is not part of the spec. */
export type KeyDifference = 'none' | 'surroundings' | 'spec' | 'gone';

/**
 * Compares a key as read with its row. Whether specs differ is the kind's own judgement, so that a validity that
 * merely ran on is no change (design.md, "Data at rest").
 */
export function differenceOf(existing: ExistingKey, key: PreparedKey, reader: SpecReader): KeyDifference {
  if (existing.gone_at !== null) return 'gone';
  if (
    existing.spec !== key.specJson &&
    !reader.sameSpec(parseStoredObject(existing.spec), parseStoredObject(key.specJson))
  ) {
    return 'spec';
  }
  const sameCreation = key.createdAt === null || existing.created_at === key.createdAt;
  return sameCreation && existing.admin === (key.admin ? 1 : 0) ? 'none' : 'surroundings';
}
