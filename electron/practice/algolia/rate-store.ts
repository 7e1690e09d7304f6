import type { PracticeClock } from '../clock';
import type { PracticeDatabase } from '../database';

/** The window of `maxQueriesPerIPPerHour`: sliding, 3,600 s (key-apis A8). */
const RATE_WINDOW_MS = 3_600_000;

/** How many requests of a limited key were accepted for a caller within the window; kept over a restart. */
export interface RateStore {
  readonly used: (secret: string, caller: string) => number;
  readonly count: (secret: string, caller: string) => void;
}

/** Opens the counts of a store. `caller` is what decide's `rateIdentity` names. */
export function openRateStore(database: PracticeDatabase, clock: PracticeClock): RateStore {
  const used = database
    .prepare<[string, string, number], number>(
      'SELECT count(*) FROM accepted WHERE secret = ? AND caller = ? AND at > ?',
    )
    .pluck();
  const insert = database.prepare<[string, string, number]>(
    'INSERT INTO accepted (secret, caller, at) VALUES (?, ?, ?)',
  );
  const forget = database.prepare<[number]>('DELETE FROM accepted WHERE at <= ?');
  return {
    used: (secret, caller) => used.get(secret, caller, clock.now() - RATE_WINDOW_MS) ?? 0,
    count: (secret, caller) => {
      forget.run(clock.now() - RATE_WINDOW_MS);
      insert.run(secret, caller, clock.now());
    },
  };
}
