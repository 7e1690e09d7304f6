import type { AlgoliaConnection } from '#shared/kinds/algolia/connection';
import { Refusal, type PracticeAnswer, type PracticeRequest } from '../exchange';
import { openPracticeDatabase } from '../database';
import { openFacts } from '../facts';
import { accept, isJsonObject } from '../json';
import type { Handled, KindServer, KindServerOptions, PracticeKind, Took } from '../kind-server';
import { randomHex, randomText } from '../random';
import { findRoute, type Route } from '../routes';
import { createCallerFinder, type CallerFinder } from './caller';
import { clusterSettingsSchema, type Cluster, type ClusterSettings } from './cluster';
import { createContext, type Context } from './context';
import { seedDefaults } from './defaults';
import { seedDemo } from './demo';
import { openIndexStore } from './index-store';
import { indexRoutes } from './index-routes';
import { insightRoutes } from './insight-routes';
import { keyRoutes } from './key-routes';
import { openKeyStore } from './key-store';
import { logEntry } from './log-entry';
import { openLogStore } from './log-store';
import { openRateStore } from './rate-store';
import { algoliaSchema } from './schema';
import { searchRoutes } from './search-routes';
import { openStatistics } from './statistics';
import { bodyUserToken } from './user-token';
import { writeRoutes } from './write-routes';

const ID_ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789';
const ADMIN_KEY = 'adminKey';
/** Requests whose log type is `query`; all others build or change something. */
const QUERIES: ReadonlySet<string> = new Set(['search', 'searchFacet', 'browse', 'getObject']);

interface OpenCluster extends Cluster {
  readonly setSettings: (settings: ClusterSettings) => void;
}

function openCluster(options: KindServerOptions): OpenCluster {
  const { clock, random } = options;
  const database = openPracticeDatabase(options.dataDir, 'algolia', algoliaSchema);
  const facts = openFacts(database);
  const keys = openKeyStore(database, clock, random, options.lag);
  let settings: Omit<ClusterSettings, 'lag'> = { emptyMembers: 'omit', listAdminKey: false };
  return {
    applicationId: facts.once('applicationId', () => randomText(random, ID_ALPHABET, 10)),
    adminKey: facts.once(ADMIN_KEY, () => randomHex(random, 16)),
    database,
    clock,
    facts,
    keys,
    rates: openRateStore(database, clock),
    indices: openIndexStore(database, clock),
    statistics: openStatistics(database, clock),
    logs: openLogStore(database, clock),
    settings: () => ({ ...settings, lag: keys.lag() }),
    setSettings: ({ lag, ...others }) => {
      keys.setLag(lag);
      settings = others;
    },
  };
}

const SEEDED = 'seeded';

/** Fills a new store, wholly or not at all, and without lag: what was there from the start is seen at once. */
function seedOnce(cluster: Cluster, options: KindServerOptions): void {
  if (cluster.facts.get(SEEDED) !== null) return;
  const fill = cluster.database.transaction(() => {
    seedDefaults(cluster);
    if (options.seed === 'demo') seedDemo(cluster);
    cluster.facts.set(SEEDED, options.seed);
  });
  cluster.keys.setLag(0);
  fill();
  cluster.keys.setLag(options.lag);
}

function routesOf(cluster: Cluster, options: KindServerOptions): readonly Route<Context>[] {
  return [
    ...keyRoutes(cluster),
    ...indexRoutes(cluster),
    ...insightRoutes(cluster),
    ...searchRoutes(cluster),
    ...writeRoutes(cluster, options.random),
  ];
}

function dispatch(context: Context, routes: readonly Route<Context>[]): PracticeAnswer {
  const { method, segments } = context.request;
  // Whoever is unknown learns nothing about the request itself.
  if (context.caller.subject.sort === 'unknown') context.requireOne('getOwnKey');
  const found = findRoute(routes, method, segments);
  switch (found.sort) {
    case 'none':
      throw new Refusal(404, 'Path not found');
    case 'other-method':
      throw new Refusal(405, 'Method not allowed on this path');
    case 'route':
      return found.route.run(context, found.part);
  }
}

/** The answer to a refusal (key-apis A8). */
function refuse({ status, message }: Refusal): PracticeAnswer {
  return { status, body: { message, status } };
}

function hitsOf(body: unknown): number | null {
  return isJsonObject(body) && typeof body['nbHits'] === 'number' ? body['nbHits'] : null;
}

function record(cluster: Cluster, context: Context, answer: PracticeAnswer, text: string, took: Took): void {
  const wishes = context.done();
  for (const { operation, index } of wishes) cluster.statistics.countCall(operation, index);
  if (wishes.some(({ operation }) => operation === 'readLogs')) return;
  const told = { status: answer.status, text, nbHits: hitsOf(answer.body) };
  const entry = logEntry(context.request, told, wishes, took);
  cluster.logs.add({
    at: took.startedAt,
    sort: wishes.length > 0 && wishes.every(({ operation }) => QUERIES.has(operation)) ? 'query' : 'build',
    failed: answer.status >= 400,
    index: entry.index,
    entry,
  });
}

function handle(
  request: PracticeRequest,
  cluster: Cluster,
  callers: CallerFinder,
  routes: readonly Route<Context>[],
): Handled {
  const context = createContext(request, callers.find(request), bodyUserToken(request), cluster);
  let answer: PracticeAnswer;
  try {
    answer = dispatch(context, routes);
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    answer = refuse(error);
  }
  return {
    answer,
    record: (text, took) => {
      const write = cluster.database.transaction(() => {
        record(cluster, context, answer, text, took);
      });
      write();
    },
  };
}

function open(options: KindServerOptions): KindServer {
  const cluster = openCluster(options);
  seedOnce(cluster, options);
  const callers = createCallerFinder(cluster.applicationId, cluster.adminKey, cluster.keys);
  const routes = routesOf(cluster, options);
  return {
    applicationId: cluster.applicationId,
    adminKey: cluster.adminKey,
    isAdmin: callers.isAdmin,
    refuse,
    handle: (request) => handle(request, cluster, callers, routes),
    settings: {
      get: cluster.settings,
      set: (value) => {
        const now = cluster.settings();
        const { emptyMembers, listAdminKey, lag } = accept(clusterSettingsSchema.partial(), value);
        cluster.setSettings({
          emptyMembers: emptyMembers ?? now.emptyMembers,
          listAdminKey: listAdminKey ?? now.listAdminKey,
          lag: lag ?? now.lag,
        });
      },
    },
    close: () => {
      cluster.database.close();
    },
  };
}

/** The search protocol (key-apis part A). */
export const algoliaPractice: PracticeKind = {
  open,
  connectionTo: (url, applicationId) => ({ applicationId, hosts: [url] }) satisfies AlgoliaConnection,
};
