import type { Database, Statement } from 'better-sqlite3';
import { AppError } from '#shared/errors';
import { accessSchema, clusterViewSchema, environmentSchema } from '#shared/contract/clusters';
import { clusterIdSchema, kindIdSchema, type ClusterId, type Instant, type KindId } from '#shared/ids';
import type { ListPart } from '#shared/keys/coverage';
import type { ClusterRow } from '../cache';
import { parseStoredObject } from '../stored-json';

interface StoredCluster {
  readonly id: string;
  readonly kind: string;
  readonly name: string;
  readonly environment: string;
  readonly connection: string;
  readonly ca_pem: string | null;
  readonly read_only: number;
  readonly work_offline: number;
  readonly position: number;
  readonly access: string;
  readonly created_at: number;
  readonly synced_at: number | null;
  readonly clock_skew_ms: number | null;
  readonly not_offered: string;
  readonly unlisted: string;
  readonly key_count: number;
}

/** What other tables need to know of a cluster. */
export interface ClusterKey {
  /** The integer by which tables refer to it. */
  readonly pk: number;
  readonly id: ClusterId;
  readonly kind: KindId;
  readonly syncedAt: Instant | null;
  /** The parts of its keys that the last sync could not list. */
  readonly unlisted: readonly ListPart[];
  /** End of the last sync that listed everything. */
  readonly wholeAt: Instant | null;
}

/** When a sync last listed keys of a part; null when none has. `part` is asked only where parts differ. */
export function lastListedAt(
  { syncedAt, unlisted, wholeAt }: Pick<ClusterKey, 'syncedAt' | 'unlisted' | 'wholeAt'>,
  part: () => ListPart,
): Instant | null {
  return unlisted.length > 0 && unlisted.includes(part()) ? wholeAt : syncedAt;
}

const { notOffered: notOfferedSchema, unlisted: unlistedSchema } = clusterViewSchema.shape;

/** What a sync leaves with its cluster. */
export type SyncNote = Pick<ClusterRow, 'clockSkewMs' | 'unlisted'>;

interface FoundCluster {
  readonly pk: number;
  readonly kind: string;
  readonly synced_at: number | null;
  readonly unlisted: string;
  readonly whole_at: number | null;
}

type Bindable = string | number | null;

function toColumns(row: ClusterRow): Record<string, Bindable> {
  return {
    id: row.id,
    kind: row.kind,
    name: row.name,
    environment: row.environment,
    connection: JSON.stringify(row.connection),
    caPem: row.caPem,
    readOnly: row.readOnly ? 1 : 0,
    workOffline: row.workOffline ? 1 : 0,
    position: row.position,
    access: JSON.stringify(row.access),
    createdAt: row.createdAt,
    syncedAt: row.syncedAt,
    clockSkewMs: row.clockSkewMs,
    notOffered: JSON.stringify(row.notOffered),
    unlisted: JSON.stringify(row.unlisted),
  };
}

function fromColumns(row: StoredCluster): ClusterRow & { readonly keyCount: number } {
  return {
    id: clusterIdSchema.parse(row.id),
    kind: kindIdSchema.parse(row.kind),
    name: row.name,
    environment: environmentSchema.parse(row.environment),
    connection: parseStoredObject(row.connection),
    caPem: row.ca_pem,
    readOnly: row.read_only === 1,
    workOffline: row.work_offline === 1,
    position: row.position,
    access: accessSchema.parse(JSON.parse(row.access)),
    createdAt: row.created_at,
    syncedAt: row.synced_at,
    clockSkewMs: row.clock_skew_ms,
    notOffered: notOfferedSchema.parse(JSON.parse(row.not_offered)),
    unlisted: unlistedSchema.parse(JSON.parse(row.unlisted)),
    keyCount: row.key_count,
  };
}

function unknownCluster(): AppError {
  return new AppError('NOT_FOUND', 'This cluster is no longer in the list.');
}

