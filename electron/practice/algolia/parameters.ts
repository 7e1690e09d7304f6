import { combinesWithRequest, parseParameters } from '#shared/kinds/algolia/query-parameters';
import type { Effect } from '#shared/policy/decision';
import { Refusal } from '../exchange';
import { isJsonObject } from '../json';

/** The engine's own cap of hits in one answer (key-apis A3). */
const ENGINE_HITS = 1000;

/** Search parameters of one query: what the request says and, apart from it, what the key forces (key-apis A7). */
export interface SearchParameters {
  /** Of single-valued ones the forced value; else the request's. */
  readonly single: ReadonlyMap<string, unknown>;
  /** Every value of a combining one, the request's first; all of them hold. */
  readonly combined: (name: string) => readonly unknown[];
  /** The smallest hit limit of the key, or the engine's. */
  readonly maxHits: number;
}

/**
 * The parameters as the request itself gives them: members of a JSON body, a `params` text inside it (v3, v4), or
 * the query string of a GET. Those of `params` lose against members.
 */
export function requestParameters(body: unknown): ReadonlyMap<string, unknown> {
  if (!isJsonObject(body)) throw new Refusal(400, 'The body must be a JSON object');
  const { params, ...members } = body;
  if (params !== undefined && typeof params !== 'string') throw new Refusal(400, 'params must be a string');
  return new Map([...parseParameters(params ?? ''), ...Object.entries(members)]);
}

/** Lays what the key forces over what the request asks for. */
export function withForced(
  requested: ReadonlyMap<string, unknown>,
  effects: readonly Effect[],
): SearchParameters {
  const single = new Map(requested);
  const combined = new Map<string, unknown[]>();
  for (const [name, value] of requested) if (combinesWithRequest(name)) combined.set(name, [value]);
  let maxHits = ENGINE_HITS;
  for (const effect of effects) {
    if (effect.sort === 'hit-cap') maxHits = Math.min(maxHits, effect.max);
    if (effect.sort !== 'forced-parameter') continue;
    if (combinesWithRequest(effect.name)) {
      combined.set(effect.name, [...(combined.get(effect.name) ?? []), effect.value]);
    } else {
      single.set(effect.name, effect.value);
    }
  }
  return { single, combined: (name) => combined.get(name) ?? [], maxHits };
}

/** A text; the empty one when absent. Throws Refusal 400 for anything that is no scalar. */
export function textOf(parameters: ReadonlyMap<string, unknown>, name: string): string {
  const value = parameters.get(name);
  if (value === undefined || value === null) return '';
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean')
    return String(value);
  throw new Refusal(400, `${name}: a text is expected`);
}

/** A whole number of at least 0, given as number or text; `fallback` when absent. Throws Refusal 400. */
export function integerOf(parameters: ReadonlyMap<string, unknown>, name: string, fallback: number): number {
  const text = textOf(parameters, name).trim();
  if (text === '') return fallback;
  if (!/^\d{1,9}$/.test(text)) throw new Refusal(400, `${name}: a whole number of at least 0 is expected`);
  return Number(text);
}

/** `true` or `false`, given as boolean or text; `fallback` when absent. */
export function flagOf(parameters: ReadonlyMap<string, unknown>, name: string, fallback: boolean): boolean {
  const text = textOf(parameters, name);
  return text === '' ? fallback : text === 'true' || text === '1';
}

function parseList(text: string): unknown {
  if (!text.trimStart().startsWith('[')) return splitLegacy(text);
  try {
    const parsed: unknown = JSON.parse(text);
    return parsed;
  } catch {
    throw new Refusal(400, 'A list parameter is not valid JSON');
  }
}

/** `a,b,(c,d)`: commas AND, commas within brackets OR. */
function splitLegacy(text: string): readonly (string | readonly string[])[] {
  return Array.from(text.matchAll(/\(([^()]*)\)|[^,()]+/g), ([entry, group]) =>
    group === undefined ? entry.trim() : group.split(',').map((one) => one.trim()),
  ).filter((entry) => entry.length > 0);
}

/** A list as it may come: a JSON array, its text, or texts joined by commas. */
export function listValue(value: unknown): unknown {
  return typeof value === 'string' ? parseList(value) : value;
}

/** A flat list of texts; null when absent. Throws Refusal 400 for other shapes. */
export function textsOf(parameters: ReadonlyMap<string, unknown>, name: string): readonly string[] | null {
  const value = parameters.get(name);
  if (value === undefined || value === null) return null;
  const list = listValue(value);
  if (!Array.isArray(list)) throw new Refusal(400, `${name}: a list of texts is expected`);
  return list.flat().map((entry: unknown) => String(entry));
}
