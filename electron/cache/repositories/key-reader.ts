import type { Database, Statement } from 'better-sqlite3';
import type { KeyOwner, KeyPage, KeyQuery } from '#shared/contract/keys';
import type { ClusterId, Instant, KeyRef } from '#shared/ids';
import type { KeyRecord, KeyVersion } from '#shared/keys/record';
import type { KeyId } from '../cache';
import type { SpecReaderOf } from '../prepared-key';
import { refToBytes } from '../secrets/ref-bytes';
import type { SecretKeeper } from '../secrets/secret-keeper';
import type { ClusterKey } from './clusters';
import { KEY_COLUMNS, toKeyRecord, toKeyVersion, type StoredKey, type StoredVersion } from './key-rows';
import { isNarrowed, pageFilter, pageOrder, pageSource, stateFilter, type PageFilter } from './page-query';
import { searchWords, type SearchIndex } from './search-index';

type Bindable = string | number;

/** Statements whose text follows from the filters: a few dozen shapes in use, kept while they are few. */
const MAX_KEPT_STATEMENTS = 100;

function kept<S>(statements: Map<string, S>, sql: string, prepare: (sql: string) => S): S {
  const found = statements.get(sql);
  if (found !== undefined) return found;
  if (statements.size >= MAX_KEPT_STATEMENTS) statements.clear();
  const made = prepare(sql);
  statements.set(sql, made);
  return made;
}

/** Reads keys: pages, single records, history, secrets. */
export class KeyReader {
  readonly #database: Database;
  readonly #secrets: SecretKeeper;
  readonly #search: SearchIndex;
  readonly #readerOf: SpecReaderOf;
  readonly #pages = new Map<string, Statement<Bindable[], StoredKey>>();
  readonly #counts = new Map<string, Statement<Bindable[], number>>();
  readonly #get: Statement<[Buffer, number], StoredKey>;
  readonly #history: Statement<[number, Buffer, number, Buffer], StoredVersion>;
  readonly #owners: Statement<[number], KeyOwner>;
  readonly #labelled: Statement<[number, string, string], StoredKey>;
  readonly #byRef: Statement<[Buffer], ClusterId>;

  constructor(database: Database, secrets: SecretKeeper, search: SearchIndex, readerOf: SpecReaderOf) {
    this.#readerOf = readerOf;
    this.#database = database;
    this.#secrets = secrets;
    this.#search = search;
    this.#get = database.prepare('SELECT ' + KEY_COLUMNS + ' FROM keys k WHERE k.ref = ? AND k.cluster = ?');
    // The open stretch stands with the key itself and is always the newest.
    this.#history = database.prepare(`
      SELECT valid_from, valid_to, origin, spec FROM (
        SELECT version_from AS valid_from, NULL AS valid_to, version_origin AS origin, spec, 0 AS closed, 0 AS id
        FROM keys WHERE cluster = ? AND ref = ? AND gone_at IS NULL
        UNION ALL
        SELECT valid_from, valid_to, origin, spec, 1, id FROM key_versions WHERE cluster = ? AND ref = ?
      ) ORDER BY closed, id DESC`);
    this.#owners = database.prepare(`
      SELECT owner, count(*) AS keys FROM keys
      WHERE cluster = ? AND owner IS NOT NULL AND gone_at IS NULL GROUP BY owner ORDER BY owner`);
    this.#labelled = database.prepare(
      'SELECT ' +
        KEY_COLUMNS +
        ' FROM keys k WHERE k.cluster = ? AND k.owner = ? AND k.label = ? AND k.gone_at IS NULL ORDER BY k.id LIMIT 10',
    );
    this.#byRef = database
      .prepare<[Buffer], ClusterId>(
        'SELECT c.id FROM keys k JOIN clusters c ON c.pk = k.cluster WHERE k.ref = ? ORDER BY c.position, c.pk',
      )
      .pluck();
  }

  page(cluster: ClusterKey, query: KeyQuery, now: Instant): KeyPage {
    const words = searchWords(query.text);
    const filter = pageFilter(query, cluster.pk, words, now);
    const candidates = this.#search.candidates(words);
    const source = pageSource(candidates !== null);
    const from = candidates === null ? [] : [JSON.stringify(candidates)];
    const all = this.#count(pageSource(false), [], stateFilter(query, cluster.pk));
    const sql = [
      'SELECT',
      KEY_COLUMNS,
      source,
      where(filter),
      pageOrder(query.sort),
      'LIMIT ? OFFSET ?',
    ].join(' ');
    const page = kept(this.#pages, sql, (text) => this.#database.prepare<Bindable[], StoredKey>(text));
    const rows = page.all(...from, ...filter.params, query.limit, query.offset);
    return {
      rows: rows.map((row) => this.#record(cluster, row, now)),
      total: isNarrowed(query, words) ? this.#count(source, from, filter) : all,
      all,
      syncedAt: cluster.syncedAt,
    };
  }

  owners(cluster: ClusterKey): readonly KeyOwner[] {
    return this.#owners.all(cluster.pk);
  }

  labelled(cluster: ClusterKey, owner: string, label: string, now: Instant): readonly KeyRecord[] {
    return this.#labelled.all(cluster.pk, owner, label).map((row) => this.#record(cluster, row, now));
  }

  get(cluster: ClusterKey, ref: KeyRef, now: Instant): KeyRecord | null {
    const row = this.#get.get(refToBytes(ref), cluster.pk);
    return row === undefined ? null : this.#record(cluster, row, now);
  }

  /** Newest first. */
  history(cluster: ClusterKey, ref: KeyRef): readonly KeyVersion[] {
    const bytes = refToBytes(ref);
    return this.#history.all(cluster.pk, bytes, cluster.pk, bytes).map(toKeyVersion);
  }

  secret(cluster: ClusterKey, ref: KeyRef): string | null {
    const bytes = refToBytes(ref);
    const row = this.#get.get(bytes, cluster.pk);
    return row === undefined ? null : this.#secrets.open(row.id, cluster.id, bytes);
  }

  findByRef(ref: KeyRef): readonly KeyId[] {
    return this.#byRef.all(refToBytes(ref)).map((clusterId) => ({ clusterId, ref }));
  }

  #record(cluster: ClusterKey, row: StoredKey, now: Instant): KeyRecord {
    const hasSecret = this.#secrets.has(row.id, row.sealed === 1);
    return toKeyRecord(row, {
      listPartOf: this.#readerOf(cluster.kind).listPart,
      cluster,
      hasSecret,
      now,
    });
  }

  #count(source: string, from: readonly Bindable[], filter: PageFilter): number {
    const sql = ['SELECT count(*)', source, where(filter)].join(' ');
    const count = kept(this.#counts, sql, (text) => this.#database.prepare<Bindable[], number>(text).pluck());
    return count.get(...from, ...filter.params) ?? 0;
  }
}

function where(filter: PageFilter): string {
  return 'WHERE ' + filter.conditions.join(' AND ');
}
