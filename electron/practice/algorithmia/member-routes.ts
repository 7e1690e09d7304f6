import { CODES } from '#shared/kinds/algorithmia/codes';
import { z } from 'zod';
import type { PracticeAnswer } from '../exchange';
import { ok, route, type PathParts, type Route } from '../routes';
import { readAccountBody } from './account-body';
import type { Cluster } from './cluster';
import type { Context } from './context';
import { ROLES, type Member } from './member-store';
import { paged } from './page';
import { ApiRefusal, noSuchOrganization, noSuchUser } from './refusals';

const memberBodySchema = z.object({ role: z.enum(ROLES).nullish() });

function organizationAt(part: PathParts, { organizations }: Cluster): string {
  if (organizations.find(part('org')) === null) throw noSuchOrganization(part('org'));
  return part('org');
}

function wireMember({ username, role }: Member): unknown {
  return { username, role, user_link: `/v1/users/${username}`, resource_type: 'organization_member' };
}

function addMember(context: Context, part: PathParts, cluster: Cluster): PracticeAnswer {
  context.require('manageOrganizations');
  const organization = organizationAt(part, cluster);
  const user = cluster.users.find(part('username'));
  if (user === null) throw noSuchUser(part('username'));
  const { body } = context.request;
  const { role } =
    body.length === 0 ? {} : readAccountBody(memberBodySchema, body, CODES.malformedOrganization);
  const added = cluster.members.add(organization, user.username, role ?? 'member');
  return {
    status: added ? 201 : 200,
    body: wireMember({
      username: user.username,
      role: cluster.members.roleOf(organization, user.username) ?? 'unknown',
    }),
  };
}

function removeMember(context: Context, part: PathParts, cluster: Cluster): PracticeAnswer {
  context.require('manageOrganizations');
  const organization = organizationAt(part, cluster);
  const username = part('username');
  const owners = cluster.members.owners(organization);
  if (owners.length === 1 && owners[0] === username) {
    throw new ApiRefusal(409, CODES.lastOwner, `${username} is the last owner of ${organization}`);
  }
  cluster.keys.removeOfMember(organization, username);
  cluster.members.remove(organization, username);
  return { status: 204, body: null };
}

/** Members of organizations (key-apis B4). */
export function memberRoutes(cluster: Cluster): readonly Route<Context>[] {
  const one = '/v1/organizations/:org/members/:username';
  return [
    route('GET', '/v1/organizations/:org/members', (context, part) => {
      context.require('listOrganizations');
      const organization = organizationAt(part, cluster);
      return ok(paged(context.request, (window) => cluster.members.page(organization, window), wireMember));
    }),
    route('PUT', one, (context, part) => addMember(context, part, cluster)),
    route('DELETE', one, (context, part) => removeMember(context, part, cluster)),
  ];
}
