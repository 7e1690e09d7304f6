import { z } from 'zod';
import { ACCOUNT_NAME } from '#shared/kinds/algorithmia/spec';
import { CODES } from '#shared/kinds/algorithmia/codes';
import type { PracticeAnswer } from '../exchange';
import { ok, route, type PathParts, type Route } from '../routes';
import { readAccountBody } from './account-body';
import type { Cluster } from './cluster';
import type { Context } from './context';
import { defaultKeySpec } from './defaults';
import { paged } from './page';
import { ApiRefusal, noSuchUser } from './refusals';
import type { User } from './user-store';

/** What clients send besides (a password's hash, wishes of the sign-up page) is ignored (key-apis B4). */
const userBodySchema = z.object({
  username: z.string().max(30).regex(ACCOUNT_NAME),
  email: z
    .string()
    .max(320)
    .regex(/^\S+@\S+$/),
  fullname: z.string().min(1).max(1000),
  company_name: z.string().nullish(),
  company_role: z.string().nullish(),
});

function readUser(body: Buffer): z.output<typeof userBodySchema> {
  return readAccountBody(userBodySchema, body, CODES.malformedUser);
}

function wireUser(user: User): Readonly<Record<string, unknown>> {
  return {
    id: user.id,
    username: user.username,
    email: user.email,
    fullname: user.fullname,
    company_name: user.companyName,
    company_role: user.companyRole,
    self_link: `/v1/users/${user.username}`,
    resource_type: 'user',
  };
}

function userAt(part: PathParts, { users }: Cluster): User {
  const user = users.find(part('username'));
  if (user === null) throw noSuchUser(part('username'));
  return user;
}

function createUser(context: Context, cluster: Cluster): PracticeAnswer {
  context.require('manageUsers');
  const { username, email, fullname, company_name, company_role } = readUser(context.request.body);
  const taken = cluster.users.taken(username, email);
  // Users and organizations own algorithms and data under the same names.
  if (taken === 'username' || cluster.organizations.find(username) !== null) {
    throw new ApiRefusal(409, CODES.usernameTaken, `Username ${username} is taken`);
  }
  if (taken === 'email') throw new ApiRefusal(409, CODES.emailTaken, 'E-mail address is taken');
  const user = cluster.users.add({
    username,
    email,
    fullname,
    companyName: company_name ?? null,
    companyRole: company_role ?? null,
    isAdmin: false,
  });
  cluster.keys.add(defaultKeySpec(username));
  return ok(wireUser(user));
}

function updateUser(context: Context, part: PathParts, cluster: Cluster): PracticeAnswer {
  context.require('manageUsers');
  const user = userAt(part, cluster);
  const { username, email, fullname, company_name, company_role } = readUser(context.request.body);
  if (username !== user.username) {
    throw new ApiRefusal(400, CODES.usernameMismatch, 'Username of the body is not the one of the path');
  }
  if (email !== user.email) throw new ApiRefusal(400, CODES.emailFixed, 'E-mail address may not change');
  const change = { fullname, companyName: company_name ?? null, companyRole: company_role ?? null };
  cluster.users.update(username, change);
  return ok(wireUser({ ...user, ...change }));
}

function deleteUser(context: Context, part: PathParts, cluster: Cluster): PracticeAnswer {
  context.require('manageUsers');
  const { username } = userAt(part, cluster);
  const { members, keys, users } = cluster;
  const organizations = members.organizationsOf(username);
  const lonely = organizations.find((name) => {
    const owners = members.owners(name);
    return owners.length === 1 && owners[0] === username;
  });
  if (lonely !== undefined) {
    throw new ApiRefusal(409, CODES.lastOwner, `${username} is the last owner of ${lonely}`);
  }
  for (const name of organizations) members.remove(name, username);
  keys.removeOfUser(username);
  cluster.algorithms.removeOf(username);
  cluster.data.removeOf(username);
  users.remove(username);
  return { status: 204, body: null };
}

/** Users (B4), by name or id. */
export function userRoutes(cluster: Cluster): readonly Route<Context>[] {
  return [
    route('GET', '/v1/users', (context) => {
      context.require('listUsers');
      return ok(paged(context.request, cluster.users.page, wireUser));
    }),
    route('POST', '/v1/users', (context) => createUser(context, cluster)),
    route('GET', '/v1/users/:username', (context, part) => {
      context.require('listUsers');
      return ok(wireUser(userAt(part, cluster)));
    }),
    route('PUT', '/v1/users/:username', (context, part) => updateUser(context, part, cluster)),
    route('DELETE', '/v1/users/:username', (context, part) => deleteUser(context, part, cluster)),
  ];
}
