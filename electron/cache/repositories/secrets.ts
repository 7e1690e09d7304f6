import type { Database, Statement } from 'better-sqlite3';

const INSERT = 'INSERT OR REPLACE INTO secrets (key_id, sealed) VALUES ';
const FIVE_ROWS = '(?, ?), (?, ?), (?, ?), (?, ?), (?, ?)';
/** Rows that one statement stores when there are many. */
const GROUP = 10;

/** Where the secrets of this session are: sealed in the file, or (without a data key) in memory alone. */
export class SecretsRepository {
  readonly #insert: Statement<[number, Buffer], unknown>;
  readonly #insertGroup: Statement<[readonly (number | Buffer)[]], unknown>;
  readonly #get: Statement<[number], Buffer>;
  readonly #remove: Statement<[number], unknown>;
  readonly #count: Statement<[], number>;
  readonly #drop: Statement<[], unknown>;

  constructor(database: Database) {
    this.#insert = database.prepare(INSERT + '(?, ?)');
    this.#insertGroup = database.prepare(INSERT + FIVE_ROWS + ', ' + FIVE_ROWS);
    this.#get = database.prepare<[number], Buffer>('SELECT sealed FROM secrets WHERE key_id = ?').pluck();
    this.#remove = database.prepare('DELETE FROM secrets WHERE key_id = ?');
    this.#count = database.prepare<[], number>('SELECT count(*) FROM secrets').pluck();
    this.#drop = database.prepare('DELETE FROM secrets');
  }

  put(keyId: number, sealed: Buffer): void {
    this.#insert.run(keyId, sealed);
  }

  /** The same for many: a statement for each costs more than storing it. */
  putAll(rows: readonly { readonly keyId: number; readonly sealed: Buffer }[]): void {
    const grouped = rows.length - (rows.length % GROUP);
    for (let from = 0; from < grouped; from += GROUP) {
      const values: (number | Buffer)[] = [];
      for (const { keyId, sealed } of rows.slice(from, from + GROUP)) values.push(keyId, sealed);
      this.#insertGroup.run(values);
    }
    for (const { keyId, sealed } of rows.slice(grouped)) this.put(keyId, sealed);
  }

  get(keyId: number): Buffer | null {
    return this.#get.get(keyId) ?? null;
  }

  remove(keyId: number): void {
    this.#remove.run(keyId);
  }

  /** Drops every sealed secret and tells how many there were. */
  dropAll(): number {
    const count = this.#count.get() ?? 0;
    if (count > 0) this.#drop.run();
    return count;
  }
}
