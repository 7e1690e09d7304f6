import type { Access } from '#shared/contract/clusters';
import { securedKeyParts } from '#shared/kinds/algolia/secured-key';
import { keyInfoSchema } from '#shared/kinds/algolia/wire';
import { z } from 'zod';
import type { Reach } from '../adapter';
import { ReadRefused, type Answer } from '../answers';
import type { AlgoliaCalls } from './calls';
import { refusesCredential } from './refusals';

export interface Verified {
  readonly access: Access;
  /** The answer that told; null when only refusals did. */
  readonly answer: Answer<unknown> | null;
}

const NEEDS_ADMIN = 'Listing, creating, changing and deleting keys needs the admin key of the application.';

/**
 * Finds out what a credential may do: an admin key can list the keys; any other key can at most read itself
 * (key-apis A3). Rejects with {@link ReadRefused} when the cluster does not know the credential.
 */
export async function verifyCredential(
  calls: AlgoliaCalls,
  reach: Reach,
  signal: AbortSignal,
): Promise<Verified> {
  const asked = { purpose: 'verify', credential: reach.credential, secrets: [], signal } as const;
  try {
    const answer = await calls.read({
      ...asked,
      send: (client) => client.listApiKeys(),
      schema: z.object({ keys: z.array(z.unknown()) }),
    });
    return { access: { level: 'admin' }, answer };
  } catch (error) {
    if (!(error instanceof ReadRefused) || error.refusal.status !== 403) throw error;
  }
  try {
    const answer = await calls.read({
      ...asked,
      send: (client) => client.getApiKey({ key: reach.credential }),
      schema: keyInfoSchema,
    });
    const acl = answer.value.acl ?? [];
    return { access: limited(acl, ownReason(acl)), answer };
  } catch (error) {
    if (!(error instanceof ReadRefused) || refusesCredential(error.refusal)) throw error;
    const { status } = error.refusal;
    // Known to the cluster, but it does not tell what the key may do: so it is with secured keys.
    if (status !== 403 && status !== 404) throw error;
    return { access: limited([], silentReason(reach.credential)), answer: null };
  }
}

function limited(permissions: readonly string[], reason: string): Access {
  return { level: 'limited', permissions: [...permissions], reason };
}

function ownReason(acl: readonly string[]): string {
  const permissions = acl.length === 0 ? 'no permission' : acl.join(', ');
  return `This key is not the admin key; it grants ${permissions}. ${NEEDS_ADMIN}`;
}

function silentReason(credential: string): string {
  const sort = securedKeyParts(credential) === null ? 'This key' : 'This is a secured key, which';
  return `${sort} is not the admin key, and the cluster does not tell what it may do. ${NEEDS_ADMIN}`;
}
