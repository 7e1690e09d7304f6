// The admin key of the search cluster in the tour's own profile. The application never shows it to a window.
import { cpSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import Database from 'better-sqlite3';

/** Reads the admin key from a copy of the search cluster's store: the running cluster keeps the store locked. */
export function searchAdminKey(profile) {
  const copy = mkdtempSync(path.join(tmpdir(), 'castellan-tour-'));
  try {
    cpSync(path.join(profile, 'practice'), copy, { recursive: true });
    const store = readdirSync(copy, { recursive: true }).find(
      (name) => path.basename(name) === 'algolia.sqlite',
    );
    if (store === undefined) throw new Error('The search cluster has no store in this profile.');
    const database = new Database(path.join(copy, store));
    const key = database.prepare(`SELECT value FROM facts WHERE name = 'adminKey'`).pluck().get();
    database.close();
    return key;
  } finally {
    rmSync(copy, { recursive: true, force: true });
  }
}
