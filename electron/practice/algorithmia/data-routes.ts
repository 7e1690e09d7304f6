import { z } from 'zod';
import { Content, headerOf, Refusal, type PracticeAnswer } from '../exchange';
import { accept, parseJson } from '../json';
import { ok, route, type PathParts, type Route } from '../routes';
import { namedAccount } from './accounts';
import type { Cluster } from './cluster';
import type { Context } from './context';
import { listingPage } from './data-listing';
import type { DataEntry, DataPath } from './data-store';
import { invalid } from './refusals';

const directoryBodySchema = z.object({ name: z.string().min(1).max(1000) });
const BYTES = 'application/octet-stream';
/** Whoever accepts one of these alone is sent it, as one client breaks on anything else (key-apis B7). */
const ACCEPTED = ['text/plain', 'application/json', BYTES];

/** A place in the data store as a request names it. */
interface Place {
  readonly account: string;
  readonly path: DataPath;
  /** `data://…` as it was asked for. */
  readonly url: string;
}

function urlOf(names: readonly string[]): string {
  return `data://${names.join('/')}`;
}

function notFound(url: string): Refusal {
  return new Refusal(404, `${url} not found`);
}

function placeOf(names: readonly string[], { caller }: Context, { members }: Cluster): Place {
  const clean = names.at(-1) === '' ? names.slice(0, -1) : names;
  const [name = '', ...path] = clean;
  if (path.some((one) => one === '' || one === '.' || one === '..' || one.includes('/'))) {
    throw invalid('The path has a name that no file or directory can have');
  }
  const account = namedAccount(name, caller, members);
  if (account === null) throw notFound(urlOf(clean));
  return { account, path, url: urlOf(clean) };
}

function find({ data }: Cluster, { account, path, url }: Place): DataEntry {
  const entry = data.find(account, path);
  if (entry === null) throw notFound(url);
  return entry;
}

function requireDirectory(cluster: Cluster, place: Place): void {
  if (find(cluster, place).sort !== 'directory') throw invalid(`${place.url} is no directory`);
}

function typeFor(accepted: string | null, stored: string | null): string {
  const wanted = ACCEPTED.find((type) => accepted?.startsWith(type) === true);
  return wanted ?? stored ?? BYTES;
}

function headersOf(entry: DataEntry): Readonly<Record<string, string>> {
  return {
    'x-data-type': entry.sort,
    'access-control-expose-headers': 'date, retry-after, x-data-type',
  };
}

function read(context: Context, part: PathParts, cluster: Cluster): PracticeAnswer {
  const { request } = context;
  context.require('readData', part.rest.join('/'));
  const place = placeOf(part.rest, context, cluster);
  const entry = find(cluster, place);
  const headers = headersOf(entry);
  if (entry.sort === 'file') {
    const type = typeFor(headerOf(request, 'accept'), entry.type);
    return { status: 200, body: new Content(entry.content, type), headers };
  }
  const body = listingPage(cluster.data, place.account, place.path, request.query.get('marker'));
  return { status: 200, body, headers };
}

function put(context: Context, part: PathParts, cluster: Cluster): PracticeAnswer {
  const { request } = context;
  context.require('writeData', part.rest.join('/'));
  const place = placeOf(part.rest, context, cluster);
  if (place.path.length < 2) throw invalid('A file stands in a directory');
  requireDirectory(cluster, parentOf(place));
  if (cluster.data.find(place.account, place.path)?.sort === 'directory') {
    throw invalid(`${place.url} is a directory`);
  }
  cluster.data.put(place.account, place.path, request.body, headerOf(request, 'content-type'));
  return ok({ result: place.url });
}

function parentOf({ account, path, url }: Place): Place {
  return { account, path: path.slice(0, -1), url: url.slice(0, url.lastIndexOf('/')) };
}

function createDirectory(context: Context, part: PathParts, cluster: Cluster): PracticeAnswer {
  context.require('writeData', part.rest.join('/'));
  const parent = placeOf(part.rest, context, cluster);
  const { name } = accept(directoryBodySchema, parseJson(context.request.body));
  const place = placeOf([...part.rest.filter((one) => one !== ''), name], context, cluster);
  requireDirectory(cluster, parent);
  if (cluster.data.find(place.account, place.path) !== null) {
    throw new Refusal(409, `${place.url} exists already`);
  }
  cluster.data.createDirectory(place.account, place.path);
  return ok({ result: place.url });
}

function remove(context: Context, part: PathParts, cluster: Cluster): PracticeAnswer {
  const { query } = context.request;
  context.require('writeData', part.rest.join('/'));
  const place = placeOf(part.rest, context, cluster);
  const { account, path, url } = place;
  if (path.length === 0) throw invalid('The store itself cannot be deleted');
  const isDirectory = find(cluster, place).sort === 'directory';
  const one = { after: 0, count: 1 };
  const isFull =
    isDirectory &&
    [cluster.data.folders, cluster.data.files].some((list) => list(account, path, one).length > 0);
  if (isFull && query.get('force') !== 'true') throw invalid(`${url} is not empty`);
  return ok({ result: { deleted: cluster.data.remove(account, path) } });
}

/** The Data API (key-apis B6, B7): two families of paths for the same store. */
export function dataRoutes(cluster: Cluster): readonly Route<Context>[] {
  return ['/v1/data/*', '/v1/connector/data/*'].flatMap((path) => [
    route('GET', path, (context: Context, part) => read(context, part, cluster)),
    // The server leaves the body out of what HEAD is answered.
    route('HEAD', path, (context: Context, part) => read(context, part, cluster)),
    route('PUT', path, (context: Context, part) => put(context, part, cluster)),
    route('POST', path, (context: Context, part) => createDirectory(context, part, cluster)),
    route('DELETE', path, (context: Context, part) => remove(context, part, cluster)),
  ]);
}
