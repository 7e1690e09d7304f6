import type { AlgorithmiaConnection } from '#shared/kinds/algorithmia/connection';
import { openPracticeDatabase } from '../database';
import { Refusal, type PracticeAnswer } from '../exchange';
import { openFacts, type Facts } from '../facts';
import { accept } from '../json';
import type { KindServer, KindServerOptions, PracticeKind } from '../kind-server';
import { randomText } from '../random';
import { findRoute, type Route } from '../routes';
import { algorithmRoutes } from './algorithm-routes';
import { openAlgorithmStore } from './algorithm-store';
import { buildRoutes } from './build-routes';
import { callRoutes } from './call-routes';
import { findCaller, isAdmin } from './caller';
import { clusterSettingsSchema, type Cluster, type ClusterSettings } from './cluster';
import { createContext, type Context } from './context';
import { dataRoutes } from './data-routes';
import { openDataStore } from './data-store';
import { seedDefaults, adminKeySpec, FIRST_ADMIN } from './defaults';
import { seedDemo } from './demo';
import { openKeyStore } from './key-store';
import { keyRoutes } from './key-routes';
import { memberRoutes } from './member-routes';
import { openMemberStore } from './member-store';
import { organizationRoutes } from './organization-routes';
import { openOrganizationStore } from './organization-store';
import { openOrganizationTypes } from './organization-types';
import { refuse } from './refusals';
import { algorithmiaSchema } from './schema';
import { openTokens } from './tokens';
import { userRoutes } from './user-routes';
import { openUserStore } from './user-store';

const NAME_ALPHABET = 'abcdefghijklmnopqrstuvwxyz';
const SEEDED = 'seeded';
const SETTINGS = 'settings';
const DEFAULT_SETTINGS: ClusterSettings = { keysById: true, userKeys: 'admin' };

function openCluster({ clock, random, dataDir }: KindServerOptions): Cluster & { readonly facts: Facts } {
  const database = openPracticeDatabase(dataDir, 'algorithmia', algorithmiaSchema);
  const facts = openFacts(database);
  return {
    database,
    clock,
    facts,
    users: openUserStore(database, clock, random),
    organizations: openOrganizationStore(database, clock, random),
    types: openOrganizationTypes(database, random),
    members: openMemberStore(database),
    keys: openKeyStore(database, clock, random),
    algorithms: openAlgorithmStore(database, clock, random),
    data: openDataStore(database, clock),
    tokens: openTokens(facts, clock),
    settings: () => {
      const kept = facts.get(SETTINGS);
      return kept === null ? DEFAULT_SETTINGS : clusterSettingsSchema.parse(JSON.parse(kept));
    },
    setSettings: (settings) => {
      facts.set(SETTINGS, JSON.stringify(settings));
    },
  };
}

/** Fills a new store, wholly or not at all. */
function seedOnce(cluster: Cluster & { readonly facts: Facts }, options: KindServerOptions): void {
  if (cluster.facts.get(SEEDED) !== null) return;
  const fill = cluster.database.transaction(() => {
    seedDefaults(cluster);
    if (options.seed === 'demo') seedDemo(cluster);
    cluster.facts.set(SEEDED, options.seed);
  });
  fill();
}

/** The oldest admin key; when all were deleted a new one, since the folder could not be used otherwise. */
function adminKeyOf({ keys }: Cluster): string {
  const key = keys.firstAdmin() ?? keys.add(adminKeySpec(FIRST_ADMIN, 'Cluster administration'));
  return key.secret;
}

function dispatch(context: Context, routes: readonly Route<Context>[]): PracticeAnswer {
  // Whoever is unknown learns nothing about the request itself.
  if (context.caller.subject.sort === 'unknown') context.require('listAlgorithms');
  const found = findRoute(routes, context.request.method, context.request.segments);
  switch (found.sort) {
    case 'none':
      throw new Refusal(404, 'Path not found');
    case 'other-method':
      throw new Refusal(405, 'Method not allowed on this path');
    case 'route':
      return found.route.run(context, found.part);
  }
}

function answerTo(context: Context, cluster: Cluster, routes: readonly Route<Context>[]): PracticeAnswer {
  const carryOut = cluster.database.transaction(() => dispatch(context, routes));
  try {
    return carryOut();
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return refuse(error);
  }
}

function routesOf(cluster: Cluster): readonly Route<Context>[] {
  return [
    ...keyRoutes(cluster),
    ...userRoutes(cluster),
    ...organizationRoutes(cluster),
    ...memberRoutes(cluster),
    ...algorithmRoutes(cluster),
    ...buildRoutes(cluster),
    ...callRoutes(cluster),
    ...dataRoutes(cluster),
  ];
}

/** Changes of this protocol are seen at once: nothing is known of a delay, so that `lag` plays no part. */
function open(options: KindServerOptions): KindServer {
  const cluster = openCluster(options);
  seedOnce(cluster, options);
  const routes = routesOf(cluster);
  return {
    applicationId: cluster.facts.once(
      'name',
      () => `practice-${randomText(options.random, NAME_ALPHABET, 6)}`,
    ),
    adminKey: adminKeyOf(cluster),
    isAdmin: (request) => isAdmin(findCaller(request, cluster)),
    refuse,
    handle: (request) => ({
      answer: answerTo(createContext(request, findCaller(request, cluster), options.clock), cluster, routes),
      // This protocol tells no log of its requests.
      record: () => undefined,
    }),
    settings: {
      // What signs the tokens is shown, so that they can be made.
      get: () => ({ ...cluster.settings(), signingKey: cluster.tokens.signingKey }),
      set: (value) => {
        const now = cluster.settings();
        const { keysById, userKeys } = accept(clusterSettingsSchema.partial(), value);
        cluster.setSettings({ keysById: keysById ?? now.keysById, userKeys: userKeys ?? now.userKeys });
      },
    },
    close: () => {
      cluster.database.close();
    },
  };
}

/** The Algorithmia protocol (key-apis part B). */
export const algorithmiaPractice: PracticeKind = {
  open,
  connectionTo: (url) => ({ baseUrl: url }) satisfies AlgorithmiaConnection,
};
