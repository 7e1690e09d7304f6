import { Refusal, type PracticeAnswer } from '../exchange';
import { isJsonObject, parseJson, parseOptionalJson } from '../json';
import { readCursor, writeCursor } from './browse-cursor';
import type { Cluster } from './cluster';
import type { Context } from './context';
import {
  requestParameters,
  textOf,
  textsOf,
  withForced,
  integerOf,
  type SearchParameters,
} from './parameters';
import { ok, route, type Route } from '../routes';
import { facetCounts, isHidden, matching, readQuery, search, shown, wordsOf } from './search';

/** Hits on a page when nothing says otherwise. */
const SEARCH_HITS = 20;
const BROWSE_HITS = 1000;
const FACET_HITS = 10;

/** Throws Refusal 404 for an index that does not exist. */
export function mustExist(cluster: Cluster, index: string): void {
  if (!cluster.indices.exists(index)) throw new Refusal(404, `Index ${index} does not exist`);
}

function runSearch(
  context: Context,
  cluster: Cluster,
  index: string,
  parameters: SearchParameters,
): Readonly<Record<string, unknown>> {
  mustExist(cluster, index);
  const begun = performance.now();
  const settings = cluster.indices.settings(index);
  const query = readQuery(parameters, settings, SEARCH_HITS);
  const { facets, ...result } = search(cluster.indices.objects(index), query, settings, context.seesAll);
  const userToken = textOf(parameters.single, 'userToken');
  cluster.statistics.countSearch(index, query.text, result.nbHits, userToken);
  return {
    ...result,
    ...(facets === null ? {} : { facets }),
    exhaustiveNbHits: true,
    query: query.text,
    params: '',
    index,
    processingTimeMS: Math.ceil(performance.now() - begun),
  };
}

function searchOne(
  context: Context,
  cluster: Cluster,
  index: string,
  requested: ReadonlyMap<string, unknown>,
): PracticeAnswer {
  const effects = context.requireOne('search', index);
  return ok(runSearch(context, cluster, index, withForced(requested, effects)));
}

function bodyParameters(context: Context): ReadonlyMap<string, unknown> {
  return requestParameters(parseOptionalJson(context.request.body));
}

/** All queries of a request are allowed, or none is run. */
function searchMany(context: Context, cluster: Cluster): PracticeAnswer {
  const body = parseJson(context.request.body);
  const requests = isJsonObject(body) ? body['requests'] : undefined;
  if (!Array.isArray(requests)) throw new Refusal(400, 'requests must be a list');
  const queries = requests.map((entry: unknown) => {
    const requested = requestParameters(entry);
    const index = requested.get('indexName');
    if (typeof index !== 'string' || index === '') throw new Refusal(400, 'indexName is missing');
    const facet = requested.get('type') === 'facet' ? textOf(requested, 'facet') : null;
    return { index, requested, facet };
  });
  const effects = context.require(
    queries.map(({ index, facet }) => ({ operation: facet === null ? 'search' : 'searchFacet', index })),
  );
  return ok({
    results: queries.map(({ index, requested, facet }, at) => {
      const parameters = withForced(requested, effects[at] ?? []);
      return facet === null
        ? runSearch(context, cluster, index, parameters)
        : runFacetSearch(context, cluster, index, facet, parameters);
    }),
  });
}

function runFacetSearch(
  context: Context,
  cluster: Cluster,
  index: string,
  facet: string,
  parameters: SearchParameters,
): Readonly<Record<string, unknown>> {
  mustExist(cluster, index);
  const settings = cluster.indices.settings(index);
  const query = readQuery(parameters, settings, SEARCH_HITS);
  const wanted = wordsOf(textOf(parameters.single, 'facetQuery'));
  const found = matching(cluster.indices.objects(index), query, settings);
  const counts =
    isHidden(settings, facet) && !context.seesAll ? new Map<string, number>() : facetCounts(found, facet);
  const max = Math.min(integerOf(parameters.single, 'maxFacetHits', FACET_HITS), parameters.maxHits);
  const facetHits = Array.from(counts, ([value, count]) => ({ value, highlighted: value, count }))
    .filter(({ value }) => wanted.every((word) => wordsOf(value).some((one) => one.startsWith(word))))
    .slice(0, max);
  return { facetHits, exhaustiveFacetsCount: true, processingTimeMS: 1 };
}

function searchFacet(context: Context, cluster: Cluster, index: string, facet: string): PracticeAnswer {
  const effects = context.requireOne('searchFacet', index);
  const parameters = withForced(bodyParameters(context), effects);
  return ok(runFacetSearch(context, cluster, index, facet, parameters));
}

