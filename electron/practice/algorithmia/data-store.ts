import type { Instant } from '#shared/ids';
import type { PracticeClock } from '../clock';
import type { PracticeDatabase } from '../database';
import type { Window } from './page';

/** The names on the way to a file or directory inside an account's store; none is the store itself. */
export type DataPath = readonly string[];

export type DataEntry =
  | { readonly sort: 'directory' }
  | { readonly sort: 'file'; readonly content: Buffer; readonly type: string | null };

/** What a listing tells of an entry. */
export interface ListedEntry {
  readonly number: number;
  readonly name: string;
  readonly size: number;
  readonly modifiedAt: Instant;
}

/** The data of all accounts: files in directories, any number of levels. */
export interface DataStore {
  readonly find: (account: string, path: DataPath) => DataEntry | null;
  /** Writes a file, over one that is there; its directory has to exist. */
  readonly put: (account: string, path: DataPath, content: Buffer, type: string | null) => void;
  readonly createDirectory: (account: string, path: DataPath) => void;
  readonly folders: (account: string, path: DataPath, window: Window) => readonly ListedEntry[];
  readonly files: (account: string, path: DataPath, window: Window) => readonly ListedEntry[];
  /** Removes an entry and everything below it; answers how many entries that were. */
  readonly remove: (account: string, path: DataPath) => number;
  readonly removeOf: (account: string) => void;
}

interface Row {
  readonly content: Buffer | null;
  readonly type: string | null;
}

type Place = Window & { readonly account: string; readonly parent: string };

/** Names hold no slash, so that no two paths have the same text. */
function split(path: DataPath): { readonly parent: string; readonly name: string } {
  return { parent: path.slice(0, -1).join('/'), name: path.at(-1) ?? '' };
}

function statements(database: PracticeDatabase) {
  return {
    find: database.prepare<[string, string, string], Row>(
      'SELECT content, type FROM data WHERE account = ? AND parent = ? AND name = ?',
    ),
    put: database.prepare<[string, string, string, Buffer | null, string | null, Instant]>(
      `INSERT INTO data (account, parent, name, content, type, modified_at) VALUES (?, ?, ?, ?, ?, ?)
       ON CONFLICT (account, parent, name) DO UPDATE
       SET content = excluded.content, type = excluded.type, modified_at = excluded.modified_at`,
    ),
    folders: database.prepare<Place, ListedEntry>(
      `SELECT number, name, 0 AS size, modified_at AS modifiedAt FROM data
       WHERE account = @account AND parent = @parent AND content IS NULL AND number > @after
       ORDER BY number LIMIT @count`,
    ),
    files: database.prepare<Place, ListedEntry>(
      `SELECT number, name, length(content) AS size, modified_at AS modifiedAt FROM data
       WHERE account = @account AND parent = @parent AND content IS NOT NULL AND number > @after
       ORDER BY number LIMIT @count`,
    ),
    removeOf: database.prepare<[string]>('DELETE FROM data WHERE account = ?'),
    remove: database.prepare<{ account: string; parent: string; name: string; path: string }>(
      `DELETE FROM data WHERE account = @account
         AND ((parent = @parent AND name = @name) OR parent = @path
           OR substr(parent, 1, length(@path) + 1) = @path || '/')`,
    ),
  };
}

/** Opens the data of a store. */
export function openDataStore(database: PracticeDatabase, clock: PracticeClock): DataStore {
  const sql = statements(database);
  const put = (account: string, path: DataPath, content: Buffer | null, type: string | null): void => {
    const { parent, name } = split(path);
    sql.put.run(account, parent, name, content, type, clock.now());
  };
  return {
    find: (account, path) => {
      if (path.length === 0) return { sort: 'directory' };
      const { parent, name } = split(path);
      const row = sql.find.get(account, parent, name);
      if (row === undefined) return null;
      return row.content === null
        ? { sort: 'directory' }
        : { sort: 'file', content: row.content, type: row.type };
    },
    put,
    createDirectory: (account, path) => {
      put(account, path, null, null);
    },
    folders: (account, path, window) => sql.folders.all({ account, parent: path.join('/'), ...window }),
    files: (account, path, window) => sql.files.all({ account, parent: path.join('/'), ...window }),
    removeOf: (account) => {
      sql.removeOf.run(account);
    },
    remove: (account, path) => sql.remove.run({ account, ...split(path), path: path.join('/') }).changes,
  };
}
