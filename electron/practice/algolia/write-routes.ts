import type { RandomBytes } from '../random';
import { Refusal, type PracticeAnswer } from '../exchange';
import { isJsonObject, parseJson, parseOptionalJson } from '../json';
import type { Cluster } from './cluster';
import type { Context, Wish } from './context';
import { updatePartially, withObjectId } from './object-changes';
import { flagOf, requestParameters, withForced } from './parameters';
import { ok, route, type Route } from '../routes';
import { matching, readQuery } from './search';

/** What each action of a batch needs: every one its own permission (key-apis A8). */
const ACTIONS = {
  addObject: 'addObject',
  updateObject: 'addObject',
  partialUpdateObject: 'updateObject',
  partialUpdateObjectNoCreate: 'updateObject',
  deleteObject: 'deleteObject',
  clear: 'clearIndex',
  delete: 'deleteIndex',
} as const;
type Action = keyof typeof ACTIONS;

interface Step {
  readonly action: Action;
  readonly index: string;
  readonly body: unknown;
}

function isAction(value: unknown): value is Action {
  return typeof value === 'string' && Object.hasOwn(ACTIONS, value);
}

function iso(cluster: Cluster): string {
  return new Date(cluster.clock.now()).toISOString();
}

/** Reads a batch; `index` null: every request names its own. Throws Refusal 400. */
function readBatch(body: unknown, index: string | null): readonly Step[] {
  const requests = isJsonObject(body) ? body['requests'] : undefined;
  if (!Array.isArray(requests)) throw new Refusal(400, 'requests must be a list');
  return requests.map((entry: unknown) => {
    if (!isJsonObject(entry)) throw new Refusal(400, 'A request of a batch must be an object');
    const { action, body: object, indexName } = entry;
    if (!isAction(action)) throw new Refusal(400, 'Unknown action in the batch');
    const target = index ?? indexName;
    if (typeof target !== 'string' || target === '') throw new Refusal(400, 'indexName is missing');
    return { action, index: target, body: object };
  });
}

/** Carries one step out and answers the id of the object concerned, if there is one. */
function carryOut(step: Step, cluster: Cluster, random: RandomBytes): string | null {
  const { indices } = cluster;
  switch (step.action) {
    case 'clear':
      indices.clear(step.index);
      return null;
    case 'delete':
      indices.drop(step.index);
      return null;
    case 'deleteObject': {
      if (!isJsonObject(step.body) || step.body['objectID'] === undefined) {
        throw new Refusal(400, 'objectID is missing');
      }
      const { objectID } = withObjectId(step.body, null, random);
      indices.remove(step.index, objectID);
      return objectID;
    }
    case 'addObject':
    case 'updateObject': {
      const object = withObjectId(step.body, null, random);
      indices.save(step.index, object);
      return object.objectID;
    }
    case 'partialUpdateObject':
    case 'partialUpdateObjectNoCreate': {
      const object = withObjectId(step.body, null, random);
      updatePartially(indices, step.index, object, step.action === 'partialUpdateObject');
      return object.objectID;
    }
  }
}

/** The wishes of a batch, each once. */
function wishesOf(steps: readonly Step[]): readonly Wish[] {
  const wishes = new Map(
    steps.map(({ action, index }) => [`${ACTIONS[action]}\n${index}`, { operation: ACTIONS[action], index }]),
  );
  return [...wishes.values()];
}

function batch(
  context: Context,
  cluster: Cluster,
  random: RandomBytes,
  index: string | null,
): PracticeAnswer {
  const steps = readBatch(parseJson(context.request.body), index);
  // An empty batch changes nothing, yet only who may add objects may send one.
  context.require(steps.length === 0 ? [{ operation: 'addObject', index }] : wishesOf(steps));
  const run = cluster.database.transaction(() => steps.map((step) => carryOut(step, cluster, random)));
  const objectIDs = run().filter((id) => id !== null);
  if (index !== null) return ok({ taskID: cluster.indices.task(index), objectIDs });
  const touched = [...new Set(steps.map((step) => step.index))];
  return ok({
    taskID: Object.fromEntries(touched.map((name) => [name, cluster.indices.task(name)])),
    objectIDs,
  });
}

