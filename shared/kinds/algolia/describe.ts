import type { Instant } from '../../ids';
import { readPattern } from '../../scopes/pattern';
import type { SpecLine } from '../../keys/diff';
import type { KeyColumns } from '../kind';
import { counted, formatNumber } from '../sentence';
import { permissionById } from './catalogue';
import { parseParameters, recoverCorrupted, splitSources } from './query-parameters';
import type { AlgoliaSpec } from './spec';

/** Clocks and rounding let a re-read expiry wander by this much without a change (design.md, "Data at rest"). */
const EXPIRY_TOLERANCE_MS = 5_000;

/** Equal in every member, lists in order; expiries may differ by under 5 s. */
export function sameSpec(a: AlgoliaSpec, b: AlgoliaSpec): boolean {
  return (
    a.description === b.description &&
    a.maxHitsPerQuery === b.maxHitsPerQuery &&
    a.maxQueriesPerIPPerHour === b.maxQueriesPerIPPerHour &&
    a.queryParameters === b.queryParameters &&
    sameList(a.acl, b.acl) &&
    sameList(a.indexes, b.indexes) &&
    sameList(a.referers, b.referers) &&
    sameExpiry(a.expiresAt, b.expiresAt)
  );
}

function sameList(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && a.every((one, i) => one === b[i]);
}

function sameExpiry(a: Instant | null, b: Instant | null): boolean {
  if (a === null || b === null) return a === b;
  return Math.abs(a - b) < EXPIRY_TOLERANCE_MS;
}

/** Whether a list of patterns narrows nothing: it is empty or holds `*` (key-apis part C, "Empty-list inversion"). */
export function unrestricted(entries: readonly string[]): boolean {
  return entries.length === 0 || entries.some((entry) => readPattern(entry)?.sort === 'all');
}

/** What stands in the list's columns. */
export function columns(spec: AlgoliaSpec): KeyColumns {
  const { sources } = splitSources(spec.queryParameters);
  return {
    can: canColumn(spec.acl),
    where: listColumn(unrestricted(spec.indexes) ? [] : spec.indexes, 'all indices'),
    from: listColumn([...(unrestricted(spec.referers) ? [] : spec.referers), ...sources], 'anywhere'),
    owner: '',
    limits: [
      spec.maxHitsPerQuery > 0 ? counted(spec.maxHitsPerQuery, 'hit', 'hits') : '',
      spec.maxQueriesPerIPPerHour > 0 ? `${formatNumber(spec.maxQueriesPerIPPerHour)} an hour` : '',
    ]
      .filter((part) => part !== '')
      .join(', '),
  };
}

/** One or two names; of more, the number that write, or the first one and how many more. */
function canColumn(acl: readonly string[]): string {
  const unique = [...new Set(acl)];
  const [first = 'nothing', second] = unique;
  if (second === undefined) return first;
  if (unique.length === 2) return `${first}, ${second}`;
  const writing = unique.filter((id) => permissionById(id)?.weight !== 'read');
  if (writing.length > 1) return `${writing.length} write permissions`;
  return `${writing[0] ?? first} +${unique.length - 1}`;
}

function listColumn(entries: readonly string[], whenAll: string): KeyColumns['where'] {
  const [first] = entries;
  return first === undefined
    ? { text: whenAll, more: 0, all: true }
    : { text: first, more: entries.length - 1, all: false };
}

/** Every member as a person reads it, in the order of the editor. `restrictSources` is a line of its own. */
export function lines(spec: AlgoliaSpec, formatInstant: (at: Instant) => string): readonly SpecLine[] {
  const { sources, others } = splitSources(spec.queryParameters);
  return [
    line('description', 'Description', spec.description === '' ? [] : [spec.description], 'none', false),
    line('acl', 'Permissions', spec.acl, 'none', true),
    line('indexes', 'Indices', spec.indexes, 'all indices', true),
    line('referers', 'Referers', spec.referers, 'all referers', true),
    line('restrictSources', 'Addresses', sources, 'all addresses', true),
    line('maxHitsPerQuery', 'Hits per query', limitValue(spec.maxHitsPerQuery), 'no limit', false),
    line(
      'maxQueriesPerIPPerHour',
      'Queries',
      limitValue(spec.maxQueriesPerIPPerHour).map((count) => `${count} an hour per address`),
      'no limit',
      false,
    ),
    line(
      'queryParameters',
      'Parameters',
      others.map(([name, value]) => `${name}=${value}`),
      'none',
      true,
    ),
    line(
      'expiresAt',
      'Expires',
      spec.expiresAt === null ? [] : [formatInstant(spec.expiresAt)],
      'never',
      false,
    ),
  ];
}

function line(
  field: string,
  title: string,
  values: readonly string[],
  whenEmpty: string,
  code: boolean,
): SpecLine {
  return { field, title, values, whenEmpty, code };
}

function limitValue(limit: number): readonly string[] {
  return limit === 0 ? [] : [formatNumber(limit)];
}

/** Everything shown of a key, in lower case, one piece a line: names of permissions too, parameters also decoded. */
export function searchText(spec: AlgoliaSpec): string {
  const pieces = [spec.description, ...spec.acl];
  for (const id of spec.acl) pieces.push(permissionById(id)?.title ?? '');
  pieces.push(...spec.indexes, ...spec.referers);
  if (spec.queryParameters !== '') pieces.push(...parameterPieces(spec.queryParameters));
  pieces.push(...limitValue(spec.maxHitsPerQuery), ...limitValue(spec.maxQueriesPerIPPerHour));
  return pieces
    .filter((text) => text !== '')
    .join('\n')
    .toLowerCase();
}

function parameterPieces(queryParameters: string): readonly string[] {
  const decoded = parseParameters(queryParameters).map(([name, value]) => `${name}=${value}`);
  return [queryParameters, ...decoded, recoverCorrupted(queryParameters) ?? ''];
}
