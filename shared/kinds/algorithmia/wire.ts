import { z } from 'zod';
import type { Instant } from '../../ids';
import { algorithmiaSpecSchema, type AlgorithmiaSpec, type KeyType, type Owner } from './spec';

const { algo_acl, key_label, referer_host } = algorithmiaSpecSchema.shape;

/** `key_type` on the wire; `ManagementKey` is the older name of an admin key (key-apis B2). */
export const WIRE_KEY_TYPES = ['AlgorithmKey', 'PlatformAdminKey', 'ManagementKey'] as const;
export type WireKeyType = (typeof WIRE_KEY_TYPES)[number];

/** Reads the permissions of a key. Lenient: unknown members are ignored, missing ones are read as the defaults. */
export const wirePermissionsSchema = z.object({
  allow_data: z.boolean().nullish(),
  allow_data_write: z.boolean().nullish(),
  allow_algo: z.boolean().nullish(),
  allow_web_algo: z.boolean().nullish(),
  algo_acl: algo_acl.nullish(),
  referer_host: referer_host.nullish(),
  allow_algo_management: z.boolean().nullish(),
});

/** ApiKey (B2), with the opaque `key_id` of B8 where the cluster has one. */
export const wireKeySchema = z.object({
  username: z.string().nullish(),
  key_label: key_label.nullish(),
  created_at: z.string().nullish(),
  api_key_mask: z.string().nullish(),
  /** Missing in cluster-wide lists, which show masks only (B8). */
  api_key: z.string().min(1).nullish(),
  key_type: z.enum(WIRE_KEY_TYPES),
  permissions: wirePermissionsSchema.nullish(),
  owner_name: z.string().nullish(),
  key_id: z.string().min(1).nullish(),
});
export type WireKey = z.output<typeof wireKeySchema>;

/** `GET …/keys`: a bare array, unpaged (B3). */
export const wireKeyListSchema = z.array(wireKeySchema);

/** Every paged list (B1): both pointers are null at the end. */
export function pageSchemaOf<Item>(item: z.ZodType<Item>) {
  return z.object({
    marker: z.string().nullish(),
    next_link: z.string().nullish(),
    results: z.array(item),
  });
}

/** The seven permissions as a create or a replacement sends them; always all, since the wire default changed (B5). */
export interface SentPermissions {
  readonly allow_data: boolean;
  readonly allow_data_write: boolean;
  readonly allow_algo: boolean;
  readonly allow_web_algo: boolean;
  readonly algo_acl: readonly string[];
  readonly referer_host: string;
  readonly allow_algo_management: boolean;
}

/** The type of key in our terms; both names of an admin key are one (B2). */
export function keyTypeOf(type: WireKeyType): KeyType {
  return type === 'AlgorithmKey' ? 'standard' : 'admin';
}

/** Unix ms of an ISO 8601 moment; null when there is none. */
export function createdAtOf(text: string | null | undefined): Instant | null {
  const at = Date.parse(text ?? '');
  return Number.isNaN(at) ? null : at;
}

/** A key as the cluster tells it, in our terms. `owner`: of the list that it stands in. */
export function specOfWire(key: WireKey, owner: Owner): AlgorithmiaSpec {
  const permissions = key.permissions ?? {};
  return {
    key_type: keyTypeOf(key.key_type),
    owner,
    key_label: key.key_label ?? '',
    algo_acl: permissions.algo_acl ?? [],
    allow_algo: permissions.allow_algo ?? false,
    allow_web_algo: permissions.allow_web_algo ?? false,
    referer_host: permissions.referer_host ?? '',
    allow_data: permissions.allow_data ?? false,
    allow_data_write: permissions.allow_data_write ?? false,
    allow_algo_management: permissions.allow_algo_management ?? false,
  };
}

/** All seven permissions of a standard key, those at their defaults too (B5). */
export function permissionsToSend(spec: AlgorithmiaSpec): SentPermissions {
  return {
    allow_data: spec.allow_data,
    allow_data_write: spec.allow_data_write,
    allow_algo: spec.allow_algo,
    allow_web_algo: spec.allow_web_algo,
    algo_acl: spec.algo_acl,
    referer_host: spec.referer_host,
    allow_algo_management: spec.allow_algo_management,
  };
}

/** The body of a create: ApiKeyCreation, OrganizationApiKeyCreation, or an admin key's, which has no permissions (B2). */
export function bodyOfCreate(spec: AlgorithmiaSpec): Readonly<Record<string, unknown>> {
  const label = { key_label: spec.key_label };
  if (spec.key_type === 'admin') return { key_type: 'PlatformAdminKey', ...label };
  if (spec.owner.sort === 'organization') return { ...label, permissions: permissionsToSend(spec) };
  return { key_type: 'AlgorithmKey', ...label, permissions: permissionsToSend(spec) };
}

/** The body of a replacement (B8): label and permissions; the type cannot change. */
export function bodyOfUpdate(spec: AlgorithmiaSpec): Readonly<Record<string, unknown>> {
  return spec.key_type === 'admin'
    ? { key_label: spec.key_label }
    : { key_label: spec.key_label, permissions: permissionsToSend(spec) };
}

/**
 * Where an owner's keys are listed and created (B3). A member's keys are listed with the organization's. Total: a missing
 * name, or one that cannot stand in a path, is a placeholder; every other one is escaped, as accounts that a cluster
 * lists may have names that it would not accept today.
 */
export function keysPathOf(owner: Owner, purpose: 'list' | 'create'): string {
  switch (owner.sort) {
    case 'user':
      return `/v1/users/${segment(owner.user, '{username}')}/keys`;
    case 'organization':
      return `/v1/organizations/${segment(owner.organization, '{org}')}/keys`;
    case 'member': {
      const organization = `/v1/organizations/${segment(owner.organization, '{org}')}`;
      return purpose === 'list'
        ? `${organization}/keys`
        : `${organization}/members/${segment(owner.user, '{username}')}/keys`;
    }
  }
}

/** Where one user or organization is read, replaced and deleted (B4). Total, as {@link keysPathOf}. */
export function accountPathOf(sort: 'user' | 'organization', name: string): string {
  return sort === 'user'
    ? `/v1/users/${segment(name, '{username}')}`
    : `/v1/organizations/${segment(name, '{org}')}`;
}

/** Where a member is added to an organization and removed from it (B4). */
export function memberPathOf(organization: string, username: string): string {
  return `${accountPathOf('organization', organization)}/members/${segment(username, '{username}')}`;
}

/**
 * Where an algorithm is called natively (B6): `owner/name[/version]`, with or without `algo://` in front. Null for a
 * name that would lead elsewhere.
 */
export function algorithmCallPath(resource: string): string | null {
  const names = resource
    .trim()
    .replace(/^algo:\/\//, '')
    .split('/');
  if (names.some((name) => NO_SEGMENT.test(name))) return null;
  return `/v1/algo/${names.map(encodeURIComponent).join('/')}`;
}

/** What cannot stand in a path: a dot or two lead out of it, however they are escaped, and half a character has no form. */
const NO_SEGMENT = /^\.{0,2}$|\p{Surrogate}/u;

function segment(name: string, placeholder: string): string {
  return NO_SEGMENT.test(name) ? placeholder : encodeURIComponent(name);
}
