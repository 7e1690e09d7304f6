import { z } from 'zod';
import { AppError } from '../../errors';
import type { Instant } from '../../ids';
import { parseIpv4Block } from '../../scopes/ipv4';
import { permissionById } from './catalogue';
import { joinSources, parseParameters, splitSources, RESTRICT_SOURCES } from './query-parameters';
import { algoliaSpecSchema, type AlgoliaSpec } from './spec';

const MAX_INT32 = 2_147_483_647;
/** Seconds of the year 5138; larger numbers can only be milliseconds (key-apis A3, "createdAt unit"). */
const LARGEST_SECONDS = 1e11;

const { acl, description, indexes, maxHitsPerQuery, maxQueriesPerIPPerHour, queryParameters, referers } =
  algoliaSpecSchema.shape;

/** The members of a spec with its own limits; the live service omits empty ones (A3). */
const specMembers = {
  acl: acl.nullish(),
  description: description.nullish(),
  indexes: indexes.nullish(),
  maxHitsPerQuery: maxHitsPerQuery.nullish(),
  maxQueriesPerIPPerHour: maxQueriesPerIPPerHour.nullish(),
  queryParameters: queryParameters.nullish(),
  referers: referers.nullish(),
  validity: z.number().max(MAX_INT32).nullish(),
  /** Known to older clients as a member of its own; moved into `queryParameters` (A7). */
  restrictSources: z.string().max(1_000).nullish(),
};

/** A KeySpec on the wire with every member present; `validity` in seconds from now, 0 for ever (A3, A5). */
export interface WireSpec {
  readonly acl: readonly string[];
  readonly description: string;
  readonly indexes: readonly string[];
  readonly maxHitsPerQuery: number;
  readonly maxQueriesPerIPPerHour: number;
  readonly queryParameters: string;
  readonly referers: readonly string[];
  readonly validity: number;
}

/**
 * Reads what a cluster answers for one key. Lenient: members it does not know are ignored, missing ones are read as
 * their defaults by {@link fromKeyInfo}. Nothing passes that our own spec could not hold.
 */
export const keyInfoSchema = z.object({
  ...specMembers,
  value: z.string().min(1),
  /** Seconds, or milliseconds when larger than 1e11; admin keys have none (A3). */
  createdAt: z.number().nonnegative().nullish(),
});
export type KeyInfo = z.output<typeof keyInfoSchema>;

/** `GET /1/keys` */
export const keyListSchema = z.object({ keys: z.array(keyInfoSchema) });
/** The same with its keys unread: thousands are read in parts. */
export const unreadKeyListSchema = z.object({ keys: z.array(z.unknown()) });
/** `POST /1/keys` and `POST /1/keys/{key}/restore` */
export const keyCreatedSchema = z.object({ key: z.string().min(1), createdAt: z.string() });
/** `PUT /1/keys/{key}` */
export const keyUpdatedSchema = z.object({ key: z.string().min(1), updatedAt: z.string() });
/** `DELETE /1/keys/{key}` */
export const keyDeletedSchema = z.object({ deletedAt: z.string() });
/** Every refusal (A8); only `message` is promised. */
export const errorBodySchema = z.object({ message: z.string(), status: z.number().int().optional() });

/** Unix ms of a `createdAt` in seconds or in milliseconds (A3); null stays null. */
export function createdAtToInstant(createdAt: number | null | undefined): Instant | null {
  if (createdAt === null || createdAt === undefined) return null;
  return Math.round(createdAt > LARGEST_SECONDS ? createdAt : createdAt * 1000);
}

/** A key as the cluster tells it, in our terms. */
export interface ReadKey {
  readonly secret: string;
  readonly admin: boolean;
  readonly spec: AlgoliaSpec;
  readonly createdAt: Instant | null;
}

/**
 * Turns an answer into our spec. `now` is the cluster's time in Unix ms (its Date header), from which the remaining
 * validity becomes an absolute expiry. A key without `createdAt` is the administrator's (A3).
 */
