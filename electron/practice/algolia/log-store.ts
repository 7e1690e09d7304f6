import { z } from 'zod';
import type { Instant } from '#shared/ids';
import type { PracticeClock } from '../clock';
import type { PracticeDatabase } from '../database';

/** How long and how many requests are kept (key-apis A11). */
const KEPT_MS = 7 * 86_400_000;
const KEPT_REQUESTS = 1000;

export const LOG_TYPES = ['all', 'query', 'build', 'error'] as const;
export type LogType = (typeof LOG_TYPES)[number];

/** One entry as the protocol tells it: texts only. */
const logEntrySchema = z.strictObject({
  timestamp: z.string(),
  method: z.string(),
  answer_code: z.string(),
  query_body: z.string(),
  answer: z.string(),
  url: z.string(),
  ip: z.string(),
  query_headers: z.string(),
  sha1: z.string(),
  nb_api_calls: z.string(),
  processing_time_ms: z.string(),
  index: z.string(),
  query_params: z.string(),
  query_nb_hits: z.string(),
  inner_queries: z.array(
    z.strictObject({ index_name: z.string(), user_token: z.string(), query_id: z.string() }),
  ),
});
export type LogEntry = Readonly<z.infer<typeof logEntrySchema>>;

export interface LoggedRequest {
  readonly at: Instant;
  readonly sort: 'query' | 'build';
  readonly failed: boolean;
  readonly index: string;
  readonly entry: LogEntry;
}

/** The request log: the last 1,000 requests of the last 7 days, newest first. */
export interface LogStore {
  readonly add: (request: LoggedRequest) => void;
  /** `index` null: of every index and of none. */
  readonly read: (type: LogType, index: string | null, offset: number, length: number) => readonly LogEntry[];
}

/** Opens the request log of a store. */
export function openLogStore(database: PracticeDatabase, clock: PracticeClock): LogStore {
  const insert = database.prepare<[Instant, string, number, string, string]>(
    'INSERT INTO logs (at, sort, failed, index_name, entry) VALUES (?, ?, ?, ?, ?)',
  );
  const trim = database.prepare<[number | bigint]>('DELETE FROM logs WHERE number <= ?');
  const read = database
    .prepare<{ since: Instant; type: LogType; index: string | null; offset: number; length: number }, string>(
      `SELECT entry FROM logs
       WHERE at >= @since AND (@index IS NULL OR index_name = @index)
         AND (@type = 'all' OR sort = @type OR (@type = 'error' AND failed = 1))
       ORDER BY number DESC LIMIT @length OFFSET @offset`,
    )
    .pluck();
  return {
    add: ({ at, sort, failed, index, entry }) => {
      const { lastInsertRowid } = insert.run(at, sort, failed ? 1 : 0, index, JSON.stringify(entry));
      trim.run(Number(lastInsertRowid) - KEPT_REQUESTS);
    },
    read: (type, index, offset, length) =>
      read
        .all({ since: clock.now() - KEPT_MS, type, index, offset, length })
        .map((entry) => logEntrySchema.parse(JSON.parse(entry))),
  };
}
