import { algoliasearch as connectV5 } from 'algoliasearch';
import connectV3 from 'algoliasearch-v3';
import connectV4 from 'algoliasearch-v4';

/** Where a client is pointed at, and as whom. */
export interface Target {
  readonly port: number;
  readonly applicationId: string;
  readonly key: string;
}

export interface Spec {
  readonly acl: readonly string[];
  readonly validity?: number;
  readonly maxQueriesPerIPPerHour?: number;
  readonly maxHitsPerQuery?: number;
  readonly indexes?: readonly string[];
  readonly referers?: readonly string[];
  readonly queryParameters?: string;
  readonly description?: string;
}

type Json = Readonly<Record<string, unknown>>;

/** The same things done with each official client, each in its own way. */
export interface ClientUnderTest {
  readonly add: (spec: Spec) => Promise<Json>;
  readonly list: () => Promise<Json>;
  readonly get: (key: string) => Promise<Json>;
  readonly update: (key: string, spec: Spec) => Promise<Json>;
  readonly remove: (key: string) => Promise<Json>;
  readonly restore: (key: string) => Promise<Json>;
  readonly secure: (parent: string, restrictions: Json) => string;
  readonly remaining: (secured: string) => number;
  readonly search: (index: string, query: string) => Promise<Json>;
  readonly searchMany: (index: string, queries: readonly string[]) => Promise<Json>;
  readonly browse: (index: string) => Promise<Json>;
  readonly save: (index: string, object: Json) => Promise<Json>;
  readonly saveMany: (index: string, objects: readonly Json[]) => Promise<Json>;
  readonly removeObject: (index: string, objectId: string) => Promise<Json>;
  readonly settings: (index: string) => Promise<Json>;
  readonly listIndices: () => Promise<Json>;
  readonly logs: () => Promise<Json>;
}

/** What every one of the clients says about a refusal. */
export interface ClientError {
  readonly status: number | undefined;
  readonly message: string;
}

function forV3({ queryParameters, ...spec }: Spec) {
  // A text is taken apart into its characters by this client, so an object is what works.
  const forced =
    queryParameters === undefined
      ? {}
      : { queryParameters: Object.fromEntries(new URLSearchParams(queryParameters)) };
  return { ...spec, ...forced };
}

/** algoliasearch 3.35.1 */
export function v3({ port, applicationId, key }: Target): ClientUnderTest {
  const client = connectV3(applicationId, key, { hosts: [`127.0.0.1:${port}`], protocol: 'http:' });
  return {
    add: (spec) => client.addApiKey(spec.acl, forV3(spec)),
    list: () => client.listApiKeys(),
    get: (one) => client.getApiKey(one),
    update: (one, spec) => client.updateApiKey(one, spec.acl, forV3(spec)),
    remove: (one) => client.deleteApiKey(one),
    restore: (one) => client.restoreApiKey(one),
    secure: (parent, restrictions) => client.generateSecuredApiKey(parent, { ...restrictions }),
    remaining: (secured) => client.getSecuredApiKeyRemainingValidity(secured),
    search: (index, query) => client.initIndex(index).search(query),
    searchMany: (index, queries) => client.search(queries.map((query) => ({ indexName: index, query }))),
    browse: (index) => client.initIndex(index).browse(''),
    save: (index, object) => client.initIndex(index).addObject({ ...object }),
    saveMany: (index, objects) => client.initIndex(index).saveObjects(objects.map((one) => ({ ...one }))),
    removeObject: (index, objectId) => client.initIndex(index).deleteObject(objectId),
    settings: (index) => client.initIndex(index).getSettings(),
    listIndices: () => client.listIndexes(),
    logs: () => client.getLogs({ offset: 0, length: 10, type: 'all' }),
  };
}

/** algoliasearch 4.27.0, with its own client at hand for the waits. */
export function rawV4({ port, applicationId, key }: Target, options: Json = {}) {
  return connectV4(applicationId, key, {
    hosts: [{ url: `127.0.0.1:${port}`, protocol: 'http' }],
    ...options,
  });
}

type V4Client = ReturnType<typeof rawV4>;
type V4Acl = Parameters<V4Client['addApiKey']>[0];
type V4Update = NonNullable<Parameters<V4Client['updateApiKey']>[1]>;

/** A spec as the fourth client's types want it; what is sent is the same. */
export function forV4(spec: Spec): V4Update {
  return spec as V4Update;
}

