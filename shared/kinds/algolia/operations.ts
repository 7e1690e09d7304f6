/**
 * Whether the caller needs certain permissions, must be the administrator, or only has to present a living key.
 */
export type Requirement =
  | { readonly sort: 'permissions'; readonly all: readonly string[] }
  | { readonly sort: 'admin' }
  | { readonly sort: 'any-key' };

/** One thing that a request can do on the cluster (key-apis A4). */
export interface Operation {
  readonly id: string;
  /** For lists of operations: "Search an index". */
  readonly title: string;
  readonly requirement: Requirement;
  /** `index`: the request names an index that the key's patterns must allow. */
  readonly target: 'index' | 'cluster';
  /** Takes search parameters, so that forced parameters and the hit limit act on it. */
  readonly query: boolean;
}

function operation(
  id: string,
  title: string,
  needs: string | readonly string[],
  target: Operation['target'],
  query = false,
): Operation {
  const all = typeof needs === 'string' ? [needs] : needs;
  return { id, title, requirement: { sort: 'permissions', all }, target, query };
}

function administration(id: string, title: string): Operation {
  return { id, title, requirement: { sort: 'admin' }, target: 'cluster', query: false };
}

/** The operations with what each needs (A4, last column of the table). A batch is decided action by action (A8). */
export const operations: readonly Operation[] = [
  operation('search', 'Search an index', 'search', 'index', true),
  operation('searchFacet', 'Search facet values', 'search', 'index', true),
  operation('getObject', 'Get a record', 'search', 'index'),
  operation('recommend', 'Get recommendations', 'search', 'index', true),
  operation('sendEvent', 'Send an event', 'search', 'index'),
  operation('browse', 'Browse an index', 'browse', 'index', true),
  operation('addObject', 'Add or replace a record', 'addObject', 'index'),
  operation('updateObject', 'Update part of a record', 'addObject', 'index'),
  operation('copyIndex', 'Copy an index', 'addObject', 'index'),
  operation('moveIndex', 'Move an index', 'addObject', 'index'),
  operation('getTask', 'Get the status of a task', 'addObject', 'index'),
  operation('deleteObject', 'Delete a record', 'deleteObject', 'index'),
  operation('deleteUserToken', 'Delete the events of a user', 'deleteObject', 'cluster'),
  operation('deleteIndex', 'Delete an index', 'deleteIndex', 'index'),
  operation('clearIndex', 'Clear an index', 'deleteIndex', 'index'),
  operation('deleteBy', 'Delete records by filter', 'deleteIndex', 'index'),
  operation('listIndexes', 'List indices', 'listIndexes', 'cluster'),
  operation('getSettings', 'Read settings', 'settings', 'index'),
  operation('setSettings', 'Change settings', 'editSettings', 'index'),
  operation('readRules', 'Read rules and synonyms', 'settings', 'index'),
  operation('writeRules', 'Change rules and synonyms', 'editSettings', 'index'),
  operation('readDictionaries', 'Read dictionaries', 'settings', 'cluster'),
  operation('writeDictionaries', 'Change dictionaries', 'editSettings', 'cluster'),
  operation('readAnalytics', 'Read analytics', 'analytics', 'index'),
  operation('readUsage', 'Read usage', 'usage', 'cluster'),
  operation('readLogs', 'Read the request logs', 'logs', 'cluster'),
  operation('usePersonalization', 'Read or change personalization', 'recommendation', 'cluster'),
  operation('ingest', 'Run an ingestion', ['addObject', 'deleteIndex', 'editSettings'], 'cluster'),
  {
    id: 'getOwnKey',
    title: 'Read the key itself',
    requirement: { sort: 'any-key' },
    target: 'cluster',
    query: false,
  },
  administration('listKeys', 'List keys'),
  administration('getKey', 'Read another key'),
  administration('createKey', 'Create a key'),
  administration('updateKey', 'Change a key'),
  administration('deleteKey', 'Delete a key'),
  administration('restoreKey', 'Restore a key'),
  administration('manageCluster', 'Manage clusters and allowed sources'),
];

const byId: ReadonlyMap<string, Operation> = new Map(operations.map((one) => [one.id, one]));

/** The operation with this id; undefined for an unknown one. */
export function operationById(id: string): Operation | undefined {
  return byId.get(id);
}