function addObject(context: Context, cluster: Cluster, random: RandomBytes, index: string): PracticeAnswer {
  context.requireOne('addObject', index);
  const object = withObjectId(parseJson(context.request.body), null, random);
  cluster.indices.save(index, object);
  const taskID = cluster.indices.task(index);
  return { status: 201, body: { createdAt: iso(cluster), taskID, objectID: object.objectID } };
}

function saveObject(
  context: Context,
  cluster: Cluster,
  random: RandomBytes,
  target: { readonly index: string; readonly objectID: string },
): PracticeAnswer {
  context.requireOne('addObject', target.index);
  cluster.indices.save(target.index, withObjectId(parseJson(context.request.body), target.objectID, random));
  return ok({
    updatedAt: iso(cluster),
    taskID: cluster.indices.task(target.index),
    objectID: target.objectID,
  });
}

function partialUpdate(
  context: Context,
  cluster: Cluster,
  random: RandomBytes,
  target: { readonly index: string; readonly objectID: string },
): PracticeAnswer {
  const { index, objectID } = target;
  context.requireOne('updateObject', index);
  const changes = withObjectId(parseJson(context.request.body), objectID, random);
  const create = flagOf(new Map<string, unknown>(context.request.query), 'createIfNotExists', true);
  updatePartially(cluster.indices, index, changes, create);
  return ok({ updatedAt: iso(cluster), taskID: cluster.indices.task(index), objectID });
}

function deleteObject(context: Context, cluster: Cluster, index: string, objectId: string): PracticeAnswer {
  context.requireOne('deleteObject', index);
  cluster.indices.remove(index, objectId);
  return ok({ deletedAt: iso(cluster), taskID: cluster.indices.task(index) });
}

const FILTERS = ['filters', 'facetFilters', 'numericFilters', 'tagFilters'] as const;

function deleteBy(context: Context, cluster: Cluster, index: string): PracticeAnswer {
  const effects = context.requireOne('deleteBy', index);
  const requested = requestParameters(parseOptionalJson(context.request.body));
  if (!FILTERS.some((name) => requested.has(name))) {
    throw new Refusal(400, 'deleteByQuery needs a filter');
  }
  const settings = cluster.indices.settings(index);
  const query = readQuery(withForced(requested, effects), settings, 0);
  const found = matching(cluster.indices.objects(index), query, settings);
  const remove = cluster.database.transaction(() => {
    for (const { object } of found) cluster.indices.remove(index, object.objectID);
  });
  remove();
  return ok({ updatedAt: iso(cluster), taskID: cluster.indices.task(index) });
}

/** Saving, changing and deleting objects. */
export function writeRoutes(cluster: Cluster, random: RandomBytes): readonly Route<Context>[] {
  return [
    route('POST', '/1/indexes/*/batch', (context) => batch(context, cluster, random, null)),
    route('POST', '/1/indexes/:index/batch', (context, part) =>
      batch(context, cluster, random, part('index')),
    ),
    route('POST', '/1/indexes/:index', (context, part) => addObject(context, cluster, random, part('index'))),
    route('POST', '/1/indexes/:index/deleteByQuery', (context, part) =>
      deleteBy(context, cluster, part('index')),
    ),
    route('PUT', '/1/indexes/:index/:object', (context, part) =>
      saveObject(context, cluster, random, { index: part('index'), objectID: part('object') }),
    ),
    route('POST', '/1/indexes/:index/:object/partial', (context, part) =>
      partialUpdate(context, cluster, random, { index: part('index'), objectID: part('object') }),
    ),
    route('DELETE', '/1/indexes/:index/:object', (context, part) =>
      deleteObject(context, cluster, part('index'), part('object')),
    ),
  ];
}
