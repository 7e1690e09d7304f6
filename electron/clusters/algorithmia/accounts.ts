import type { ClusterResources } from '#shared/contract/clusters';
import type { Owner } from '#shared/kinds/algorithmia/spec';
import { accountPathOf } from '#shared/kinds/algorithmia/wire';
import { z } from 'zod';
import { unwrapped, type Answer } from '../answers';
import { CodedReadRefused } from './calls';
import { allOf, type Asking } from './paged';
import { refusesCredential } from './refusals';

const userSchema = z.object({ username: z.string().min(1) });
const organizationSchema = z.object({ org_name: z.string().min(1) });
const algorithmSchema = z.object({ name: z.string().min(1) });

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

/** The algorithms of one user, as `owner/name`. */
async function algorithmsOf(asking: Asking, user: string, limit: number): Promise<readonly string[]> {
  const path = `${accountPathOf('user', user)}/algorithms`;
  const names: string[] = [];
  for await (const page of allOf(asking, path, algorithmSchema, limit)) {
    names.push(...page.value.map(({ name }) => `${user}/${name}`));
  }
  return names;
}

/**
 * What forms can suggest: whose keys there can be, and the algorithms of every user, `atOnce` users side by side. A user
 * whose algorithms are refused keeps the others' from nobody; null where all of them are.
 */
export async function resourcesOf(
  accounts: AsyncIterable<readonly Owner[]>,
  asking: Asking,
  { pageSize, atOnce }: { readonly pageSize: number; readonly atOnce: number },
): Promise<ClusterResources> {
  const users: string[] = [];
  const organizations: string[] = [];
  for await (const page of accounts) {
    for (const account of page) {
      if (account.sort === 'organization') organizations.push(account.organization);
      if (account.sort === 'user') users.push(account.user);
    }
  }
  const lists: (readonly string[] | null)[] = [];
  for (let from = 0; from < users.length; from += atOnce) {
    const some = users.slice(from, from + atOnce);
    const asked = some.map((user) => unlessRefused(algorithmsOf(asking, user, pageSize)));
    lists.push(...(await unwrapped(Promise.all(asked))));
  }
  const told = lists.filter((list) => list !== null);
  return { names: told.length === 0 && lists.length > 0 ? null : told.flat(), users, organizations };
}

/** Null where one account is refused; what would refuse every account alike rejects. */
async function unlessRefused<T>(pending: Promise<T>): Promise<T | null> {
  try {
    return await pending;
  } catch (error) {
    if (!(error instanceof CodedReadRefused)) throw error;
    const { refusal } = error;
    if (refusesCredential(refusal) || refusal.status === 429 || refusal.status >= 500) throw error;
    return null;
  }
}
