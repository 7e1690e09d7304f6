import { codeOfStatus, REFUSALS } from '#shared/kinds/algorithmia/decide-checks';
import type { AlgorithmiaSpec, Owner } from '#shared/kinds/algorithmia/spec';
import { Content, type PracticeAnswer } from '../exchange';
import { ok, route, type PathParts, type Route } from '../routes';
import type { Cluster } from './cluster';
import type { Context } from './context';
import {
  maskedKey,
  readCreate,
  readImport,
  readOrganizationCreate,
  readReplacement,
  wholeKey,
} from './key-body';
import type { StoredKey } from './key-store';
import { paged } from './page';
import { ApiRefusal, invalid, noSuchOrganization, noSuchUser } from './refusals';

/** Whose keys a path is about. */
interface Place {
  readonly path: string;
  /** Throws for callers that may not list and create keys there. */
  readonly admit: () => void;
  /** The account that the path names; throws 404 when there is none. */
  readonly owner: (part: PathParts) => Owner;
  readonly list: (owner: Owner) => readonly StoredKey[];
}

const NO_SUCH_KEY = new ApiRefusal(404, REFUSALS.unknownKey.code, REFUSALS.unknownKey.message);
/** As a server words it that keeps a call for browser sessions (key-apis B3). */
const NEEDS_SESSION = new ApiRefusal(401, codeOfStatus(403), 'Sign in to use this call');
/** As a server answers that has no such route at all. */
const NO_ROUTE: PracticeAnswer = { status: 404, body: new Content(Buffer.from('Not Found'), 'text/plain') };
const FOREIGN = new ApiRefusal(403, codeOfStatus(403), 'The key belongs to another owner');

function userPlace({ users, keys, settings }: Cluster): Place {
  return {
    path: '/v1/users/:username/keys',
    admit: () => {
      if (settings().userKeys === 'session') throw NEEDS_SESSION;
    },
    owner: (part) => {
      const user = users.find(part('username'));
      if (user === null) throw noSuchUser(part('username'));
      return { sort: 'user', user: user.username };
    },
    list: (owner) => (owner.sort === 'user' ? keys.ofUser(owner.user) : []),
  };
}

function organizationPlace({ organizations, keys }: Cluster): Place {
  return {
    path: '/v1/organizations/:org/keys',
    admit: () => undefined,
    owner: (part) => {
      const organization = organizations.find(part('org'));
      if (organization === null) throw noSuchOrganization(part('org'));
      return { sort: 'organization', organization: organization.name };
    },
    list: (owner) => (owner.sort === 'organization' ? keys.ofOrganization(owner.organization) : []),
  };
}

/** The organization's keys for members stand in its own list (B3). */
function belongsTo(owner: Owner, place: Owner): boolean {
  if (place.sort === 'user') return owner.sort === 'user' && owner.user === place.user;
  return owner.sort !== 'user' && owner.organization === place.organization;
}

function keyAt(place: Place, part: PathParts, { keys }: Cluster): StoredKey {
  const owner = place.owner(part);
  const key = keys.find(part('keyId'));
  if (key === null) throw NO_SUCH_KEY;
  if (!belongsTo(key.spec.owner, owner)) throw FOREIGN;
  return key;
}

function replaceKey(context: Context, key: StoredKey, { keys }: Cluster): PracticeAnswer {
  const spec = readReplacement(context.request.body, key);
  keys.update(key.keyId, spec);
  return ok(wholeKey({ ...key, spec }));
}

/** A key as it is told where keys have no ids, unless the cluster was told to have them. */
function told(
  whole: Readonly<Record<string, unknown>>,
  { settings }: Cluster,
): Readonly<Record<string, unknown>> {
  const { key_id, ...rest } = whole;
  return settings().keysById ? { key_id, ...rest } : rest;
}

/** A route to one key; not there where keys have no ids. */
function byId(cluster: Cluster, method: string, path: string, run: Route<Context>['run']): Route<Context> {
  return route(method, path, (context, part) =>
    cluster.settings().keysById ? run(context, part) : NO_ROUTE,
  );
}

