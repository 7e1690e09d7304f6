import type { Instant } from '#shared/ids';
import type { PracticeClock } from '../clock';
import type { PracticeDatabase } from '../database';

const HOUR_MS = 3_600_000;

/** A UTC day, YYYY-MM-DD. */
export type Day = string;

export function dayOf(at: Instant): Day {
  return new Date(at).toISOString().slice(0, 10);
}

export interface SearchCount {
  readonly search: string;
  readonly count: number;
  readonly nbHits: number;
}

export interface Profile {
  readonly lastAt: Instant;
  /** Searches by index. */
  readonly counts: Readonly<Record<string, number>>;
}

/** The small real counts behind the analytics, usage and personalization calls. */
export interface Statistics {
  readonly countSearch: (index: string, query: string, hits: number, userToken: string) => void;
  readonly countCall: (operation: string, index: string | null) => void;
  /** Most frequent first. */
  readonly topSearches: (
    index: string,
    from: Day,
    to: Day,
    onlyWithoutHits: boolean,
  ) => readonly SearchCount[];
  readonly searchesByDay: (index: string, from: Day, to: Day) => readonly { date: Day; count: number }[];
  /** Calls of these operations by hour (Unix ms of its start), in order. `index` null: of the whole application. */
  readonly callsByHour: (
    operations: readonly string[],
    index: string | null,
    from: Instant,
    to: Instant,
  ) => readonly { t: Instant; v: number }[];
  readonly profile: (userToken: string) => Profile | null;
  readonly forgetProfile: (userToken: string) => void;
}

function statements(database: PracticeDatabase) {
  return {
    search: database.prepare<[string, Day, string, number]>(
      `INSERT INTO searches (index_name, day, query, count, hits) VALUES (?, ?, ?, 1, ?)
       ON CONFLICT (index_name, day, query) DO UPDATE SET count = count + 1, hits = excluded.hits`,
    ),
    call: database.prepare<[string, string, Instant]>(
      `INSERT INTO calls (operation, index_name, hour, count) VALUES (?, ?, ?, 1)
       ON CONFLICT (operation, index_name, hour) DO UPDATE SET count = count + 1`,
    ),
    top: database.prepare<[string, Day, Day], SearchCount>(
      `SELECT query AS search, sum(count) AS count, max(hits) AS nbHits FROM searches
       WHERE index_name = ? AND day BETWEEN ? AND ? GROUP BY query ORDER BY sum(count) DESC, query`,
    ),
    days: database.prepare<[string, Day, Day], { date: Day; count: number }>(
      `SELECT day AS date, sum(count) AS count FROM searches
       WHERE index_name = ? AND day BETWEEN ? AND ? GROUP BY day ORDER BY day`,
    ),
    calls: database.prepare<
      { operations: string; index: string | null; from: Instant; to: Instant },
      { t: Instant; v: number }
    >(
      `SELECT hour AS t, sum(count) AS v FROM calls
       WHERE operation IN (SELECT value FROM json_each(@operations))
         AND (@index IS NULL OR index_name = @index) AND hour >= @from AND hour < @to
       GROUP BY hour ORDER BY hour`,
    ),
    profile: database.prepare<[string], { index_name: string; count: number; last_at: Instant }>(
      'SELECT index_name, count, last_at FROM profiles WHERE user_token = ? ORDER BY index_name',
    ),
    visit: database.prepare<[string, string, Instant]>(
      `INSERT INTO profiles (user_token, index_name, count, last_at) VALUES (?, ?, 1, ?)
       ON CONFLICT (user_token, index_name) DO UPDATE SET count = count + 1, last_at = excluded.last_at`,
    ),
    forget: database.prepare<[string]>('DELETE FROM profiles WHERE user_token = ?'),
  };
}

/** Opens the counts of a store. */
export function openStatistics(database: PracticeDatabase, clock: PracticeClock): Statistics {
  const sql = statements(database);
  return {
    countSearch: (index, query, hits, userToken) => {
      sql.search.run(index, dayOf(clock.now()), query, hits);
      if (userToken !== '') sql.visit.run(userToken, index, clock.now());
    },
    countCall: (operation, index) => {
      const now = clock.now();
      sql.call.run(operation, index ?? '', now - (now % HOUR_MS));
    },
    topSearches: (index, from, to, onlyWithoutHits) =>
      sql.top.all(index, from, to).filter(({ nbHits }) => !onlyWithoutHits || nbHits === 0),
    searchesByDay: (index, from, to) => sql.days.all(index, from, to),
    callsByHour: (operations, index, from, to) =>
      sql.calls.all({ operations: JSON.stringify(operations), index, from, to }),
    profile: (userToken) => {
      const rows = sql.profile.all(userToken);
      if (rows.length === 0) return null;
      return {
        lastAt: Math.max(...rows.map((row) => row.last_at)),
        counts: Object.fromEntries(rows.map((row) => [row.index_name, row.count])),
      };
    },
    forgetProfile: (userToken) => {
      sql.forget.run(userToken);
    },
  };
}
