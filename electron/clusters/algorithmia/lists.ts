import {
  keysPathOf,
  pageSchemaOf,
  specOfWire,
  createdAtOf,
  wireKeyListSchema,
  type WireKey,
} from '#shared/kinds/algorithmia/wire';
import type { Owner } from '#shared/kinds/algorithmia/spec';
import { z } from 'zod';
import type { RemoteKey } from '../adapter';
import { cancelled, type Answer } from '../answers';
import { badAnswer } from '../errors';
import { authorizationOf, type AlgorithmiaCalls } from './calls';

/** What all requests of one action have in common. */
export interface Asking {
  readonly calls: AlgorithmiaCalls;
  readonly credential: string;
  readonly signal: AbortSignal;
}

const userSchema = z.object({ username: z.string().min(1) });
const organizationSchema = z.object({ org_name: z.string().min(1) });
const algorithmSchema = z.object({ name: z.string().min(1) });

/** Every item of a paged list, to its end (key-apis B1: both pointers are null there). */
export async function* allOf<Item>(
  { calls, credential, signal }: Asking,
  path: string,
  item: z.ZodType<Item>,
  limit: number,
): AsyncIterable<Answer<readonly Item[]>> {
  const schema = pageSchemaOf(item);
  const seen = new Set<string>();
  let marker = '';
  for (;;) {
    if (signal.aborted) throw cancelled();
    const query = marker === '' ? `limit=${limit}` : `limit=${limit}&marker=${encodeURIComponent(marker)}`;
    const answer = await calls.read({
      purpose: 'list',
      path: `${path}?${query}`,
      credential,
      schema,
      signal,
    });
    yield { ...answer, value: answer.value.results };
    marker = answer.value.marker ?? '';
    if (marker === '') return;
    // A marker that comes again would never end.
    if (seen.has(marker)) throw badAnswer(calls.place, 'the same page comes again and again');
    seen.add(marker);
  }
}

/** Every account whose keys can be asked for: users, then organizations. */
export async function* allAccounts(asking: Asking, limit: number): AsyncIterable<Answer<readonly Owner[]>> {
  for await (const page of allOf(asking, '/v1/users', userSchema, limit)) {
    yield { ...page, value: page.value.map(({ username }): Owner => ({ sort: 'user', user: username })) };
  }
  for await (const page of allOf(asking, '/v1/organizations', organizationSchema, limit)) {
    const owners = page.value.map(({ org_name }): Owner => ({
      sort: 'organization',
      organization: org_name,
    }));
    yield { ...page, value: owners };
  }
}

/** A listed key with what only the wire has. */
export interface ListedRemoteKey extends RemoteKey {
  /** Null where the cluster has no ids for keys (B8). */
  readonly keyId: string | null;
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

function listedKey(key: WireKey, listOwner: Owner, credential: string): readonly ListedRemoteKey[] {
  const secret = key.api_key ?? '';
  if (secret === '') return [];
  const spec = specOfWire(key, ownerOf(key, listOwner));
  const createdAt = createdAtOf(key.created_at);
  return [
    {
      secret,
      admin: authorizationOf(credential) === authorizationOf(secret),
      spec,
      createdAt,
      keyId: key.key_id ?? null,
    },
  ];
}

/** In an organization's list a key of a member names that user; the organization's own names the organization. */
function ownerOf({ username }: WireKey, listOwner: Owner): Owner {
  if (listOwner.sort === 'user') return listOwner;
  const { organization } = listOwner;
  const user = username ?? '';
  return user === '' || user === organization
    ? { sort: 'organization', organization }
    : { sort: 'member', organization, user };
}

/** The algorithms of one user, as `owner/name`. */
export async function algorithmsOf(asking: Asking, user: string, limit: number): Promise<readonly string[]> {
  const names: string[] = [];
  for await (const page of allOf(
    asking,
    `/v1/users/${encodeURIComponent(user)}/algorithms`,
    algorithmSchema,
    limit,
  )) {
    names.push(...page.value.map(({ name }) => `${user}/${name}`));
  }
  return names;
}