/** The clusters that the user administers. */
export class ClustersRepository {
  readonly #list: Statement<[], StoredCluster>;
  readonly #insert: Statement<[Record<string, Bindable>], unknown>;
  readonly #update: Statement<[Record<string, Bindable>], unknown>;
  readonly #move: Statement<[number, ClusterId], unknown>;
  readonly #find: Statement<[ClusterId], FoundCluster>;
  readonly #synced: Statement<[Record<string, Bindable>], unknown>;
  readonly #remove: Statement<[number], unknown>;

  constructor(database: Database) {
    this.#list = database.prepare(`
      SELECT c.*, (SELECT count(*) FROM keys k WHERE k.cluster = c.pk AND k.gone_at IS NULL) AS key_count
      FROM clusters c ORDER BY c.position, c.pk`);
    this.#insert = database.prepare(`
      INSERT INTO clusters (id, kind, name, environment, connection, ca_pem, read_only, work_offline, position,
        access, created_at, synced_at, clock_skew_ms, not_offered, unlisted, whole_at)
      VALUES (@id, @kind, @name, @environment, @connection, @caPem, @readOnly, @workOffline, @position,
        @access, @createdAt, @syncedAt, @clockSkewMs, @notOffered, @unlisted, @syncedAt)`);
    this.#update = database.prepare(`
      UPDATE clusters SET kind = @kind, name = @name, environment = @environment, connection = @connection,
        ca_pem = @caPem, read_only = @readOnly, work_offline = @workOffline, position = @position,
        access = @access, created_at = @createdAt, clock_skew_ms = @clockSkewMs, not_offered = @notOffered
      WHERE id = @id`);
    this.#move = database.prepare('UPDATE clusters SET position = ? WHERE id = ?');
    this.#find = database.prepare(
      'SELECT pk, kind, synced_at, unlisted, whole_at FROM clusters WHERE id = ?',
    );
    this.#synced = database.prepare(`
      UPDATE clusters SET synced_at = @at, clock_skew_ms = coalesce(@clockSkewMs, clock_skew_ms),
        unlisted = @unlisted, whole_at = iif(@unlisted = '[]', @at, whole_at)
      WHERE pk = @pk`);
    this.#remove = database.prepare('DELETE FROM clusters WHERE pk = ?');
  }

  /** In the user's order. */
  list(): readonly (ClusterRow & { readonly keyCount: number })[] {
    return this.#list.all().map(fromColumns);
  }

  insert(row: ClusterRow): void {
    this.#insert.run(toColumns(row));
  }

  /** Throws NOT_FOUND. */
  update(row: ClusterRow): void {
    if (this.#update.run(toColumns(row)).changes === 0) throw unknownCluster();
  }

  /** Ids that are unknown are passed over; clusters that are not named keep their position. */
  reorder(ids: readonly ClusterId[]): void {
    ids.forEach((id, position) => this.#move.run(position, id));
  }

  /** Throws NOT_FOUND. */
  require(id: ClusterId): ClusterKey {
    const found = this.find(id);
    if (found === null) throw unknownCluster();
    return found;
  }

  find(id: ClusterId): ClusterKey | null {
    const row = this.#find.get(id);
    if (row === undefined) return null;
    return {
      pk: row.pk,
      id,
      kind: kindIdSchema.parse(row.kind),
      syncedAt: row.synced_at,
      unlisted: unlistedSchema.parse(JSON.parse(row.unlisted)),
      wholeAt: row.whole_at,
    };
  }

  /** Notes the end of a sync; an unknown skew leaves the last known one. */
  noteSync(pk: number, at: Instant, { clockSkewMs, unlisted }: SyncNote): void {
    this.#synced.run({ pk, at, clockSkewMs, unlisted: JSON.stringify(unlisted) });
  }

  remove(pk: number): void {
    this.#remove.run(pk);
  }
}
