import { z } from 'zod';
import { algoFamily } from '#shared/scopes/algo-family';
import { algorithmiaSpecSchema, type AlgorithmiaSpec, type Owner } from '#shared/kinds/algorithmia/spec';
import { keyTypeOf, permissionsToSend, WIRE_KEY_TYPES } from '#shared/kinds/algorithmia/wire';
import { accept, parseJson } from '../json';
import { adminKeySpec, specWith } from './defaults';
import { SECRET, type StoredKey } from './key-store';
import { invalid } from './refusals';

const { key_label, algo_acl, referer_host } = algorithmiaSpecSchema.shape;

/** AuthPermissions as they are accepted (key-apis B2): what is required there, no unknown member. */
const permissionsSchema = z
  .strictObject({
    allow_data: z.boolean(),
    allow_data_write: z.boolean(),
    allow_algo: z.boolean(),
    allow_web_algo: z.boolean(),
    algo_acl: algo_acl.check(
      z.refine((entries) => entries.every((entry) => algoFamily.parse(entry).ok), 'not an algo:// entry'),
    ),
    referer_host: referer_host.nullish(),
    allow_algo_management: z.boolean().nullish(),
  })
  .refine(
    ({ allow_data, allow_data_write }) => allow_data || !allow_data_write,
    'data cannot be written without being read',
  );
type Permissions = z.output<typeof permissionsSchema>;

const createSchema = z.strictObject({
  key_type: z.enum(WIRE_KEY_TYPES),
  key_label: key_label.nullish(),
  permissions: permissionsSchema.nullish(),
});
const importSchema = z.strictObject({ ...createSchema.shape, api_key: z.string().regex(SECRET) });
const organizationCreateSchema = z.strictObject({
  key_type: z.literal('AlgorithmKey').nullish(),
  key_label,
  permissions: permissionsSchema,
});
const replaceSchema = z.strictObject({
  key_type: z.enum(WIRE_KEY_TYPES).nullish(),
  key_label,
  permissions: permissionsSchema.nullish(),
});

function standardSpec(owner: Owner, label: string, permissions: Permissions): AlgorithmiaSpec {
  return specWith(owner, label, {
    ...permissions,
    referer_host: permissions.referer_host ?? '',
    allow_algo_management: permissions.allow_algo_management ?? false,
  });
}

function requirePermissions(permissions: Permissions | null | undefined): Permissions {
  if (permissions === null || permissions === undefined) {
    throw invalid('A key for algorithms needs permissions');
  }
  return permissions;
}

function specOf({ key_type, key_label: label, permissions }: z.output<typeof createSchema>, owner: Owner) {
  if (keyTypeOf(key_type) === 'standard') {
    return standardSpec(owner, label ?? '', requirePermissions(permissions));
  }
  if (owner.sort !== 'user') throw invalid('An admin key belongs to a user');
  if (permissions !== null && permissions !== undefined) throw invalid('An admin key has no permissions');
  return adminKeySpec(owner.user, label ?? '');
}

/** ApiKeyCreation. Throws Refusal 400 for anything else. */
export function readCreate(body: Buffer, owner: Owner): AlgorithmiaSpec {
  return specOf(accept(createSchema, parseJson(body)), owner);
}

/** ApiKeyCreation with the key's text. Throws Refusal 400 for anything else. */
export function readImport(
  body: Buffer,
  owner: Owner,
): { readonly spec: AlgorithmiaSpec; readonly secret: string } {
  const { api_key, ...creation } = accept(importSchema, parseJson(body));
  return { spec: specOf(creation, owner), secret: api_key };
}

/** OrganizationApiKeyCreation. Throws Refusal 400 for anything else. */
export function readOrganizationCreate(body: Buffer, owner: Owner): AlgorithmiaSpec {
  const { key_label: label, permissions } = accept(organizationCreateSchema, parseJson(body));
  return standardSpec(owner, label, permissions);
}

/** A replacement of label and permissions (B8); the type cannot change. Throws Refusal 400 for anything else. */
export function readReplacement(body: Buffer, { spec }: StoredKey): AlgorithmiaSpec {
  const { key_type, key_label: label, permissions } = accept(replaceSchema, parseJson(body));
  if (key_type !== null && key_type !== undefined && keyTypeOf(key_type) !== spec.key_type) {
    throw invalid('The type of a key cannot change');
  }
  return spec.key_type === 'admin'
    ? specOf({ key_type: 'PlatformAdminKey', key_label: label, permissions }, spec.owner)
    : standardSpec(spec.owner, label, requirePermissions(permissions));
}

function accountsOf(owner: Owner): { readonly username: string; readonly owner_name: string } {
  switch (owner.sort) {
    case 'user':
      return { username: owner.user, owner_name: owner.user };
    case 'organization':
      return { username: owner.organization, owner_name: owner.organization };
    case 'member':
      return { username: owner.user, owner_name: owner.organization };
  }
}

const SHOWN = 6;

/** ApiKey without its text, as the cluster-wide list has it (B8). */
export function maskedKey({ keyId, secret, spec, createdAt }: StoredKey): Readonly<Record<string, unknown>> {
  return {
    key_id: keyId,
    ...accountsOf(spec.owner),
    key_label: spec.key_label,
    created_at: new Date(createdAt).toISOString(),
    api_key_mask: `${secret.slice(0, SHOWN)}****`,
    key_type: spec.key_type === 'admin' ? 'PlatformAdminKey' : 'AlgorithmKey',
    ...(spec.key_type === 'admin' ? {} : { permissions: permissionsToSend(spec) }),
  };
}

/** ApiKey (B2). */
export function wholeKey(key: StoredKey): Readonly<Record<string, unknown>> {
  return { ...maskedKey(key), api_key: key.secret };
}
