import { z } from 'zod';
import type { Instant } from '#shared/ids';
import type { PracticeClock } from '../clock';
import type { PracticeDatabase } from '../database';
import { randomHex, randomUuid, type RandomBytes } from '../random';
import type { Numbered, Window } from './page';

const freeObject = z.record(z.string(), z.unknown());

/** What is said about an algorithm; the cluster keeps it as it came. */
export const algorithmDetailsSchema = z.object({
  details: freeObject.default({}),
  settings: freeObject.default({}),
});
export type AlgorithmDetails = Readonly<z.output<typeof algorithmDetailsSchema>>;

export interface Algorithm {
  readonly number: number;
  readonly id: string;
  readonly owner: string;
  readonly name: string;
  readonly about: AlgorithmDetails;
  readonly createdAt: Instant;
}

/** A compiled state of an algorithm, which the platform names by a hash. */
export interface Build {
  readonly id: string;
  readonly hash: string;
  readonly createdAt: Instant;
}

/** Which part of the number grows. */
export const VERSION_TYPES = ['major', 'minor', 'revision'] as const;
export type VersionType = (typeof VERSION_TYPES)[number];

export const versionNotesSchema = z.object({
  release_notes: z.string().nullish(),
  sample_input: z.string().nullish(),
  sample_output: z.string().nullish(),
});
export type VersionNotes = Readonly<z.output<typeof versionNotesSchema>>;

export interface Version {
  readonly numbers: readonly [number, number, number];
  /** Whether others than the owner may call it. */
  readonly isPublic: boolean;
  readonly hash: string;
  readonly notes: VersionNotes;
  readonly createdAt: Instant;
}

/** The algorithms of all accounts with their builds and published versions. */
export interface AlgorithmStore {
  readonly add: (owner: string, name: string, about: AlgorithmDetails) => Algorithm;
  readonly find: (owner: string, name: string) => Algorithm | null;
  /** All of an owner, or those with a public version only. */
  readonly page: (owner: string, all: boolean, window: Window) => readonly Numbered<Algorithm>[];
  readonly update: (algorithm: Algorithm, about: AlgorithmDetails) => void;
  readonly remove: (algorithm: Algorithm) => void;
  readonly removeOf: (owner: string) => void;
  readonly compile: (algorithm: Algorithm) => Build;
  readonly builds: (algorithm: Algorithm, window: Window) => readonly Numbered<Build>[];
  readonly latestBuild: (algorithm: Algorithm) => Build | null;
  readonly build: (algorithm: Algorithm, id: string) => Build | null;
  readonly publish: (algorithm: Algorithm, version: Omit<Version, 'createdAt'>) => Version;
  /** The newest number first. */
  readonly versions: (algorithm: Algorithm) => readonly Version[];
}

interface AlgorithmRow {
  readonly number: number;
  readonly id: string;
  readonly owner: string;
  readonly name: string;
  readonly details: string;
  readonly created_at: number;
}

interface BuildRow {
  readonly number: number;
  readonly build_id: string;
  readonly hash: string;
  readonly created_at: number;
}

interface VersionRow {
  readonly major: number;
  readonly minor: number;
  readonly revision: number;
  readonly public: number;
  readonly hash: string;
  readonly details: string;
  readonly created_at: number;
}

function algorithmOf({ details, created_at, ...row }: AlgorithmRow): Algorithm {
  return { ...row, about: algorithmDetailsSchema.parse(JSON.parse(details)), createdAt: created_at };
}

function buildOf({ build_id, hash, created_at }: BuildRow): Build {
  return { id: build_id, hash, createdAt: created_at };
}

function versionOf(row: VersionRow): Version {
  return {
    numbers: [row.major, row.minor, row.revision],
    isPublic: row.public === 1,
    hash: row.hash,
    notes: versionNotesSchema.parse(JSON.parse(row.details)),
    createdAt: row.created_at,
  };
}

