import type { Database, Statement } from 'better-sqlite3';
import type { Instant } from '#shared/ids';

/** What one sync saw, in numbers. */
export interface Snapshot {
  readonly at: Instant;
  readonly keyCount: number;
  readonly added: number;
  readonly changed: number;
  readonly gone: number;
  readonly clockSkewMs: number | null;
}

export class SnapshotsRepository {
  readonly #insert: Statement<[number, number, number, number, number, number, number | null], unknown>;

  constructor(database: Database) {
    this.#insert = database.prepare(`
      INSERT INTO snapshots (cluster, at, key_count, added, changed, gone, clock_skew_ms)
      VALUES (?, ?, ?, ?, ?, ?, ?)`);
  }

  add(cluster: number, snapshot: Snapshot): void {
    const { at, keyCount, added, changed, gone, clockSkewMs } = snapshot;
    this.#insert.run(cluster, at, keyCount, added, changed, gone, clockSkewMs);
  }
}
