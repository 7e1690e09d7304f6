import { z } from 'zod';
import type { Instant } from '#shared/ids';
import type { PracticeClock } from '../clock';
import type { PracticeDatabase } from '../database';
import { isJsonObject } from '../json';

/** A JSON object with its `objectID`. */
export type IndexObject = Readonly<Record<string, unknown>> & { readonly objectID: string };

/** An object with its place in the index: insertion order, which browsing follows. */
export interface PlacedObject {
  readonly number: number;
  readonly object: IndexObject;
}

export type Settings = Readonly<Record<string, unknown>>;

export interface IndexSummary {
  readonly name: string;
  readonly createdAt: Instant;
  readonly updatedAt: Instant;
  readonly entries: number;
  readonly dataSize: number;
}

/** The indices and their objects; a change is visible at once (the lag concerns keys only). */
export interface IndexStore {
  readonly exists: (index: string) => boolean;
  readonly list: () => readonly IndexSummary[];
  /** In insertion order; empty for an index that does not exist. */
  readonly objects: (index: string) => readonly PlacedObject[];
  readonly object: (index: string, objectId: string) => IndexObject | null;
  /** Makes the index when it does not exist; replaces an object with the same id. */
  readonly save: (index: string, object: IndexObject) => void;
  readonly remove: (index: string, objectId: string) => void;
  readonly clear: (index: string) => void;
  readonly drop: (index: string) => void;
  /** Replaces the destination. `parts`: what is copied; the destination keeps the rest of its own. */
  readonly copy: (
    from: string,
    to: string,
    parts: { readonly objects: boolean; readonly settings: boolean },
  ) => void;
  readonly move: (from: string, to: string) => void;
  readonly settings: (index: string) => Settings;
  /** Makes the index when it does not exist. */
  readonly setSettings: (index: string, settings: Settings) => void;
  /** Notes a task of the index and answers its number. */
  readonly task: (index: string) => number;
  readonly hasTask: (index: string, number: number) => boolean;
}

const settingsSchema = z.record(z.string(), z.unknown());

function isIndexObject(value: unknown): value is IndexObject {
  return isJsonObject(value) && typeof value['objectID'] === 'string';
}

/** Reads a stored object, its members in the order in which they were sent. */
function readObject(body: string): IndexObject {
  const parsed: unknown = JSON.parse(body);
  if (!isIndexObject(parsed)) throw new Error('The store holds an object without objectID.');
  return parsed;
}

function statements(database: PracticeDatabase) {
  return {
    exists: database.prepare<[string], number>('SELECT 1 FROM indices WHERE name = ?').pluck(),
    list: database.prepare<
      [],
      { name: string; created_at: number; updated_at: number; entries: number; size: number }
    >(
      `SELECT name, created_at, updated_at, count(object_id) AS entries, coalesce(sum(length(body)), 0) AS size
       FROM indices LEFT JOIN objects ON index_name = name GROUP BY name ORDER BY name`,
    ),
    create: database.prepare<[string, number, number]>(
      "INSERT INTO indices (name, settings, created_at, updated_at) VALUES (?, '{}', ?, ?) ON CONFLICT DO NOTHING",
    ),
    touch: database.prepare<[number, string]>('UPDATE indices SET updated_at = ? WHERE name = ?'),
    objects: database.prepare<[string], { number: number; body: string }>(
      'SELECT number, body FROM objects WHERE index_name = ? ORDER BY number',
    ),
    object: database
      .prepare<[string, string], string>('SELECT body FROM objects WHERE index_name = ? AND object_id = ?')
      .pluck(),
    save: database.prepare<[string, string, string]>(
      `INSERT INTO objects (index_name, object_id, body) VALUES (?, ?, ?)
       ON CONFLICT (index_name, object_id) DO UPDATE SET body = excluded.body`,
    ),
    remove: database.prepare<[string, string]>('DELETE FROM objects WHERE index_name = ? AND object_id = ?'),
    clear: database.prepare<[string]>('DELETE FROM objects WHERE index_name = ?'),
    drop: database.prepare<[string]>('DELETE FROM indices WHERE name = ?'),
    copyObjects: database.prepare<[string, string]>(
      `INSERT INTO objects (index_name, object_id, body)
       SELECT ?, object_id, body FROM objects WHERE index_name = ? ORDER BY number`,
    ),
    rename: database.prepare<[string, string]>('UPDATE indices SET name = ? WHERE name = ?'),
    settings: database.prepare<[string], string>('SELECT settings FROM indices WHERE name = ?').pluck(),
    setSettings: database.prepare<[string, string]>('UPDATE indices SET settings = ? WHERE name = ?'),
    addTask: database.prepare<[string, number]>('INSERT INTO tasks (index_name, at) VALUES (?, ?)'),
    task: database
      .prepare<[number, string], number>('SELECT 1 FROM tasks WHERE number = ? AND index_name = ?')
      .pluck(),
  };
}

/** Opens the indices of a store. Parsed objects are kept in memory until their index changes. */
export function openIndexStore(database: PracticeDatabase, clock: PracticeClock): IndexStore {
  const sql = statements(database);
  const parsed = new Map<string, readonly PlacedObject[]>();

  const changed = (index: string): void => {
    parsed.delete(index);
    sql.touch.run(clock.now(), index);
  };
  const ensure = (index: string): void => {
    sql.create.run(index, clock.now(), clock.now());
  };
  const settings = (index: string): Settings =>
    settingsSchema.parse(JSON.parse(sql.settings.get(index) ?? '{}'));
  const setSettings = (index: string, next: Settings): void => {
    ensure(index);
    sql.setSettings.run(JSON.stringify(next), index);
    changed(index);
  };
  const copy: IndexStore['copy'] = (from, to, parts) => {
    ensure(to);
    if (parts.settings) sql.setSettings.run(sql.settings.get(from) ?? '{}', to);
    if (parts.objects) {
      sql.clear.run(to);
      sql.copyObjects.run(to, from);
    }
    changed(to);
  };

  return {
    exists: (index) => sql.exists.get(index) !== undefined,
    list: () =>
      sql.list.all().map(({ name, created_at: createdAt, updated_at: updatedAt, entries, size }) => ({
        name,
        createdAt,
        updatedAt,
        entries,
        dataSize: size,
      })),
    objects: (index) => {
      const known = parsed.get(index);
      if (known !== undefined) return known;
      const read = sql.objects.all(index).map(({ number, body }) => ({ number, object: readObject(body) }));
      parsed.set(index, read);
      return read;
    },
    object: (index, objectId) => {
      const body = sql.object.get(index, objectId);
      return body === undefined ? null : readObject(body);
    },
    save: (index, object) => {
      ensure(index);
      sql.save.run(index, object.objectID, JSON.stringify(object));
      changed(index);
    },
    remove: (index, objectId) => {
      sql.remove.run(index, objectId);
      changed(index);
    },
    clear: (index) => {
      sql.clear.run(index);
      changed(index);
    },
    drop: (index) => {
      sql.drop.run(index);
      parsed.delete(index);
    },
    copy,
    move: (from, to) => {
      sql.drop.run(to);
      sql.rename.run(to, from);
      parsed.delete(from);
      changed(to);
    },
    settings,
    setSettings,
    task: (index) => Number(sql.addTask.run(index, clock.now()).lastInsertRowid),
    hasTask: (index, number) => sql.task.get(number, index) !== undefined,
  };
}
