import { escapedPath, stringLiteral } from '../quoting';
import type { Deed } from './snippet-code';

/** What a permission is shown by: one call that it is enough for (key-apis A4). */
export interface Example {
  readonly permission: string;
  readonly id: string;
  readonly title: string;
  /** `index` where the call names one. */
  readonly target: 'index' | 'cluster';
  readonly notes?: readonly string[];
  /** `index` is empty for a call on the cluster. */
  readonly deed: (index: string) => Deed;
}

/** One for each permission that a single call shows; reading first, destroying last. */
export const EXAMPLES: readonly Example[] = [
  {
    permission: 'search',
    id: 'search',
    title: 'Search an index',
    target: 'index',
    deed: (index) => ({
      request: { method: 'POST', path: `${pathOf(index)}/query`, body: '{"query":"hello"}' },
      host: 'read',
      clients: {
        javascript: `searchSingleIndex({ indexName: ${stringLiteral(index)}, searchParams: { query: "hello" } })`,
        python: `search_single_index(index_name=${stringLiteral(index)}, search_params={"query": "hello"})`,
      },
    }),
  },
  {
    permission: 'browse',
    id: 'browse',
    title: 'Browse an index',
    target: 'index',
    notes: ['It answers the first page; the cursor in it leads to the next one.'],
    deed: (index) => ({
      request: { method: 'POST', path: `${pathOf(index)}/browse`, body: '{}' },
      host: 'read',
      clients: {
        javascript: `browse({ indexName: ${stringLiteral(index)} })`,
        python: `browse(index_name=${stringLiteral(index)})`,
      },
    }),
  },
  {
    permission: 'listIndexes',
    id: 'list-indices',
    title: 'List the indices',
    target: 'cluster',
    deed: () => ({
      request: { method: 'GET', path: '/1/indexes' },
      host: 'read',
      clients: {
        javascript: 'listIndices()',
        python: 'list_indices()',
      },
    }),
  },
  {
    permission: 'settings',
    id: 'get-settings',
    title: 'Read the settings of an index',
    target: 'index',
    deed: (index) => ({
      request: { method: 'GET', path: `${pathOf(index)}/settings` },
      host: 'read',
      clients: {
        javascript: `getSettings({ indexName: ${stringLiteral(index)} })`,
        python: `get_settings(index_name=${stringLiteral(index)})`,
      },
    }),
  },
  {
    permission: 'analytics',
    id: 'top-searches',
    title: 'Read the top searches',
    target: 'index',
    notes: [
      'The official clients read analytics with a package of its own, so that this is a plain request.',
    ],
    deed: (index) => ({
      request: { method: 'GET', path: `/2/searches?index=${escapedName(index)}` },
      host: 'analytics',
      clients: null,
    }),
  },
  {
    permission: 'logs',
    id: 'read-logs',
    title: 'Read the request logs',
    target: 'cluster',
    deed: () => ({
      request: { method: 'GET', path: '/1/logs' },
      host: 'write',
      clients: {
        javascript: 'getLogs()',
        python: 'get_logs()',
      },
    }),
  },
  {
    permission: 'addObject',
    id: 'add-record',
    title: 'Add a record',
    target: 'index',
    notes: ['It writes: the index is made if there is none of this name.'],
    deed: (index) => ({
      request: { method: 'POST', path: pathOf(index), body: '{"title":"Hello"}' },
      host: 'write',
      clients: {
        javascript: `saveObject({ indexName: ${stringLiteral(index)}, body: { title: "Hello" } })`,
        python: `save_object(index_name=${stringLiteral(index)}, body={"title": "Hello"})`,
      },
    }),
  },
  {
    permission: 'editSettings',
    id: 'set-settings',
    title: 'Change the settings of an index',
    target: 'index',
    notes: ['It writes: searches of this index give 20 hits a page from then on.'],
    deed: (index) => ({
      request: { method: 'PUT', path: `${pathOf(index)}/settings`, body: '{"hitsPerPage":20}' },
      host: 'write',
      clients: {
        javascript: `setSettings({ indexName: ${stringLiteral(index)}, indexSettings: { hitsPerPage: 20 } })`,
        python: `set_settings(index_name=${stringLiteral(index)}, index_settings={"hitsPerPage": 20})`,
      },
    }),
  },
  {
    permission: 'deleteObject',
    id: 'delete-record',
    title: 'Delete a record',
    target: 'index',
    notes: ['It deletes: put the id of a record in place of objectID.'],
    deed: (index) => ({
      request: { method: 'DELETE', path: `${pathOf(index)}/objectID` },
      host: 'write',
      clients: {
        javascript: `deleteObject({ indexName: ${stringLiteral(index)}, objectID: "objectID" })`,
        python: `delete_object(index_name=${stringLiteral(index)}, object_id="objectID")`,
      },
    }),
  },
  {
    permission: 'deleteIndex',
    id: 'delete-index',
    title: 'Delete an index',
    target: 'index',
    notes: ['It deletes the index with all of its records.'],
    deed: (index) => ({
      request: { method: 'DELETE', path: pathOf(index) },
      host: 'write',
      clients: {
        javascript: `deleteIndex({ indexName: ${stringLiteral(index)} })`,
        python: `delete_index(index_name=${stringLiteral(index)})`,
      },
    }),
  },
];

/** The name is one segment, whatever it holds. */
function escapedName(index: string): string {
  return index.split('/').map(escapedPath).join('%2F');
}

function pathOf(index: string): string {
  return `/1/indexes/${escapedName(index)}`;
}