function statements(database: PracticeDatabase) {
  return {
    add: database.prepare<[string, string, string, string, Instant]>(
      'INSERT INTO algorithms (id, owner, name, details, created_at) VALUES (?, ?, ?, ?, ?)',
    ),
    find: database.prepare<[string, string], AlgorithmRow>(
      'SELECT * FROM algorithms WHERE owner = ? AND name = ?',
    ),
    page: database.prepare<Window & { readonly owner: string; readonly all: number }, AlgorithmRow>(
      `SELECT * FROM algorithms
       WHERE owner = @owner AND number > @after AND (@all = 1 OR EXISTS (
         SELECT 1 FROM versions WHERE versions.algorithm = algorithms.number AND versions.public = 1))
       ORDER BY number LIMIT @count`,
    ),
    update: database.prepare<[string, number]>('UPDATE algorithms SET details = ? WHERE number = ?'),
    remove: database.prepare<[number]>('DELETE FROM algorithms WHERE number = ?'),
    removeOf: database.prepare<[string]>('DELETE FROM algorithms WHERE owner = ?'),
    addBuild: database.prepare<[string, number, string, Instant]>(
      'INSERT INTO builds (build_id, algorithm, hash, created_at) VALUES (?, ?, ?, ?)',
    ),
    builds: database.prepare<Window & { readonly algorithm: number }, BuildRow>(
      'SELECT * FROM builds WHERE algorithm = @algorithm AND number > @after ORDER BY number LIMIT @count',
    ),
    latestBuild: database.prepare<[number], BuildRow>(
      'SELECT * FROM builds WHERE algorithm = ? ORDER BY number DESC LIMIT 1',
    ),
    build: database.prepare<[number, string], BuildRow>(
      'SELECT * FROM builds WHERE algorithm = ? AND build_id = ?',
    ),
    publish: database.prepare<[number, number, number, number, number, string, string, Instant]>(
      `INSERT INTO versions (algorithm, major, minor, revision, public, hash, details, created_at)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
    ),
    versions: database.prepare<[number], VersionRow>(
      'SELECT * FROM versions WHERE algorithm = ? ORDER BY major DESC, minor DESC, revision DESC',
    ),
  };
}

/** Opens the algorithms of a store. */
export function openAlgorithmStore(
  database: PracticeDatabase,
  clock: PracticeClock,
  random: RandomBytes,
): AlgorithmStore {
  const sql = statements(database);
  const find = (owner: string, name: string): Algorithm | null => {
    const row = sql.find.get(owner, name);
    return row === undefined ? null : algorithmOf(row);
  };
  const readBuild = (row: BuildRow | undefined): Build | null => (row === undefined ? null : buildOf(row));
  return {
    add: (owner, name, about) => {
      const id = randomUuid(random);
      const createdAt = clock.now();
      const { lastInsertRowid } = sql.add.run(id, owner, name, JSON.stringify(about), createdAt);
      return { number: Number(lastInsertRowid), id, owner, name, about, createdAt };
    },
    find,
    page: (owner, all, window) =>
      sql.page
        .all({ owner, all: all ? 1 : 0, ...window })
        .map((row) => ({ number: row.number, item: algorithmOf(row) })),
    update: ({ number }, about) => {
      sql.update.run(JSON.stringify(about), number);
    },
    remove: ({ number }) => {
      sql.remove.run(number);
    },
    removeOf: (owner) => {
      sql.removeOf.run(owner);
    },
    compile: ({ number }) => {
      const build: Build = { id: randomUuid(random), hash: randomHex(random, 20), createdAt: clock.now() };
      sql.addBuild.run(build.id, number, build.hash, build.createdAt);
      return build;
    },
    builds: ({ number: algorithm }, window) =>
      sql.builds.all({ algorithm, ...window }).map((row) => ({ number: row.number, item: buildOf(row) })),
    latestBuild: ({ number }) => readBuild(sql.latestBuild.get(number)),
    build: ({ number }, id) => readBuild(sql.build.get(number, id)),
    publish: ({ number }, version) => {
      const { numbers, isPublic, hash, notes } = version;
      const createdAt = clock.now();
      sql.publish.run(number, ...numbers, isPublic ? 1 : 0, hash, JSON.stringify(notes), createdAt);
      return { ...version, createdAt };
    },
    versions: ({ number }) => sql.versions.all(number).map(versionOf),
  };
}
