import type { AlgorithmiaSpec, Owner } from '#shared/kinds/algorithmia/spec';
import {
  createdAtOf,
  keysPathOf,
  specOfWire,
  wireKeyListSchema,
  type WireKey,
} from '#shared/kinds/algorithmia/wire';
import type { RemoteKey } from '../../adapter';
import type { Answer } from '../../answers';
import { authorizationOf } from '../calls';
import type { Asking } from '../paged';

/** A listed key with what only the wire has. */
export interface ListedRemoteKey extends RemoteKey {
  readonly spec: AlgorithmiaSpec;
  /** Null where the cluster has no ids for keys (B8). */
  readonly keyId: string | null;
  /** Another account than the user in whose list it stands, which owns it by the cluster's word; null elsewhere. */
  readonly ownedBy: string | null;
}

/** The keys of one account that are told with their secret; a mask alone cannot be recognised again. */
export async function keysOf(
  { calls, credential, signal }: Asking,
  owner: Owner,
): Promise<Answer<readonly ListedRemoteKey[]>> {
  const path = keysPathOf(owner, 'list');
  const answer = await calls.read({ purpose: 'list', path, credential, schema: wireKeyListSchema, signal });
  return { ...answer, value: answer.value.flatMap((key) => listedKey(key, owner, credential)) };
}

/** The same without what only the wire has. */
export function withoutId({ secret, admin, spec, createdAt }: ListedRemoteKey): RemoteKey {
  return { secret, admin, spec, createdAt };
}

function listedKey(key: WireKey, listOwner: Owner, credential: string): readonly ListedRemoteKey[] {
  const secret = key.api_key ?? '';
  if (secret === '') return [];
  const told = key.owner_name ?? '';
  return [
    {
      secret,
      admin: authorizationOf(credential) === authorizationOf(secret),
      spec: specOfWire(key, ownerOf(key, listOwner)),
      createdAt: createdAtOf(key.created_at),
      keyId: key.key_id ?? null,
      ownedBy: listOwner.sort === 'user' && told !== '' && told !== listOwner.user ? told : null,
    },
  ];
}

/**
 * In an organization's list (keys of its members, B3) a key of a member names that user, and the organization as its
 * owner unless it is the user's own; the organization's own names the organization.
 */
function ownerOf({ username, owner_name }: WireKey, listOwner: Owner): Owner {
  if (listOwner.sort === 'user') return listOwner;
  const { organization } = listOwner;
  const user = username ?? '';
  if (user === '' || user === organization) return { sort: 'organization', organization };
  return owner_name === user ? { sort: 'user', user } : { sort: 'member', organization, user };
}
