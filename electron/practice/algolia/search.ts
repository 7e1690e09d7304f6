import {
  meets,
  readFacetFilters,
  readFilters,
  readNumericFilters,
  readTagFilters,
  valuesAt,
  type Filter,
} from './filters';
import type { IndexObject, PlacedObject, Settings } from './index-store';
import { integerOf, listValue, textOf, textsOf, type SearchParameters } from './parameters';

/** One query made ready: parameters read and checked. */
export interface Query {
  readonly text: string;
  readonly page: number;
  readonly hitsPerPage: number;
  readonly filters: readonly Filter[];
  readonly facets: readonly string[];
  readonly retrieve: readonly string[] | null;
}

export interface SearchResult {
  readonly hits: readonly IndexObject[];
  readonly nbHits: number;
  readonly page: number;
  readonly nbPages: number;
  readonly hitsPerPage: number;
  readonly facets: Readonly<Record<string, Readonly<Record<string, number>>>> | null;
}

function settingNumber(settings: Settings, name: string, fallback: number): number {
  const value = settings[name];
  return typeof value === 'number' && Number.isInteger(value) && value > 0 ? value : fallback;
}

function settingTexts(settings: Settings, name: string): readonly string[] {
  const value = settings[name];
  return Array.isArray(value) ? value.filter((entry) => typeof entry === 'string') : [];
}

/** Reads every filter parameter; all of them hold (A7). Throws Refusal 400 for one that cannot be read. */
function readAllFilters(parameters: SearchParameters): readonly Filter[] {
  const numeric = parameters.single.get('numericFilters');
  return [
    ...parameters.combined('filters').map((value) => readFilters(String(value))),
    ...parameters.combined('facetFilters').map((value) => readFacetFilters(listValue(value))),
    ...parameters.combined('tagFilters').map((value) => readTagFilters(listValue(value))),
    ...(numeric === undefined ? [] : [readNumericFilters(listValue(numeric))]),
  ];
}

/** Reads a query; `defaultHits` is 20 for searching and 1,000 for browsing. Throws Refusal 400. */
export function readQuery(parameters: SearchParameters, settings: Settings, defaultHits: number): Query {
  const asked = integerOf(
    parameters.single,
    'hitsPerPage',
    settingNumber(settings, 'hitsPerPage', defaultHits),
  );
  return {
    text: textOf(parameters.single, 'query'),
    page: integerOf(parameters.single, 'page', 0),
    hitsPerPage: Math.min(asked, parameters.maxHits),
    filters: readAllFilters(parameters),
    facets: textsOf(parameters.single, 'facets') ?? [],
    retrieve: textsOf(parameters.single, 'attributesToRetrieve'),
  };
}

const MARKS = /\p{M}+/gu;
const WORD = /[\p{L}\p{N}]+/gu;

/** The words of a text: lower case, without diacritics. */
export function wordsOf(text: string): readonly string[] {
  return text.normalize('NFD').replace(MARKS, '').toLowerCase().match(WORD) ?? [];
}

function textsIn(value: unknown): readonly string[] {
  if (typeof value === 'string') return [value];
  if (typeof value === 'number') return [String(value)];
  if (typeof value !== 'object' || value === null) return [];
  return Object.values(value).flatMap(textsIn);
}

/** Attribute names of `searchableAttributes`: `unordered(name)` and `a,b` are read. */
function searchableAttributes(settings: Settings): readonly string[] {
  return settingTexts(settings, 'searchableAttributes')
    .flatMap((entry) => entry.split(','))
    .map((name) => name.replace(/^unordered\((.*)\)$/, '$1').trim());
}

function searchedWords(object: IndexObject, attributes: readonly string[]): readonly string[] {
  const texts =
    attributes.length === 0
      ? textsIn(object)
      : attributes.flatMap((name) => valuesAt(object, name).flatMap(textsIn));
  return texts.flatMap(wordsOf);
}

/** Every word must occur, the last one as a beginning; the number of whole words is the rank. Null: no match. */
function rank(object: IndexObject, words: readonly string[], attributes: readonly string[]): number | null {
  if (words.length === 0) return 0;
  const have = searchedWords(object, attributes);
  const whole = new Set(have);
  const last = words.at(-1) ?? '';
  const matches =
    words.slice(0, -1).every((word) => whole.has(word)) && have.some((one) => one.startsWith(last));
  return matches ? words.filter((word) => whole.has(word)).length : null;
}

