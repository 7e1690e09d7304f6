import type { Database, Statement } from 'better-sqlite3';

type Move = Statement<[Buffer, number, Buffer], unknown>;

/** Lets a key go on under another secret: its row, its history and everything noted about it take the new ref. */
export class KeySuccession {
  readonly #row: Statement<[Buffer, string, number], unknown>;
  readonly #others: readonly Move[];

  constructor(database: Database) {
    this.#row = database.prepare('UPDATE keys SET ref = ?, mask = ? WHERE id = ?');
    this.#others = [
      database.prepare('UPDATE key_versions SET ref = ? WHERE cluster = ? AND ref = ?'),
      database.prepare('UPDATE operations SET ref = ? WHERE cluster = ? AND ref = ?'),
      database.prepare('UPDATE findings SET ref = ? WHERE cluster = ? AND ref = ?'),
      database.prepare('UPDATE suppressions SET ref = ? WHERE cluster = ? AND ref = ?'),
      database.prepare('UPDATE notes SET ref = ? WHERE cluster = ? AND ref = ?'),
    ];
  }

  /** Within a caller's transaction. No other key of the cluster may have the new ref. */
  move(cluster: number, key: { readonly id: number; readonly ref: Buffer }, ref: Buffer, mask: string): void {
    this.#row.run(ref, mask, key.id);
    for (const other of this.#others) other.run(ref, cluster, key.ref);
  }
}
