import { defaultSpec } from '#shared/kinds/algorithmia/index';
import { withoutPermissions } from '#shared/kinds/algorithmia/presets';
import type { AlgorithmiaSpec, KeyType, Owner } from '#shared/kinds/algorithmia/spec';
import type { SpecChange } from '../draft';

/** The full list of the platform: every algorithm that the owner can reach (key-apis B2). */
export const FULL_ACCESS = 'algo://*';

/**
 * Another type: an admin key has no permissions, and a standard one begins with the usual ones (key-apis B2), or with
 * those of `kept`, a standard key.
 */
export function ofType(key_type: KeyType, kept: AlgorithmiaSpec = defaultSpec): SpecChange<AlgorithmiaSpec> {
  return (spec) => {
    if (spec.key_type === key_type) return spec;
    if (key_type === 'admin') return { ...withoutPermissions(spec), key_type };
    const { key_label, owner } = spec;
    return { ...kept, key_label, owner };
  };
}

/** Another sort of owner: names that were typed stay where they still have a place. */
export function ownerOfSort(owner: Owner, sort: Owner['sort']): Owner {
  const user = owner.sort === 'organization' ? '' : owner.user;
  const organization = owner.sort === 'user' ? '' : owner.organization;
  switch (sort) {
    case 'user':
      return { sort, user };
    case 'organization':
      return { sort, organization };
    case 'member':
      return { sort, organization, user };
  }
}

export const DATA_LEVELS = ['none', 'read', 'write'] as const;
export type DataLevel = (typeof DATA_LEVELS)[number];

/** The level of the dialog; null for the combination that the dialog does not have (writing without reading). */
export function dataLevelOf(spec: AlgorithmiaSpec): DataLevel | null {
  if (spec.allow_data_write) return spec.allow_data ? 'write' : null;
  return spec.allow_data ? 'read' : 'none';
}

/** No Access, Read Only, Read & Write (key-apis B2). */
export function ofDataLevel(level: DataLevel): SpecChange<AlgorithmiaSpec> {
  return (spec) => ({ ...spec, allow_data: level !== 'none', allow_data_write: level === 'write' });
}

/** How the list of algorithms reads: `restricted` for anything that is neither empty nor exactly everything. */
export const ACCESS_MODES = ['none', 'restricted', 'full'] as const;
export type AccessMode = (typeof ACCESS_MODES)[number];

export function accessModeOf({ algo_acl }: Pick<AlgorithmiaSpec, 'algo_acl'>): AccessMode {
  if (algo_acl.length === 0) return 'none';
  return algo_acl.length === 1 && algo_acl[0] === FULL_ACCESS ? 'full' : 'restricted';
}
