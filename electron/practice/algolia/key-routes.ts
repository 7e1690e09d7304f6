import { sourceAllows } from '#shared/kinds/algolia/decide-checks';
import { splitSources } from '#shared/kinds/algolia/query-parameters';
import type { AlgoliaSpec } from '#shared/kinds/algolia/spec';
import { readKeySpecBody } from '#shared/kinds/algolia/wire';
import { Refusal, type PracticeAnswer } from '../exchange';
import { parseJson } from '../json';
import type { Cluster } from './cluster';
import type { Context } from './context';
import { adminKeyInfo, keyInfo, REDACTED } from './key-info';
import { ok, route, type Route } from '../routes';

/** The words of the answers about keys (key-apis A8). */
const ABSENT = new Refusal(404, 'Key does not exist');
const STILL_THERE = new Refusal(404, 'Key already exists');

function rfc3339(at: number): string {
  return new Date(at).toISOString();
}

function readBody(context: Context, cluster: Cluster, purpose: 'create' | 'update'): AlgoliaSpec {
  const result = readKeySpecBody(parseJson(context.request.body), purpose, cluster.clock.now());
  if (!result.ok) throw new Refusal(400, result.message);
  return result.spec;
}

/** A key may only be created from inside the network that it is restricted to (A7). */
function refuseOutside(spec: AlgoliaSpec, ip: string): void {
  const outside = splitSources(spec.queryParameters).sources.find((source) => !sourceAllows(source, ip));
  if (outside === undefined) return;
  throw new Refusal(
    400,
    `restrictSources ${outside} does not contain the address ${ip} that creates the key`,
  );
}

function listKeys(context: Context, cluster: Cluster): PracticeAnswer {
  context.requireOne('listKeys');
  const now = cluster.clock.now();
  const { emptyMembers, listAdminKey } = cluster.settings();
  const infos = cluster.keys.list().map((key) => keyInfo(key, now, emptyMembers === 'emit'));
  return ok({ keys: listAdminKey ? [adminKeyInfo(cluster.adminKey), ...infos] : infos });
}

function createKey(context: Context, cluster: Cluster): PracticeAnswer {
  context.requireOne('createKey');
  const spec = readBody(context, cluster, 'create');
  refuseOutside(spec, context.request.ip);
  const { secret, createdAt } = cluster.keys.add(spec);
  return ok({ key: secret, createdAt: rfc3339(createdAt) });
}

function getKey(context: Context, cluster: Cluster, secret: string): PracticeAnswer {
  const { caller } = context;
  const own = caller.presented === secret;
  context.requireOne(own ? 'getOwnKey' : 'getKey');
  if (secret === cluster.adminKey) return ok(adminKeyInfo(secret));
  // Using the key was a read of it already; a second one would see a later state.
  const key = own ? (caller.restrictions.length === 0 ? caller.key : null) : cluster.keys.read(secret);
  if (key === null) throw ABSENT;
  const info = keyInfo(key, cluster.clock.now(), cluster.settings().emptyMembers === 'emit');
  return ok(caller.subject.sort === 'admin' ? info : { ...info, description: REDACTED });
}

function refuseAdminKey(cluster: Cluster, secret: string): void {
  if (secret === cluster.adminKey) throw new Refusal(403, 'The admin key cannot be changed');
}

function updateKey(context: Context, cluster: Cluster, secret: string): PracticeAnswer {
  context.requireOne('updateKey');
  refuseAdminKey(cluster, secret);
  const spec = readBody(context, cluster, 'update');
  if (cluster.keys.update(secret, spec) === 'absent') throw ABSENT;
  return ok({ key: secret, updatedAt: rfc3339(cluster.clock.now()) });
}

function deleteKey(context: Context, cluster: Cluster, secret: string): PracticeAnswer {
  context.requireOne('deleteKey');
  refuseAdminKey(cluster, secret);
  if (cluster.keys.remove(secret) === 'absent') throw ABSENT;
  return ok({ deletedAt: rfc3339(cluster.clock.now()) });
}

function restoreKey(context: Context, cluster: Cluster, secret: string): PracticeAnswer {
  context.requireOne('restoreKey');
  switch (cluster.keys.restore(secret)) {
    case 'absent':
      throw ABSENT;
    case 'still-there':
      throw STILL_THERE;
    case 'done':
      return ok({ key: secret, createdAt: rfc3339(cluster.keys.createdAt(secret) ?? cluster.clock.now()) });
  }
}

/** Keys that belong to one index were deprecated; there are none, and none can be made (A3). */
function noIndexKeys(context: Context): PracticeAnswer {
  context.requireOne('listKeys');
  return ok({ keys: [] });
}

function refuseIndexKey(operation: string, refusal: Refusal): Route<Context>['run'] {
  return (context) => {
    context.requireOne(operation);
    throw refusal;
  };
}

const NO_INDEX_KEYS = new Refusal(
  404,
  'Keys of a single index are no longer offered: use /1/keys with indexes',
);

/** The six calls of A3, and what is left of the index-level ones. */
export function keyRoutes(cluster: Cluster): readonly Route<Context>[] {
  return [
    route('GET', '/1/keys', (context) => listKeys(context, cluster)),
    route('POST', '/1/keys', (context) => createKey(context, cluster)),
    route('GET', '/1/keys/:key', (context, part) => getKey(context, cluster, part('key'))),
    route('PUT', '/1/keys/:key', (context, part) => updateKey(context, cluster, part('key'))),
    route('DELETE', '/1/keys/:key', (context, part) => deleteKey(context, cluster, part('key'))),
    route('POST', '/1/keys/:key/restore', (context, part) => restoreKey(context, cluster, part('key'))),
    route('GET', '/1/indexes/:index/keys', noIndexKeys),
    route('POST', '/1/indexes/:index/keys', refuseIndexKey('createKey', NO_INDEX_KEYS)),
    route('GET', '/1/indexes/:index/keys/:key', refuseIndexKey('getKey', ABSENT)),
    route('PUT', '/1/indexes/:index/keys/:key', refuseIndexKey('updateKey', ABSENT)),
    route('DELETE', '/1/indexes/:index/keys/:key', refuseIndexKey('deleteKey', ABSENT)),
  ];
}