/** One key of an account: the completion of B8. */
function placeRoutes(place: Place, cluster: Cluster): readonly Route<Context>[] {
  const { keys } = cluster;
  const one = `${place.path}/:keyId`;
  return [
    route('GET', place.path, (context, part) => {
      context.require('listKeys');
      place.admit();
      return ok(place.list(place.owner(part)).map((key) => told(wholeKey(key), cluster)));
    }),
    byId(cluster, 'GET', one, (context, part) => {
      context.require('listKeys');
      place.admit();
      return ok(wholeKey(keyAt(place, part, cluster)));
    }),
    byId(cluster, 'PUT', one, (context, part) => {
      context.require('updateKey');
      place.admit();
      return replaceKey(context, keyAt(place, part, cluster), cluster);
    }),
    byId(cluster, 'DELETE', one, (context, part) => {
      context.require('deleteKey');
      place.admit();
      keys.remove(keyAt(place, part, cluster).keyId);
      return { status: 204, body: null };
    }),
    byId(cluster, 'POST', `${one}/rotate`, (context, part) => {
      context.require('updateKey');
      place.admit();
      const key = keyAt(place, part, cluster);
      return ok(wholeKey({ ...key, secret: keys.rotate(key.keyId) }));
    }),
  ];
}

function creation(
  place: Place,
  cluster: Cluster,
  read: (body: Buffer, owner: Owner) => AlgorithmiaSpec,
): Route<Context> {
  return route('POST', place.path, (context, part) => {
    context.require('createKey');
    place.admit();
    return ok(told(wholeKey(cluster.keys.add(read(context.request.body, place.owner(part)))), cluster));
  });
}

function createForMember(context: Context, part: PathParts, cluster: Cluster): PracticeAnswer {
  context.require('createKey');
  const organization = part('org');
  const user = part('username');
  if (cluster.organizations.find(organization) === null) throw noSuchOrganization(organization);
  if (cluster.members.roleOf(organization, user) === null) {
    throw invalid(`${user} is no member of ${organization}`);
  }
  const owner: Owner = { sort: 'member', organization, user };
  const key = cluster.keys.add(readCreate(context.request.body, owner));
  return { status: 201, body: told(wholeKey(key), cluster) };
}

function importKey(context: Context, place: Place, part: PathParts, { keys }: Cluster): PracticeAnswer {
  context.require('createKey');
  const { spec, secret } = readImport(context.request.body, place.owner(part));
  if (keys.bySecret(secret) !== null) throw invalid('The cluster has this key already');
  return ok(wholeKey(keys.add(spec, { secret })));
}

function listAll(context: Context, cluster: Cluster): PracticeAnswer {
  context.require('listKeys');
  const { keys } = cluster;
  const { query } = context.request;
  const filter = { username: query.get('username'), organization: query.get('org') };
  return ok(
    paged(
      context.request,
      (window) => keys.page(filter, window),
      (key) => told(maskedKey(key), cluster),
    ),
  );
}

/** The documented calls about keys (B3) and those that complete them (B8). */
export function keyRoutes(cluster: Cluster): readonly Route<Context>[] {
  const ofUser = userPlace(cluster);
  const ofOrganization = organizationPlace(cluster);
  return [
    ...placeRoutes(ofUser, cluster),
    ...placeRoutes(ofOrganization, cluster),
    creation(ofUser, cluster, readCreate),
    creation(ofOrganization, cluster, readOrganizationCreate),
    route('POST', '/v1/organizations/:org/members/:username/keys', (context, part) =>
      createForMember(context, part, cluster),
    ),
    route('POST', '/v1/admin/users/:username/keys', (context, part) =>
      importKey(context, ofUser, part, cluster),
    ),
    route('GET', '/v1/admin/keys', (context) => listAll(context, cluster)),
  ];
}
