import Database from 'better-sqlite3';
import { META, MetaRepository } from '../repositories/meta';

/** Up to this size every start checks the whole file (about 1 ms per MiB); beyond it only after an unclean end. */
const ALWAYS_CHECKED_BYTES = 64 * 1024 * 1024;

/** Not the full-text index: what it holds is derived, and it is made anew when it turns out to be damaged. */
const CHECKS = [
  'PRAGMA quick_check(meta)',
  'PRAGMA quick_check(clusters)',
  'PRAGMA quick_check(permission_sets)',
  'PRAGMA quick_check(permission_set_members)',
  'PRAGMA quick_check(keys)',
  'PRAGMA quick_check(key_versions)',
  'PRAGMA quick_check(snapshots)',
  'PRAGMA quick_check(secrets)',
  'PRAGMA quick_check(operations)',
  'PRAGMA quick_check(findings)',
  'PRAGMA quick_check(suppressions)',
  'PRAGMA quick_check(notes)',
  'PRAGMA quick_check(search_pending)',
  'PRAGMA quick_check(search_progress)',
] as const;

/** Throws an SqliteError with code SQLITE_CORRUPT when a table is damaged. `bytes`: size of the file. */
export function checkIntegrity(database: Database.Database, bytes: number): void {
  const closedInOrder = new MetaRepository(database).get(META.closedInOrder)?.[0] !== 0;
  if (bytes > ALWAYS_CHECKED_BYTES && closedInOrder) return;
  for (const check of CHECKS) {
    const answer = database.prepare<[], string>(check).pluck().get();
    if (answer !== 'ok') throw new Database.SqliteError(`quick_check: ${answer}`, 'SQLITE_CORRUPT');
  }
}
