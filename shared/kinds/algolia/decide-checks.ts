import type { Decider, DeciderSort, PolicyRequest } from '../../policy/decision';
import type { Instant } from '../../ids';
import { blockContains, parseIpv4Block } from '../../scopes/ipv4';
import { patternMatches, readPattern } from '../../scopes/pattern';
import type { Operation } from './operations';
import { splitSources, RESTRICT_SOURCES, type Parameter } from './query-parameters';
import { restrictionList } from './secured-key';
import type { AlgoliaSpec } from './spec';

/** The words of the refusals (key-apis A8); clients compare them. */
export const REFUSALS = {
  unknownKey: { status: 403, message: 'Invalid Application-ID or API key' },
  emptySecuredKey: { status: 403, message: 'Invalid API key' },
  validUntil: { status: 400, message: '"validUntil" parameter expired (less than current date)' },
  source: { status: 403, message: 'IP not allowed with this API key' },
  permission: { status: 403, message: 'Method not allowed with this API key' },
  index: { status: 403, message: 'Index not allowed with this API key' },
  referer: { status: 403, message: 'Method not allowed with this referer' },
  rate: { status: 429, message: 'Too many requests' },
} as const;

type Refusal = (typeof REFUSALS)[keyof typeof REFUSALS];

export interface Outcome {
  readonly decider: Decider | null;
  readonly explanation: string;
  /** Null: passed. */
  readonly refusal: Refusal | null;
}

/** A key with what a secured key adds to it; a plain key has no restrictions. */
export interface Bearer {
  readonly spec: AlgoliaSpec;
  readonly derived: boolean;
  readonly verified: boolean;
  readonly restrictions: readonly Parameter[];
}

export interface Case {
  readonly bearer: Bearer;
  readonly operation: Operation | undefined;
  readonly request: PolicyRequest;
  readonly at: Instant;
}

export interface Step {
  readonly sort: DeciderSort;
  readonly onlyDerived?: true;
  readonly run: (of: Case) => Outcome;
}

/** The order of the checks (A8, "Check order"). */
export const STEPS: readonly Step[] = [
  { sort: 'state', run: checkState },
  { sort: 'signature', onlyDerived: true, run: checkSignature },
  { sort: 'expiry', onlyDerived: true, run: checkValidUntil },
  { sort: 'source', run: checkSource },
  { sort: 'permission', run: checkPermission },
  { sort: 'scope', run: checkIndex },
  { sort: 'referer', run: checkReferer },
  { sort: 'limit', run: checkRate },
];

function pass(explanation: string, decider: Decider | null = null): Outcome {
  return { decider, explanation, refusal: null };
}

function fail(refusal: Refusal, decider: Decider, explanation: string): Outcome {
  return { decider, explanation, refusal };
}

function checkState({ bearer: { spec }, at }: Case): Outcome {
  const expired = spec.expiresAt !== null && spec.expiresAt <= at;
  return expired
    ? fail(REFUSALS.unknownKey, { sort: 'state', field: 'expiresAt', entry: null }, 'The key has expired.')
    : pass('The key exists and has not expired.');
}

function checkSignature({ bearer }: Case): Outcome {
  const decider: Decider = { sort: 'signature', field: null, entry: null };
  if (!bearer.verified) {
    return fail(REFUSALS.unknownKey, decider, 'The signature of the secured key fits no key of the cluster.');
  }
  if (bearer.restrictions.length === 0) {
    return fail(REFUSALS.emptySecuredKey, decider, 'The secured key holds no restriction.');
  }
  return pass('The secured key was signed with its parent key.');
}

/** Every `validUntil` must lie ahead, as a secured key can only narrow; one that is no whole number counts as past. */
function checkValidUntil({ bearer, at }: Case): Outcome {
  const all = valuesOf(bearer, 'validUntil');
  const past = all.find((value) => !/^\d+$/.test(value) || Number(value) < Math.floor(at / 1000));
  if (past !== undefined) {
    const decider: Decider = { sort: 'expiry', field: 'validUntil', entry: past };
    return fail(REFUSALS.validUntil, decider, `validUntil ${past} has passed.`);
  }
  return all.length === 0
    ? pass('The secured key has no end of its own.')
    : pass('validUntil lies ahead.', { sort: 'expiry', field: 'validUntil', entry: all[0] ?? null });
}

/** Every restrictSources of the key and of the secured key must hold the address; a malformed one holds none. */
function checkSource({ bearer, request }: Case): Outcome {
  const all = [
    ...splitSources(bearer.spec.queryParameters).sources.map((entry) => ({
      field: 'queryParameters',
      entry,
    })),
    ...valuesOf(bearer, RESTRICT_SOURCES).map((entry) => ({ field: RESTRICT_SOURCES, entry })),
  ];
  const outside = all.find(({ entry }) => !sourceAllows(entry, request.ip));
  if (outside !== undefined) {
    return fail(REFUSALS.source, { sort: 'source', ...outside }, `${request.ip} is not in ${outside.entry}.`);
  }
  const first = all[0];
  return first === undefined
    ? pass('Every address is allowed.')
    : pass(`${request.ip} is in ${first.entry}.`, { sort: 'source', ...first });
}

