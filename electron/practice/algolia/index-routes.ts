import { z } from 'zod';
import { Refusal, type PracticeAnswer } from '../exchange';
import { accept, isJsonObject, parseJson } from '../json';
import type { Cluster } from './cluster';
import type { Context } from './context';
import { integerOf } from './parameters';
import { ok, route, type Route } from '../routes';
import { mustExist } from './search-routes';

const operationSchema = z.object({
  operation: z.enum(['copy', 'move']),
  destination: z.string().min(1),
  scope: z.array(z.enum(['settings', 'synonyms', 'rules'])).optional(),
});

const INDICES_PER_PAGE = 100;

function iso(at: number): string {
  return new Date(at).toISOString();
}

/** Only the indices that the key reaches. */
function listIndices(context: Context, cluster: Cluster): PracticeAnswer {
  context.requireOne('listIndexes');
  const query = new Map<string, unknown>(context.request.query);
  const items = cluster.indices
    .list()
    .filter(({ name }) => context.reaches(name))
    .map(({ name, createdAt, updatedAt, entries, dataSize }) => ({
      name,
      createdAt: iso(createdAt),
      updatedAt: iso(updatedAt),
      entries,
      dataSize,
      fileSize: dataSize,
      lastBuildTimeS: 0,
      numberOfPendingTasks: 0,
      pendingTask: false,
    }));
  if (!query.has('page')) return ok({ items, nbPages: 1 });
  const size = Math.max(1, integerOf(query, 'hitsPerPage', INDICES_PER_PAGE));
  const first = integerOf(query, 'page', 0) * size;
  return ok({ items: items.slice(first, first + size), nbPages: Math.ceil(items.length / size) });
}

/** Both indices have to be allowed; a move takes the source away as well, which needs no further permission (A4). */
function copyOrMove(context: Context, cluster: Cluster, index: string): PracticeAnswer {
  const { operation, destination, scope } = accept(operationSchema, parseJson(context.request.body));
  const id = operation === 'copy' ? 'copyIndex' : 'moveIndex';
  context.require([
    { operation: id, index },
    { operation: id, index: destination },
  ]);
  mustExist(cluster, index);
  if (destination === index) throw new Refusal(400, 'The destination must be another index');
  const { indices } = cluster;
  const run = cluster.database.transaction(() => {
    if (operation === 'move') indices.move(index, destination);
    else {
      const settings = scope === undefined || scope.includes('settings');
      indices.copy(index, destination, { objects: scope === undefined, settings });
    }
  });
  run();
  return ok({ updatedAt: iso(cluster.clock.now()), taskID: indices.task(destination) });
}

function getSettings(context: Context, cluster: Cluster, index: string): PracticeAnswer {
  context.requireOne('getSettings', index);
  mustExist(cluster, index);
  return ok({ hitsPerPage: 20, paginationLimitedTo: 1000, ...cluster.indices.settings(index) });
}

/** A null member goes back to its default. */
function setSettings(context: Context, cluster: Cluster, index: string): PracticeAnswer {
  context.requireOne('setSettings', index);
  const changes = parseJson(context.request.body);
  if (!isJsonObject(changes)) throw new Refusal(400, 'The body must be a JSON object');
  const merged = Object.entries({ ...cluster.indices.settings(index), ...changes });
  cluster.indices.setSettings(index, Object.fromEntries(merged.filter(([, value]) => value !== null)));
  return ok({ updatedAt: iso(cluster.clock.now()), taskID: cluster.indices.task(index) });
}

/** Changes to indices take effect at once, so every known task is done. */
function getTask(context: Context, cluster: Cluster, index: string, task: string): PracticeAnswer {
  context.requireOne('getTask', index);
  if (!/^\d{1,15}$/.test(task)) throw new Refusal(400, 'taskID must be a number');
  if (!cluster.indices.hasTask(index, Number(task))) throw new Refusal(404, 'Task does not exist');
  return ok({ status: 'published', pendingTask: false });
}

function clearIndex(context: Context, cluster: Cluster, index: string): PracticeAnswer {
  context.requireOne('clearIndex', index);
  cluster.indices.clear(index);
  return ok({ updatedAt: iso(cluster.clock.now()), taskID: cluster.indices.task(index) });
}

function deleteIndex(context: Context, cluster: Cluster, index: string): PracticeAnswer {
  context.requireOne('deleteIndex', index);
  cluster.indices.drop(index);
  return ok({ deletedAt: iso(cluster.clock.now()), taskID: cluster.indices.task(index) });
}

/** Indices as a whole: list, settings, copy, move, clear, delete, tasks. */
export function indexRoutes(cluster: Cluster): readonly Route<Context>[] {
  return [
    route('GET', '/1/indexes', (context) => listIndices(context, cluster)),
    route('POST', '/1/indexes/:index/operation', (context, part) =>
      copyOrMove(context, cluster, part('index')),
    ),
    route('GET', '/1/indexes/:index/settings', (context, part) =>
      getSettings(context, cluster, part('index')),
    ),
    route('PUT', '/1/indexes/:index/settings', (context, part) =>
      setSettings(context, cluster, part('index')),
    ),
    route('GET', '/1/indexes/:index/task/:task', (context, part) =>
      getTask(context, cluster, part('index'), part('task')),
    ),
    route('POST', '/1/indexes/:index/clear', (context, part) => clearIndex(context, cluster, part('index'))),
    route('DELETE', '/1/indexes/:index', (context, part) => deleteIndex(context, cluster, part('index'))),
  ];
}
