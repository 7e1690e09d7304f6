import { closeSync, fstatSync, openSync, readSync, writeSync } from 'node:fs';
import Database from 'better-sqlite3';

const PAGE_BYTES = 4096;
/** Row ids are given in order, so a larger gap than this means the end of what can be read. */
const LARGEST_STEP = 2 ** 24;

export type DamagedRow = Readonly<Record<string, unknown>>;

/** Reads what can be read of a damaged database: row by row, past the pages that are lost. */
export class DamagedReader {
  readonly #database: Database.Database;

  private constructor(database: Database.Database) {
    this.#database = database;
  }

  /**
   * Opens a copy of a damaged file (it is changed by this). Where the first page is lost, the one of `template`, an
   * empty database of the same schema, takes its place: tables begin on the same pages in every file of this schema.
   * Null: nothing can be read.
   */
  static open(copy: string, template: string): DamagedReader | null {
    const asIs = openReadable(copy);
    if (asIs !== null) return new DamagedReader(asIs);
    replaceFirstPage(copy, template);
    const mended = openReadable(copy);
    return mended === null ? null : new DamagedReader(mended);
  }

  /** The rows of one table in the order of their ids; `select` ends in `WHERE <id> >= ? ORDER BY <id>` and gives `rowid`. */
  *rows(select: string): Generator<DamagedRow> {
    let next = 0;
    let step = 1;
    while (step <= LARGEST_STEP) {
      const last = yield* this.#readFrom(select, next);
      if (last.complete) return;
      // The next leaf that can be read is further on; rows between are on the page that is lost.
      step = last.rowid === null ? step * 2 : 1;
      next = (last.rowid ?? next) + step;
    }
  }

  close(): void {
    this.#database.close();
  }

  *#readFrom(
    select: string,
    from: number,
  ): Generator<DamagedRow, { complete: boolean; rowid: number | null }> {
    let rowid: number | null = null;
    try {
      for (const row of this.#database.prepare<[number], DamagedRow>(select).iterate(from)) {
        if (typeof row['rowid'] === 'number') rowid = row['rowid'];
        yield row;
      }
      return { complete: true, rowid };
    } catch (error) {
      if (!(error instanceof Database.SqliteError)) throw error;
      return { complete: false, rowid };
    }
  }
}

function openReadable(file: string): Database.Database | null {
  let database: Database.Database | null = null;
  try {
    database = new Database(file);
    database.pragma('locking_mode = EXCLUSIVE');
    const tables = database
      .prepare<[], string>("SELECT name FROM sqlite_schema WHERE type = 'table'")
      .pluck()
      .all();
    if (tables.includes('meta') && tables.includes('clusters') && tables.includes('keys')) return database;
  } catch (error) {
    if (!(error instanceof Database.SqliteError)) throw error;
  }
  database?.close();
  return null;
}

/** The header's page count follows the damaged file; its list of free pages is left out, since reading needs none. */
function replaceFirstPage(file: string, template: string): void {
  const page = Buffer.alloc(PAGE_BYTES);
  const source = openSync(template, 'r');
  readSync(source, page, 0, PAGE_BYTES, 0);
  closeSync(source);
  const target = openSync(file, 'r+');
  page.writeUInt32BE(Math.floor(fstatSync(target).size / PAGE_BYTES), 28);
  page.fill(0, 32, 40);
  writeSync(target, page, 0, PAGE_BYTES, 0);
  closeSync(target);
}