export function fromKeyInfo(info: KeyInfo, now: Instant): ReadKey {
  const validity = info.validity ?? 0;
  const spec = {
    acl: info.acl ?? [],
    description: info.description ?? '',
    indexes: info.indexes ?? [],
    maxHitsPerQuery: info.maxHitsPerQuery ?? 0,
    maxQueriesPerIPPerHour: info.maxQueriesPerIPPerHour ?? 0,
    queryParameters: withTopLevelSource(info.queryParameters ?? '', info.restrictSources),
    referers: info.referers ?? [],
    expiresAt: validity > 0 ? now + Math.ceil(validity) * 1000 : null,
  };
  const createdAt = createdAtToInstant(info.createdAt);
  const admin = createdAt === null || spec.acl.includes('admin');
  return { secret: info.value, admin, spec, createdAt };
}

/** Moves a top-level `restrictSources` behind the other parameters (A7) unless the same one stands there already. */
function withTopLevelSource(queryParameters: string, source: string | null | undefined): string {
  if (source === null || source === undefined || source === '') return queryParameters;
  if (splitSources(queryParameters).sources.includes(source)) return queryParameters;
  const moved = joinSources([], source);
  return queryParameters === '' ? moved : `${queryParameters}&${moved}`;
}

/**
 * The remaining validity in whole seconds, rounded up (A9), of an expiry at the moment of sending; 0 for null.
 * `now` in Unix ms by the cluster's clock. Throws VALIDATION when the expiry has passed or is too far away.
 */
export function validityOf(expiresAt: Instant | null, now: Instant): number {
  if (expiresAt === null) return 0;
  if (expiresAt <= now) {
    throw new AppError('VALIDATION', 'The expiry is in the past.', {
      field: 'expiresAt',
      remedy: 'Choose a later expiry, or none.',
    });
  }
  const seconds = remainingSeconds(expiresAt, now);
  if (seconds > MAX_INT32) {
    throw new AppError(
      'VALIDATION',
      'The expiry is more than 68 years ahead; the protocol cannot express it.',
      {
        field: 'expiresAt',
        remedy: 'Choose an earlier expiry, or none.',
      },
    );
  }
  return seconds;
}

/** Whole seconds, rounded away from zero, so that only "never" is 0. */
function remainingSeconds(expiresAt: Instant | null, now: Instant): number {
  if (expiresAt === null) return 0;
  const seconds = (expiresAt - now) / 1000;
  return seconds > 0 ? Math.ceil(seconds) : Math.min(-1, Math.floor(seconds));
}

/** All eight members, as a replacement sends them: whatever it omitted would go back to its default (A3, PUT). */
export function toWireSpec(spec: AlgoliaSpec, now: Instant): WireSpec {
  return { ...toWireSpecAt(spec, now), validity: validityOf(spec.expiresAt, now) };
}

/** As {@link toWireSpec} for showing: total, with a negative `validity` for an expiry that has passed. */
export function toWireSpecAt(spec: AlgoliaSpec, now: Instant): WireSpec {
  return {
    acl: spec.acl,
    description: spec.description,
    indexes: spec.indexes,
    referers: spec.referers,
    maxHitsPerQuery: spec.maxHitsPerQuery,
    maxQueriesPerIPPerHour: spec.maxQueriesPerIPPerHour,
    queryParameters: spec.queryParameters,
    validity: remainingSeconds(spec.expiresAt, now),
  };
}

/** `acl` and the members that differ from their defaults: the body of a create, and what the live service tells (A3). */
export function withoutDefaults(spec: WireSpec): Partial<WireSpec> & Pick<WireSpec, 'acl'> {
  const { acl, ...others } = spec;
  const kept = Object.entries(others).filter(([, value]) =>
    Array.isArray(value) ? value.length > 0 : Boolean(value),
  );
  return { acl, ...Object.fromEntries(kept) };
}

/**
 * Whether a key read back has what was sent. For the wait after an update: missing members equal their defaults,
 * a top-level `restrictSources` equals one inside `queryParameters`, lists are compared as sets, parameters decoded,
 * and the validity is left out, since it runs (A9).
 */
