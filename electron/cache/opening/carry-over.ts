import type { Database } from 'better-sqlite3';
import { kindIdSchema, type KindId } from '#shared/ids';
import type { DamagedReader, DamagedRow } from './damaged-reader';
import { sqliteFailure } from '../failures';
import { specColumns, type SpecReader, type SpecReaderOf } from '../prepared-key';
import { META, MetaRepository } from '../repositories/meta';
import { PermissionSets } from '../repositories/permission-sets';
import { SearchIndex } from '../repositories/search-index';

type Bindable = string | number | Buffer | null;

/** One table to carry over. Both texts are fixed; `insert` names its values like the columns. */
interface Table {
  /** What its rows are called in the account, for one and for many. */
  readonly words: readonly [one: string, many: string];
  readonly select: string;
  readonly insert: string;
}

const CLUSTERS: Table = {
  words: ['cluster', 'clusters'],
  select: 'SELECT rowid AS rowid, * FROM clusters WHERE rowid >= ? ORDER BY rowid',
  insert: `INSERT INTO clusters (pk, id, kind, name, environment, connection, ca_pem, read_only, work_offline,
      position, access, created_at, synced_at, clock_skew_ms, not_offered, unlisted, whole_at)
    VALUES (@pk, @id, @kind, @name, @environment, @connection, @ca_pem, @read_only, @work_offline,
      @position, @access, @created_at, @synced_at, @clock_skew_ms, @not_offered, @unlisted, @whole_at)`,
};

/** What a file of an earlier build does not say of a cluster. */
const UNSAID = { not_offered: '[]', unlisted: '[]', whole_at: null };

const KEYS: Table = {
  words: ['key', 'keys'],
  select: 'SELECT rowid AS rowid, * FROM keys WHERE rowid >= ? ORDER BY rowid',
  insert: `INSERT INTO keys (id, cluster, ref, label, label_sort, mask, admin, created_at, expires_at, permission_set,
      first_seen_at, seen_at, changed_at, version_from, version_origin, gone_at, gone_reason, text, spec, owner)
    VALUES (@id, @cluster, @ref, @label, @label_sort, @mask, @admin, @created_at, @expires_at, @permission_set,
      @first_seen_at, @seen_at, @changed_at, @version_from, @version_origin, @gone_at, @gone_reason, @text, @spec,
      @owner)`,
};

/** What only this profile knows, after clusters and keys. Secrets stay sealed, and open only in their own place. */
const OTHERS: readonly Table[] = [
  {
    words: ['past version of keys', 'past versions of keys'],
    select: 'SELECT rowid AS rowid, * FROM key_versions WHERE rowid >= ? ORDER BY rowid',
    insert: `INSERT INTO key_versions (id, cluster, ref, valid_from, valid_to, origin, spec)
      VALUES (@id, @cluster, @ref, @valid_from, @valid_to, @origin, @spec)`,
  },
  {
    words: ['journal entry', 'journal entries'],
    select: 'SELECT rowid AS rowid, * FROM operations WHERE rowid >= ? ORDER BY rowid',
    insert: `INSERT INTO operations (pk, id, cluster, action, ref, before, after, state, result, request_id,
        started_at, ended_at)
      VALUES (@pk, @id, @cluster, @action, @ref, @before, @after, @state, @result, @request_id,
        @started_at, @ended_at)`,
  },
  {
    words: ['note', 'notes'],
    select: 'SELECT rowid AS rowid, * FROM notes WHERE rowid >= ? ORDER BY rowid',
    insert: `INSERT INTO notes (id, cluster, ref, text, changed_at)
      VALUES (@id, @cluster, @ref, @text, @changed_at)`,
  },
  {
    words: ['suppression', 'suppressions'],
    select: 'SELECT rowid AS rowid, * FROM suppressions WHERE rowid >= ? ORDER BY rowid',
    insert: `INSERT INTO suppressions (id, cluster, ref, rule, reason, created_at, ends_at)
      VALUES (@id, @cluster, @ref, @rule, @reason, @created_at, @ends_at)`,
  },
  {
    words: ['finding', 'findings'],
    select: 'SELECT rowid AS rowid, * FROM findings WHERE rowid >= ? ORDER BY rowid',
    insert: `INSERT INTO findings (id, cluster, ref, rule, severity, field, message, remedy, found_at, settled_at)
      VALUES (@id, @cluster, @ref, @rule, @severity, @field, @message, @remedy, @found_at, @settled_at)`,
  },
  {
    words: ['snapshot', 'snapshots'],
    select: 'SELECT rowid AS rowid, * FROM snapshots WHERE rowid >= ? ORDER BY rowid',
    insert: `INSERT INTO snapshots (id, cluster, at, key_count, added, changed, gone, clock_skew_ms)
      VALUES (@id, @cluster, @at, @key_count, @added, @changed, @gone, @clock_skew_ms)`,
  },
  {
    words: ['sealed secret', 'sealed secrets'],
    select: 'SELECT rowid AS rowid, * FROM secrets WHERE rowid >= ? ORDER BY rowid',
    insert: 'INSERT INTO secrets (key_id, sealed) VALUES (@key_id, @sealed)',
  },
];

