import { z } from 'zod';
import type { Instant } from '#shared/ids';
import { algoliaSpecSchema, type AlgoliaSpec } from '#shared/kinds/algolia/spec';
import type { PracticeClock } from '../clock';
import type { PracticeDatabase } from '../database';
import { randomHex, type RandomBytes } from '../random';

/** Deleted and expired keys that can still be restored (key-apis A3, "Restore window"). */
const RESTORE_WINDOW = 1000;

/** A key as a read sees it. */
export interface StoredKey {
  readonly secret: string;
  readonly spec: AlgoliaSpec;
  readonly createdAt: Instant;
}

export type ChangeResult = 'done' | 'absent';
export type RestoreResult = 'done' | 'still-there' | 'absent';

/**
 * The keys of the cluster. A change is stored at once but, with a lag of n, the next n reads of the key still see
 * what stood before (key-apis A9). Listing, using a key and looking whether a change is possible are reads too.
 * Expiry acts at its moment, without lag.
 */
export interface KeyStore {
  readonly add: (spec: AlgoliaSpec, secret?: string) => StoredKey;
  readonly read: (secret: string) => StoredKey | null;
  readonly list: () => readonly StoredKey[];
  readonly update: (secret: string, spec: AlgoliaSpec) => ChangeResult;
  readonly remove: (secret: string) => ChangeResult;
  /** Makes a deleted or expired key valid again, for ever (A3: validity goes back to 0). */
  readonly restore: (secret: string) => RestoreResult;
  readonly createdAt: (secret: string) => Instant | null;
  /** Every secret that may be the parent of a secured key now; not counted as reads. */
  readonly secrets: () => Iterable<string>;
  readonly lag: () => number;
  readonly setLag: (lag: number) => void;
}

interface Row {
  readonly number: number;
  readonly secret: string;
  readonly spec: string;
  readonly created_at: number;
  readonly expires_at: number | null;
  readonly deleted_at: number | null;
  readonly reads_left: number;
  readonly seen: string | null;
}

const seenSchema = z.strictObject({ spec: algoliaSpecSchema, createdAt: z.number() });

/** The expiry has a column of its own, so that it can be searched; in the JSON it is null. */
function writeSpec(spec: AlgoliaSpec): string {
  return JSON.stringify({ ...spec, expiresAt: null });
}

function readSpec(row: Row, expiresAt: Instant | null): AlgoliaSpec {
  return { ...algoliaSpecSchema.parse(JSON.parse(row.spec)), expiresAt };
}

/** What is stored, whatever reads see. Null: deleted or expired. */
function latestOf(row: Row, now: Instant): StoredKey | null {
  if (row.deleted_at !== null || (row.expires_at !== null && row.expires_at <= now)) return null;
  return { secret: row.secret, spec: readSpec(row, row.expires_at), createdAt: row.created_at };
}

function visibleOf(row: Row, now: Instant): StoredKey | null {
  if (row.reads_left === 0) return latestOf(row, now);
  if (row.seen === null) return null;
  const seen = seenSchema.parse(JSON.parse(row.seen));
  if (seen.spec.expiresAt !== null && seen.spec.expiresAt <= now) return null;
  return { secret: row.secret, ...seen };
}