/** Gives out the matching objects in insertion order, page by page; the last page has no cursor. */
function browse(
  context: Context,
  cluster: Cluster,
  index: string,
  requested: ReadonlyMap<string, unknown>,
): PracticeAnswer {
  const effects = context.requireOne('browse', index);
  mustExist(cluster, index);
  const text = textOf(requested, 'cursor');
  const cursor = text === '' ? null : readCursor(text);
  const asked = new Map([...(cursor?.parameters ?? []), ...requested]);
  asked.delete('cursor');
  const settings = cluster.indices.settings(index);
  const query = readQuery(withForced(asked, effects), settings, BROWSE_HITS);
  const found = [...matching(cluster.indices.objects(index), query, settings)].sort(
    (a, b) => a.number - b.number,
  );
  const rest = cursor === null ? found : found.filter(({ number }) => number > cursor.after);
  const page = rest.slice(0, query.hitsPerPage);
  const last = page.at(-1);
  const more = last !== undefined && rest.length > page.length;
  return ok({
    hits: page.map(({ object }) => shown(object, settings, context.seesAll, query.retrieve)),
    nbHits: found.length,
    page: 0,
    nbPages: query.hitsPerPage === 0 ? 0 : Math.ceil(found.length / query.hitsPerPage),
    hitsPerPage: query.hitsPerPage,
    query: query.text,
    params: '',
    processingTimeMS: 1,
    ...(more ? { cursor: writeCursor({ after: last.number, parameters: [...asked] }) } : {}),
  });
}

function getObject(context: Context, cluster: Cluster, index: string, objectId: string): PracticeAnswer {
  context.requireOne('getObject', index);
  mustExist(cluster, index);
  const object = cluster.indices.object(index, objectId);
  if (object === null) throw new Refusal(404, 'ObjectID does not exist');
  const retrieve = textsOf(
    new Map<string, unknown>(context.request.query),
    context.request.query.has('attributesToRetrieve') ? 'attributesToRetrieve' : 'attributes',
  );
  return ok(shown(object, cluster.indices.settings(index), context.seesAll, retrieve));
}

/** Objects in the order asked for, null for one that does not exist. */
function getObjects(context: Context, cluster: Cluster): PracticeAnswer {
  const body = parseJson(context.request.body);
  const requests = isJsonObject(body) ? body['requests'] : undefined;
  if (!Array.isArray(requests)) throw new Refusal(400, 'requests must be a list');
  const wanted = requests.map((entry: unknown) => {
    const members = requestParameters(entry);
    const index = textOf(members, 'indexName');
    if (index === '') throw new Refusal(400, 'indexName is missing');
    return {
      index,
      objectId: textOf(members, 'objectID'),
      retrieve: textsOf(members, 'attributesToRetrieve'),
    };
  });
  context.require(wanted.map(({ index }) => ({ operation: 'getObject', index })));
  return ok({
    results: wanted.map(({ index, objectId, retrieve }) => {
      const object = cluster.indices.object(index, objectId);
      return object === null
        ? null
        : shown(object, cluster.indices.settings(index), context.seesAll, retrieve);
    }),
  });
}

function queryParameters(context: Context): ReadonlyMap<string, unknown> {
  return new Map<string, unknown>(context.request.query);
}

/** Reading objects: search, facets, browsing and getting. */
export function searchRoutes(cluster: Cluster): readonly Route<Context>[] {
  return [
    route('POST', '/1/indexes/*/queries', (context) => searchMany(context, cluster)),
    route('POST', '/1/indexes/*/objects', (context) => getObjects(context, cluster)),
    route('POST', '/1/indexes/:index/query', (context, part) =>
      searchOne(context, cluster, part('index'), bodyParameters(context)),
    ),
    route('GET', '/1/indexes/:index', (context, part) =>
      searchOne(context, cluster, part('index'), queryParameters(context)),
    ),
    route('POST', '/1/indexes/:index/facets/:facet/query', (context, part) =>
      searchFacet(context, cluster, part('index'), part('facet')),
    ),
    route('POST', '/1/indexes/:index/browse', (context, part) =>
      browse(context, cluster, part('index'), bodyParameters(context)),
    ),
    route('GET', '/1/indexes/:index/browse', (context, part) =>
      browse(context, cluster, part('index'), queryParameters(context)),
    ),
    route('GET', '/1/indexes/:index/:object', (context, part) =>
      getObject(context, cluster, part('index'), part('object')),
    ),
  ];
}