/** Whether a `restrictSources` value (one IPv4 address or CIDR range, A7) holds an address. */
export function sourceAllows(source: string, ip: string): boolean {
  const block = parseIpv4Block(source.trim());
  return block !== null && blockContains(block, ip);
}

function checkPermission({ bearer: { spec }, operation, request }: Case): Outcome {
  const refused = (entry: string | null, explanation: string): Outcome =>
    fail(REFUSALS.permission, { sort: 'permission', field: 'acl', entry }, explanation);
  if (operation === undefined) return refused(null, `The cluster has no operation ${request.operation}.`);
  const { requirement } = operation;
  switch (requirement.sort) {
    case 'admin':
      return refused(null, 'Only the admin key may do this; no permission grants it.');
    case 'any-key':
      return pass('Every key may do this.');
    case 'permissions': {
      const missing = requirement.all.find((id) => !spec.acl.includes(id));
      if (missing !== undefined) return refused(missing, `The key lacks the permission ${missing}.`);
      return pass(`The key has ${requirement.all.join(', ')}.`, {
        sort: 'permission',
        field: 'acl',
        entry: requirement.all[0] ?? null,
      });
    }
  }
}

function checkIndex({ bearer, operation, request }: Case): Outcome {
  if (operation?.target !== 'index') return pass('The request concerns no index.');
  const lists = indexLists(bearer);
  if (lists.length === 0) return pass('Every index is allowed.');
  const index = request.resource;
  const hits = lists.map(({ field, entries }) => ({
    field,
    entry: index === null ? null : firstMatch(entries, index),
  }));
  const miss = hits.find(({ entry }) => entry === null);
  if (miss !== undefined) {
    const explanation =
      index === null
        ? 'The request names no index, and the key is limited to some.'
        : `No entry of ${miss.field} matches ${index}.`;
    return fail(REFUSALS.index, { sort: 'scope', field: miss.field, entry: null }, explanation);
  }
  const last = hits[hits.length - 1];
  return pass(`${index} matches ${hits.map(({ entry }) => entry).join(' and ')}.`, {
    sort: 'scope',
    field: last?.field ?? 'indexes',
    entry: last?.entry ?? null,
  });
}

interface EntryList {
  readonly field: string;
  readonly entries: readonly string[];
}

/** The lists that an index must match, every one of them; empty lists allow everything (A6). */
function indexLists(bearer: Bearer): readonly EntryList[] {
  const own = { field: 'indexes', entries: bearer.spec.indexes };
  const derived = valuesOf(bearer, 'restrictIndices').map((value) => ({
    field: 'restrictIndices',
    entries: restrictionList(value),
  }));
  return [own, ...derived].filter(({ entries }) => entries.length > 0);
}

/** The first entry whose pattern matches, or null. Entries are read as A6 and C6 say. */
function firstMatch(entries: readonly string[], text: string): string | null {
  const match = entries.find((entry) => {
    const pattern = readPattern(entry);
    return pattern !== null && patternMatches(pattern, text);
  });
  return match ?? null;
}

/**
 * Whether a key may reach an index, permissions aside: for lists of indices, which show only those (A4). `restrictions`
 * are those of a secured key, empty for a plain one.
 */
export function indexAllowed(spec: AlgoliaSpec, restrictions: readonly Parameter[], index: string): boolean {
  return indexLists({ spec, restrictions, derived: true, verified: true }).every(
    ({ entries }) => firstMatch(entries, index) !== null,
  );
}

/** The whole Referer value is compared (A6); a list that holds `*` restricts nothing (part C). */
function checkReferer({ bearer: { spec }, request }: Case): Outcome {
  if (spec.referers.length === 0) return pass('Every referer is allowed.');
  const decider = (entry: string | null): Decider => ({ sort: 'referer', field: 'referers', entry });
  const match = firstMatch(spec.referers, request.referer ?? '');
  if (match !== null) {
    return pass(`${request.referer ?? 'A request without referer'} matches ${match}.`, decider(match));
  }
  return fail(
    REFUSALS.referer,
    decider(null),
    request.referer === null
      ? 'The request carries no Referer, and the key is limited to some.'
      : `No entry of referers matches ${request.referer}.`,
  );
}

function checkRate({ bearer: { spec }, request }: Case): Outcome {
  const max = spec.maxQueriesPerIPPerHour;
  if (max === 0) return pass('The number of requests is not limited.');
  const decider: Decider = { sort: 'limit', field: 'maxQueriesPerIPPerHour', entry: String(max) };
  return request.used >= max
    ? fail(REFUSALS.rate, decider, `${request.used} of ${max} requests were made within the hour.`)
    : pass(`${request.used} of ${max} requests were made within the hour.`, decider);
}

function valuesOf(bearer: Bearer, name: string): readonly string[] {
  return bearer.restrictions.filter(([one]) => one === name).map(([, value]) => value);
}