function statements(database: PracticeDatabase) {
  return {
    find: database.prepare<[string], Row>('SELECT * FROM keys WHERE secret = ?'),
    list: database.prepare<[], Row>('SELECT * FROM keys ORDER BY number'),
    secrets: database
      .prepare<[Instant], string>(
        `SELECT secret FROM keys
         WHERE (deleted_at IS NULL AND (expires_at IS NULL OR expires_at > ?)) OR reads_left > 0`,
      )
      .pluck(),
    insert: database.prepare<[string, string, Instant, Instant | null, number]>(
      'INSERT INTO keys (secret, spec, created_at, expires_at, reads_left) VALUES (?, ?, ?, ?, ?)',
    ),
    change: database.prepare<[string, Instant | null, Instant | null, number, string | null, number]>(
      'UPDATE keys SET spec = ?, expires_at = ?, deleted_at = ?, reads_left = ?, seen = ? WHERE number = ?',
    ),
    count: database.prepare<[number]>(
      'UPDATE keys SET reads_left = reads_left - 1, seen = CASE reads_left WHEN 1 THEN NULL ELSE seen END WHERE number = ?',
    ),
    settle: database.prepare<[]>('UPDATE keys SET reads_left = 0, seen = NULL WHERE reads_left > 0'),
    trim: database.prepare<{ now: Instant; keep: number }>(
      `DELETE FROM keys WHERE number IN (
         SELECT number FROM keys
         WHERE (deleted_at IS NOT NULL OR expires_at <= @now) AND reads_left = 0
         ORDER BY coalesce(deleted_at, expires_at) DESC, number DESC LIMIT -1 OFFSET @keep)`,
    ),
  };
}

/** Opens the keys of a store. `lag` is how many reads a change stays unseen; a smaller one later settles nothing by itself. */
export function openKeyStore(
  database: PracticeDatabase,
  clock: PracticeClock,
  random: RandomBytes,
  initialLag: number,
): KeyStore {
  const sql = statements(database);
  let lag = initialLag;
  const settle = (): void => {
    if (lag === 0) sql.settle.run();
  };
  settle();

  const look = (row: Row | undefined): StoredKey | null => {
    if (row === undefined) return null;
    const visible = visibleOf(row, clock.now());
    if (row.reads_left > 0) sql.count.run(row.number);
    return visible;
  };
  const trim = (): void => {
    sql.trim.run({ now: clock.now(), keep: RESTORE_WINDOW });
  };
  trim();
  const change = (row: Row, seen: StoredKey | null, next: AlgoliaSpec, deletedAt: Instant | null): void => {
    const before = lag === 0 || seen === null ? null : { spec: seen.spec, createdAt: seen.createdAt };
    sql.change.run(
      writeSpec(next),
      next.expiresAt,
      deletedAt,
      lag,
      before === null ? null : JSON.stringify(before),
      row.number,
    );
    trim();
  };
  /** Runs a change on a key that reads see; a look that finds none is a read as well. */
  const onVisible = (secret: string, run: (row: Row, seen: StoredKey) => void): ChangeResult => {
    const row = sql.find.get(secret);
    const seen = look(row);
    if (row === undefined || seen === null) return 'absent';
    run(row, seen);
    return 'done';
  };
  const restore = (secret: string): RestoreResult => {
    const row = sql.find.get(secret);
    if (row === undefined) return 'absent';
    const now = clock.now();
    if (look(row) !== null || latestOf(row, now) !== null) return 'still-there';
    change(row, null, readSpec(row, null), null);
    return 'done';
  };

  const add = (spec: AlgoliaSpec, secret = randomHex(random, 16)): StoredKey => {
    const createdAt = clock.now();
    sql.insert.run(secret, writeSpec(spec), createdAt, spec.expiresAt, lag);
    return { secret, spec, createdAt };
  };
  const update = (secret: string, spec: AlgoliaSpec): ChangeResult =>
    onVisible(secret, (row, seen) => {
      change(row, seen, spec, row.deleted_at);
    });
  const remove = (secret: string): ChangeResult =>
    onVisible(secret, (row, seen) => {
      const latest = latestOf(row, clock.now()) ?? seen;
      change(row, seen, latest.spec, row.deleted_at ?? clock.now());
    });

  return {
    add: database.transaction(add),
    read: (secret) => look(sql.find.get(secret)),
    list: database.transaction(() => sql.list.all().flatMap((row) => look(row) ?? [])),
    update: database.transaction(update),
    remove: database.transaction(remove),
    restore: database.transaction(restore),
    createdAt: (secret) => sql.find.get(secret)?.created_at ?? null,
    secrets: () => sql.secrets.iterate(clock.now()),
    lag: () => lag,
    setLag: (next) => {
      lag = next;
      settle();
    },
  };
}