/** The objects that match, best first, then in insertion order. */
export function matching(
  objects: readonly PlacedObject[],
  query: Query,
  settings: Settings,
): readonly PlacedObject[] {
  const words = wordsOf(query.text);
  const attributes = searchableAttributes(settings);
  return objects
    .filter(({ object }) => query.filters.every((filter) => meets(object, filter)))
    .map((placed) => ({ placed, rank: rank(placed.object, words, attributes) }))
    .filter(({ rank: found }) => found !== null)
    .sort((a, b) => (b.rank ?? 0) - (a.rank ?? 0))
    .map(({ placed }) => placed);
}

/** An object as a caller may see it: without what the settings hide, and only what was asked for. */
export function shown(
  object: IndexObject,
  settings: Settings,
  seesAll: boolean,
  retrieve: readonly string[] | null,
): IndexObject {
  const hidden = seesAll ? [] : settingTexts(settings, 'unretrievableAttributes');
  const wanted = retrieve === null || retrieve.includes('*') ? null : retrieve;
  const kept = Object.entries(object).filter(
    ([name]) => !hidden.includes(name) && (wanted === null || wanted.includes(name)),
  );
  const trimmed = kept.map(([name, value]): [string, unknown] => [name, withoutPaths(value, name, hidden)]);
  return { ...Object.fromEntries(trimmed), objectID: object.objectID };
}

/** Takes dotted paths such as `supplier.cost` out of a nested value. */
function withoutPaths(value: unknown, at: string, hidden: readonly string[]): unknown {
  if (!hidden.some((path) => path.startsWith(`${at}.`))) return value;
  if (Array.isArray(value)) return value.map((entry: unknown) => withoutPaths(entry, at, hidden));
  if (typeof value !== 'object' || value === null) return value;
  const kept = Object.entries(value).filter(([name]) => !hidden.includes(`${at}.${name}`));
  return Object.fromEntries(
    kept.map(([name, inner]: [string, unknown]) => [name, withoutPaths(inner, `${at}.${name}`, hidden)]),
  );
}

/** How often each value of a facet occurs, most frequent first. */
export function facetCounts(objects: readonly PlacedObject[], facet: string): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const { object } of objects) {
    for (const value of new Set(valuesAt(object, facet).map(String))) {
      counts.set(value, (counts.get(value) ?? 0) + 1);
    }
  }
  return new Map([...counts].sort(([, a], [, b]) => b - a));
}

/** Whether the settings hide an attribute, or something that holds it. */
export function isHidden(settings: Settings, attribute: string): boolean {
  return settingTexts(settings, 'unretrievableAttributes').some(
    (path) => attribute === path || attribute.startsWith(`${path}.`) || path.startsWith(`${attribute}.`),
  );
}

function facetsOf(
  found: readonly PlacedObject[],
  query: Query,
  settings: Settings,
  seesAll: boolean,
): SearchResult['facets'] {
  const names = query.facets.includes('*')
    ? settingTexts(settings, 'attributesForFaceting').map((name) =>
        name.replace(/^(?:filterOnly|searchable)\((.*)\)$/, '$1'),
      )
    : query.facets;
  const visible = names.filter((name) => seesAll || !isHidden(settings, name));
  if (visible.length === 0) return null;
  return Object.fromEntries(visible.map((name) => [name, Object.fromEntries(facetCounts(found, name))]));
}

/** Runs a search: word match, filters, one page of hits, facet counts. */
export function search(
  objects: readonly PlacedObject[],
  query: Query,
  settings: Settings,
  seesAll: boolean,
): SearchResult {
  const found = matching(objects, query, settings);
  const reachable = Math.min(found.length, settingNumber(settings, 'paginationLimitedTo', 1000));
  const { page, hitsPerPage } = query;
  const first = page * hitsPerPage;
  return {
    hits: found
      .slice(Math.min(first, reachable), Math.min(first + hitsPerPage, reachable))
      .map(({ object }) => shown(object, settings, seesAll, query.retrieve)),
    nbHits: found.length,
    page,
    nbPages: hitsPerPage === 0 ? 0 : Math.ceil(reachable / hitsPerPage),
    hitsPerPage,
    facets: facetsOf(found, query, settings, seesAll),
  };
}