export function sameOnCluster(a: AlgoliaSpec, b: AlgoliaSpec): boolean {
  return (
    a.description === b.description &&
    a.maxHitsPerQuery === b.maxHitsPerQuery &&
    a.maxQueriesPerIPPerHour === b.maxQueriesPerIPPerHour &&
    sameSet(a.acl, b.acl) &&
    sameSet(a.indexes, b.indexes) &&
    sameSet(a.referers, b.referers) &&
    sameParameters(a.queryParameters, b.queryParameters)
  );
}

function sameSet(a: readonly string[], b: readonly string[]): boolean {
  const inA = new Set(a);
  const inB = new Set(b);
  return inA.size === inB.size && b.every((one) => inA.has(one));
}

function sameParameters(a: string, b: string): boolean {
  return a === b || JSON.stringify(parseParameters(a)) === JSON.stringify(parseParameters(b));
}

const wireInteger = z
  .number()
  .refine(Number.isInteger, 'must be an integer')
  .min(0, 'must not be negative')
  .max(MAX_INT32, 'is too large');

const grantable = z.string().refine((id) => permissionById(id) !== undefined, {
  error: (issue) => `unknown ACL ${JSON.stringify(issue.input)}`,
});

/** A KeySpec as a cluster accepts it: no further members, known permissions, whole numbers (A3, A8). */
const keySpecBodySchema = z.strictObject({
  acl: z.array(grantable),
  description: z.string().optional(),
  indexes: z.array(z.string()).optional(),
  maxHitsPerQuery: wireInteger.optional(),
  maxQueriesPerIPPerHour: wireInteger.optional(),
  queryParameters: z.string().optional(),
  referers: z.array(z.string()).optional(),
  validity: wireInteger.optional(),
  restrictSources: z.string().optional(),
});
/** The live service accepted replacements without `acl` (A3). */
const replacementBodySchema = keySpecBodySchema.partial({ acl: true });

export type BodyResult =
  { readonly ok: true; readonly spec: AlgoliaSpec } | { readonly ok: false; readonly message: string };

/**
 * What a cluster makes of the body of a create or a replacement: our spec, or the words of its 400 (A8). The body is
 * parsed JSON; `now` in Unix ms turns the validity into an absolute expiry. Whether the caller's own address lies in
 * restrictSources is the server's to check (A7).
 */
export function readKeySpecBody(body: unknown, purpose: 'create' | 'update', now: Instant): BodyResult {
  if (typeof body !== 'object' || body === null || Array.isArray(body)) {
    return { ok: false, message: 'The body must be a JSON object' };
  }
  const parsed = (purpose === 'create' ? keySpecBodySchema : replacementBodySchema).safeParse(body);
  if (!parsed.success) return { ok: false, message: describeIssue(parsed.error) };
  const { validity = 0, restrictSources, ...members } = parsed.data;
  const queryParameters = withTopLevelSource(members.queryParameters ?? '', restrictSources);
  const { sources } = splitSources(queryParameters);
  if (sources.length > 1 || sources.some((source) => parseIpv4Block(source) === null)) {
    return { ok: false, message: `${RESTRICT_SOURCES} must be one IPv4 address or CIDR range` };
  }
  return {
    ok: true,
    spec: {
      acl: members.acl ?? [],
      description: members.description ?? '',
      indexes: members.indexes ?? [],
      maxHitsPerQuery: members.maxHitsPerQuery ?? 0,
      maxQueriesPerIPPerHour: members.maxQueriesPerIPPerHour ?? 0,
      queryParameters,
      referers: members.referers ?? [],
      expiresAt: validity === 0 ? null : now + validity * 1000,
    },
  };
}

function describeIssue(error: z.ZodError): string {
  const issue = error.issues[0];
  if (issue === undefined) return 'The body is not valid';
  const path = issue.path.map(String).join('.');
  return path === '' ? issue.message : `${path}: ${issue.message}`;
}