export function v4(target: Target): ClientUnderTest {
  const client = rawV4(target);
  return {
    add: ({ acl, ...spec }) => client.addApiKey(acl as V4Acl, spec),
    list: async () => ({ ...(await client.listApiKeys()) }),
    get: async (one) => ({ ...(await client.getApiKey(one)) }),
    update: (one, spec) => client.updateApiKey(one, forV4(spec)),
    remove: (one) => client.deleteApiKey(one),
    restore: (one) => client.restoreApiKey(one),
    secure: (parent, restrictions) => client.generateSecuredApiKey(parent, restrictions),
    remaining: (secured) => client.getSecuredApiKeyRemainingValidity(secured),
    search: async (index, query) => ({ ...(await client.initIndex(index).search(query)) }),
    searchMany: async (index, queries) => ({
      ...(await client.multipleQueries(queries.map((query) => ({ indexName: index, query })))),
    }),
    browse: async (index) => {
      const hits: Json[] = [];
      await client.initIndex(index).browseObjects<Json>({ batch: (batch) => hits.push(...batch) });
      return { hits };
    },
    save: async (index, object) => ({
      ...(await client.initIndex(index).saveObject(object, { autoGenerateObjectIDIfNotExist: true })),
    }),
    saveMany: async (index, objects) => ({ ...(await client.initIndex(index).saveObjects(objects)) }),
    removeObject: async (index, objectId) => ({ ...(await client.initIndex(index).deleteObject(objectId)) }),
    settings: async (index) => ({ ...(await client.initIndex(index).getSettings()) }),
    listIndices: async () => ({ ...(await client.listIndices()) }),
    logs: async () => ({ ...(await client.getLogs({ offset: 0, length: 10, type: 'all' })) }),
  };
}

/** algoliasearch 5.64.0, with its own client at hand for the waits. */
export function rawV5({ port, applicationId, key }: Target, options: Json = {}) {
  return connectV5(applicationId, key, {
    hosts: [{ url: '127.0.0.1', port, accept: 'readWrite', protocol: 'http' }],
    ...options,
  });
}

/** A spec as the fifth client's types want it: mutable lists of known permissions. */
export function forV5(spec: Spec) {
  type ApiKey = Parameters<ReturnType<typeof rawV5>['addApiKey']>[0];
  return structuredClone(spec) as ApiKey;
}

/** What the fifth client has in Node alone; the types that are found here are those of the browser. */
interface OnlyInNode {
  generateSecuredApiKey(options: { parentApiKey: string; restrictions: Json }): string;
  getSecuredApiKeyRemainingValidity(options: { securedApiKey: string }): number;
}

export function v5(target: Target): ClientUnderTest {
  const client = rawV5(target);
  const node = client as unknown as OnlyInNode;
  return {
    add: async (spec) => ({ ...(await client.addApiKey(forV5(spec))) }),
    list: async () => ({ ...(await client.listApiKeys()) }),
    get: async (one) => ({ ...(await client.getApiKey({ key: one })) }),
    update: async (one, spec) => ({ ...(await client.updateApiKey({ key: one, apiKey: forV5(spec) })) }),
    remove: async (one) => ({ ...(await client.deleteApiKey({ key: one })) }),
    restore: async (one) => ({ ...(await client.restoreApiKey({ key: one })) }),
    secure: (parent, restrictions) => node.generateSecuredApiKey({ parentApiKey: parent, restrictions }),
    remaining: (secured) => node.getSecuredApiKeyRemainingValidity({ securedApiKey: secured }),
    search: async (index, query) => ({
      ...(await client.searchSingleIndex({ indexName: index, searchParams: { query } })),
    }),
    searchMany: async (index, queries) => ({
      ...(await client.search({ requests: queries.map((query) => ({ indexName: index, query })) })),
    }),
    browse: async (index) => ({ ...(await client.browse({ indexName: index })) }),
    save: async (index, object) => ({
      ...(await client.saveObject({ indexName: index, body: { ...object } })),
    }),
    saveMany: async (index, objects) => {
      const [first] = await client.saveObjects({
        indexName: index,
        objects: objects.map((one) => ({ ...one })),
      });
      return { ...first };
    },
    removeObject: async (index, objectID) => ({
      ...(await client.deleteObject({ indexName: index, objectID })),
    }),
    settings: async (index) => ({ ...(await client.getSettings({ indexName: index })) }),
    listIndices: async () => ({ ...(await client.listIndices()) }),
    logs: async () => ({ ...(await client.getLogs({ offset: 0, length: 10, type: 'all' })) }),
  };
}

/** The three clients by their exact versions. */
export const CLIENTS = [
  { version: '3.35.1', connect: v3 },
  { version: '4.27.0', connect: v4 },
  { version: '5.64.0', connect: v5 },
] as const;

/** How a call was refused; throws when it was not. */
export async function refusal(call: Promise<unknown>): Promise<ClientError> {
  try {
    await call;
  } catch (thrown) {
    const error = thrown as { status?: number; statusCode?: number; message: string };
    return { status: error.status ?? error.statusCode, message: error.message };
  }
  throw new Error('The call was expected to be refused, and succeeded.');
}
