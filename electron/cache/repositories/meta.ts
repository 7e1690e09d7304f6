import type { Database, Statement } from 'better-sqlite3';

/** Names of what `meta` holds. */
export const META = {
  /** The random key of key refs. */
  profileKey: 'profile-key',
  /** Tells whether a data key is the one that sealed the secrets. */
  dataKeyCheck: 'data-key-check',
  /** One byte: 1 when the file was closed in order, 0 while it is open. */
  closedInOrder: 'closed-in-order',
} as const;
export type MetaName = (typeof META)[keyof typeof META];

/** Single values of the profile. */
export class MetaRepository {
  readonly #get: Statement<[MetaName], Buffer>;
  readonly #set: Statement<[MetaName, Buffer], unknown>;

  constructor(database: Database) {
    this.#get = database.prepare<[MetaName], Buffer>('SELECT value FROM meta WHERE name = ?').pluck();
    this.#set = database.prepare(
      'INSERT INTO meta (name, value) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value',
    );
  }

  get(name: MetaName): Buffer | null {
    return this.#get.get(name) ?? null;
  }

  set(name: MetaName, value: Buffer): void {
    this.#set.run(name, value);
  }
}
