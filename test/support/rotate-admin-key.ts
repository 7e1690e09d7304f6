import Database from 'better-sqlite3';
import path from 'node:path';

/** Gives a practice cluster another admin key, as an administrator elsewhere would. It must not be running. */
export function rotateAdminKey(dataDir: string, adminKey: string): void {
  const database = new Database(path.join(dataDir, 'algolia.sqlite'), { fileMustExist: true });
  const { changes } = database.prepare("UPDATE facts SET value = ? WHERE name = 'adminKey'").run(adminKey);
  database.close();
  if (changes !== 1) throw new Error('The cluster has no admin key.');
}