/**
 * Copies what can be read of a damaged database into an empty one, in one transaction, and gives an account of it
 * ("2 clusters", "1,204 keys"). Rows that are damaged themselves are left out: the target's constraints decide.
 */
export function carryOver(
  damaged: DamagedReader,
  target: Database,
  readerOf: SpecReaderOf,
): readonly string[] {
  return target
    .transaction(() => {
      const account: string[] = [];
      const copy = (table: Table, complete: (row: DamagedRow) => DamagedRow = (row) => row): void => {
        const count = copyRows(damaged, target, table, complete);
        if (count > 0) account.push(`${count.toLocaleString('en')} ${table.words[count === 1 ? 0 : 1]}`);
      };
      const hasProfileKey = copyMeta(damaged, new MetaRepository(target));
      const kinds = new Map<number, KindId>();
      copy(CLUSTERS, (row) => {
        kinds.set(numberOf(row, 'pk'), kindIdSchema.parse(row['kind']));
        return { ...UNSAID, ...row };
      });
      // Under another profile key every ref would be another one: such keys are read anew by the next sync.
      if (hasProfileKey) copy(KEYS, keyCompleter(target, kinds, readerOf));
      for (const table of OTHERS) copy(table);
      new SearchIndex(target).restart();
      return account;
    })
    .immediate();
}

function copyRows(
  damaged: DamagedReader,
  target: Database,
  table: Table,
  complete: (row: DamagedRow) => DamagedRow,
): number {
  const insert = target.prepare<[DamagedRow], unknown>(table.insert);
  let count = 0;
  for (const row of damaged.rows(table.select)) {
    try {
      insert.run(complete(row));
      count += 1;
    } catch (error) {
      if (sqliteFailure(error) !== null) throw error;
    }
  }
  return count;
}

function copyMeta(damaged: DamagedReader, meta: MetaRepository): boolean {
  let hasProfileKey = false;
  const wanted = [META.profileKey, META.dataKeyCheck];
  for (const { name, value } of damaged.rows('SELECT 0 AS rowid, * FROM meta WHERE 0 >= ?')) {
    const known = wanted.find((candidate) => candidate === name);
    if (known === undefined || !Buffer.isBuffer(value)) continue;
    meta.set(known, value);
    if (known === META.profileKey) hasProfileKey = true;
  }
  return hasProfileKey;
}

/** Columns that follow from the spec are derived again instead of trusted. */
function keyCompleter(
  target: Database,
  kinds: ReadonlyMap<number, KindId>,
  readerOf: SpecReaderOf,
): (row: DamagedRow) => Record<string, Bindable> {
  const sets = new PermissionSets(target);
  const readers = new Map<number, SpecReader>();
  for (const [cluster, kind] of kinds) readers.set(cluster, readerOf(kind));
  return (row) => {
    const reader = readers.get(numberOf(row, 'cluster'));
    if (reader === undefined) throw new Error('The cluster of this key was not carried over.');
    const columns = specColumns(textOf(row, 'spec'), textOf(row, 'mask'), reader);
    return {
      ...bindable(row),
      label: columns.label,
      label_sort: columns.labelSort,
      expires_at: columns.expiresAt,
      permission_set: sets.idOf(columns.permissions),
      text: columns.text,
      owner: columns.owner,
    };
  };
}

function bindable(row: DamagedRow): Record<string, Bindable> {
  const result: Record<string, Bindable> = {};
  for (const [name, value] of Object.entries(row)) {
    if (typeof value === 'string' || typeof value === 'number' || Buffer.isBuffer(value))
      result[name] = value;
    else result[name] = null;
  }
  return result;
}

function numberOf(row: DamagedRow, column: string): number {
  const value = row[column];
  if (typeof value !== 'number') throw new Error(`A damaged row has no number in ${column}.`);
  return value;
}

function textOf(row: DamagedRow, column: string): string {
  const value = row[column];
  if (typeof value !== 'string') throw new Error(`A damaged row has no text in ${column}.`);
  return value;
}
