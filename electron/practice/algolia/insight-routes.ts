import { z } from 'zod';
import type { Instant } from '#shared/ids';
import { Refusal, type PracticeAnswer } from '../exchange';
import { accept, parseJson } from '../json';
import type { Cluster } from './cluster';
import type { Context } from './context';
import { LOG_TYPES } from './log-store';
import { integerOf, textOf } from './parameters';
import { ok, route, type Route } from '../routes';
import { dayOf, type Day } from './statistics';

const DAY_MS = 86_400_000;
const HOUR_MS = 3_600_000;
const MAX_LOG_LENGTH = 1000;

function queryOf(context: Context): ReadonlyMap<string, unknown> {
  return new Map<string, unknown>(context.request.query);
}

/** `GET /1/logs` (key-apis A11); reading the log leaves no entry in it. */
function readLogs(context: Context, cluster: Cluster): PracticeAnswer {
  context.requireOne('readLogs');
  const query = queryOf(context);
  const type = LOG_TYPES.find((one) => one === (textOf(query, 'type') || 'all'));
  if (type === undefined) throw new Refusal(400, `type must be one of ${LOG_TYPES.join(', ')}`);
  const length = integerOf(query, 'length', 10);
  if (length > MAX_LOG_LENGTH) throw new Refusal(400, `length must be at most ${MAX_LOG_LENGTH}`);
  const index = textOf(query, 'indexName');
  return ok({
    logs: cluster.logs.read(type, index === '' ? null : index, integerOf(query, 'offset', 0), length),
  });
}

function dayParameter(query: ReadonlyMap<string, unknown>, name: string, fallback: Day): Day {
  const text = textOf(query, name);
  if (text === '') return fallback;
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) throw new Refusal(400, `${name} must be a day, YYYY-MM-DD`);
  return text;
}

interface Span {
  readonly index: string;
  readonly from: Day;
  readonly to: Day;
}

/** Requires analytics of the index that the request names, for the last 8 days unless it says otherwise. */
function analyticsSpan(context: Context, cluster: Cluster): Span {
  const query = queryOf(context);
  const index = textOf(query, 'index');
  context.requireOne('readAnalytics', index === '' ? undefined : index);
  if (index === '') throw new Refusal(400, 'index is missing');
  const now = cluster.clock.now();
  return {
    index,
    from: dayParameter(query, 'startDate', dayOf(now - 7 * DAY_MS)),
    to: dayParameter(query, 'endDate', dayOf(now)),
  };
}

function topSearches(context: Context, cluster: Cluster, onlyWithoutHits: boolean): PracticeAnswer {
  const { index, from, to } = analyticsSpan(context, cluster);
  const limit = integerOf(queryOf(context), 'limit', 10);
  return ok({ searches: cluster.statistics.topSearches(index, from, to, onlyWithoutHits).slice(0, limit) });
}

function countSearches(context: Context, cluster: Cluster): PracticeAnswer {
  const { index, from, to } = analyticsSpan(context, cluster);
  const dates = cluster.statistics.searchesByDay(index, from, to);
  return ok({ count: dates.reduce((sum, { count }) => sum + count, 0), dates });
}

function analyticsStatus(context: Context, cluster: Cluster): PracticeAnswer {
  analyticsSpan(context, cluster);
  return ok({ updatedAt: new Date(cluster.clock.now()).toISOString() });
}

/** The statistics of the usage API that are counted here, and the operations that each of them adds up. */
const USAGE: Readonly<Record<string, readonly string[]>> = {
  search_operations: ['search'],
  total_search_operations: ['search', 'searchFacet'],
  browse_operations: ['browse'],
  get_object_operations: ['getObject'],
  save_object_operations: ['addObject'],
  partial_update_object_operations: ['updateObject'],
  delete_object_operations: ['deleteObject'],
  total_write_operations: [
    'addObject',
    'updateObject',
    'deleteObject',
    'clearIndex',
    'deleteIndex',
    'deleteBy',
  ],
  get_settings_operations: ['getSettings'],
  set_settings_operations: ['setSettings'],
  list_indices_operations: ['listIndexes'],
  get_api_keys_operations: ['listKeys', 'getKey', 'getOwnKey'],
  add_api_key_operations: ['createKey'],
  update_api_key_operations: ['updateKey'],
  delete_api_key_operations: ['deleteKey'],
  get_logs_operations: ['readLogs'],
};

function moment(query: ReadonlyMap<string, unknown>, name: string, fallback: Instant): Instant {
  const text = textOf(query, name);
  if (text === '') return fallback;
  const at = Date.parse(text);
  if (Number.isNaN(at)) throw new Refusal(400, `${name} must be a date`);
  return at;
}

function summed(
  points: readonly { t: Instant; v: number }[],
  step: number,
): readonly { t: Instant; v: number }[] {
  const sums = new Map<Instant, number>();
  for (const { t, v } of points) sums.set(t - (t % step), (sums.get(t - (t % step)) ?? 0) + v);
  return Array.from(sums, ([t, v]) => ({ t, v }));
}

/** `GET /1/usage/{statistics}[/{index}]` (A11): hourly for at most 7 days, daily for at most 365. */
function readUsage(context: Context, cluster: Cluster, names: string, index: string | null): PracticeAnswer {
  context.requireOne('readUsage');
  const query = queryOf(context);
  const granularity = textOf(query, 'granularity') || 'daily';
  if (granularity !== 'daily' && granularity !== 'hourly') {
    throw new Refusal(400, 'granularity must be hourly or daily');
  }
  const [step, longest] = granularity === 'hourly' ? [HOUR_MS, 7 * DAY_MS] : [DAY_MS, 365 * DAY_MS];
  const now = cluster.clock.now();
  const to = moment(query, 'endDate', now + 1);
  const from = moment(query, 'startDate', to - 7 * DAY_MS);
  if (to - from > longest + DAY_MS)
    throw new Refusal(400, 'The time between startDate and endDate is too long');
  const counts = names.split(',').map((name): [string, unknown] => {
    const operations = Object.hasOwn(USAGE, name) ? USAGE[name] : undefined;
    if (operations === undefined) throw new Refusal(400, `Unknown statistic ${name}`);
    const points = cluster.statistics.callsByHour(operations, index, from - (from % HOUR_MS), to);
    return [name, summed(points, step)];
  });
  return ok(Object.fromEntries(counts));
}

const strategySchema = z.object({
  eventScoring: z.array(z.looseObject({ eventName: z.string(), eventType: z.string(), score: z.number() })),
  facetScoring: z.array(z.looseObject({ facetName: z.string(), score: z.number() })),
  personalizationImpact: z.number().min(0).max(100),
});
const STRATEGY = 'personalizationStrategy';
const DEFAULT_STRATEGY = { eventScoring: [], facetScoring: [], personalizationImpact: 0 };

function getStrategy(context: Context, cluster: Cluster): PracticeAnswer {
  context.requireOne('usePersonalization');
  const stored = cluster.facts.get(STRATEGY);
  return ok(stored === null ? DEFAULT_STRATEGY : strategySchema.parse(JSON.parse(stored)));
}

function setStrategy(context: Context, cluster: Cluster): PracticeAnswer {
  context.requireOne('usePersonalization');
  const strategy = accept(strategySchema, parseJson(context.request.body));
  cluster.facts.set(STRATEGY, JSON.stringify(strategy));
  return ok({ status: 200, message: 'The strategy was updated' });
}

/** What a user searched for, counted by index. */
function getProfile(context: Context, cluster: Cluster, userToken: string): PracticeAnswer {
  context.requireOne('usePersonalization');
  const profile = cluster.statistics.profile(userToken);
  if (profile === null) throw new Refusal(404, 'No profile for this user token');
  return ok({
    userToken,
    lastEventAt: new Date(profile.lastAt).toISOString(),
    scores: { index: profile.counts },
  });
}

function deleteProfile(context: Context, cluster: Cluster, userToken: string): PracticeAnswer {
  context.requireOne('usePersonalization');
  cluster.statistics.forgetProfile(userToken);
  return ok({ userToken, deletedUntil: new Date(cluster.clock.now()).toISOString() });
}

/** Logs, analytics, usage and personalization: real counts of what this cluster was asked. */
export function insightRoutes(cluster: Cluster): readonly Route<Context>[] {
  return [
    route('GET', '/1/logs', (context) => readLogs(context, cluster)),
    route('GET', '/2/searches', (context) => topSearches(context, cluster, false)),
    route('GET', '/2/searches/noResults', (context) => topSearches(context, cluster, true)),
    route('GET', '/2/searches/count', (context) => countSearches(context, cluster)),
    route('GET', '/2/status', (context) => analyticsStatus(context, cluster)),
    route('GET', '/1/usage/:statistics', (context, part) =>
      readUsage(context, cluster, part('statistics'), null),
    ),
    route('GET', '/1/usage/:statistics/:index', (context, part) =>
      readUsage(context, cluster, part('statistics'), part('index')),
    ),
    route('GET', '/1/strategies/personalization', (context) => getStrategy(context, cluster)),
    route('POST', '/1/strategies/personalization', (context) => setStrategy(context, cluster)),
    route('GET', '/1/profiles/personalization/:token', (context, part) =>
      getProfile(context, cluster, part('token')),
    ),
    route('DELETE', '/1/profiles/personalization/:token', (context, part) =>
      deleteProfile(context, cluster, part('token')),
    ),
  ];
}
