import { z } from 'zod';
import { ACCOUNT_NAME } from '#shared/kinds/algorithmia/spec';
import { CODES } from '#shared/kinds/algorithmia/codes';
import type { PracticeAnswer } from '../exchange';
import { ok, route, type PathParts, type Route } from '../routes';
import { readAccountBody } from './account-body';
import type { Cluster } from './cluster';
import type { Context } from './context';
import { organizationDetailsSchema, type Organization, type OrganizationDetails } from './organization-store';
import { paged } from './page';
import { ApiRefusal, noSuchOrganization } from './refusals';

const organizationBodySchema = z.object({
  org_name: z.string().max(30).regex(ACCOUNT_NAME),
  ...organizationDetailsSchema.shape,
});
const typeBodySchema = z.object({ name: z.string().min(1).max(100) });

function readOrganization(
  body: Buffer,
  { types }: Cluster,
): { readonly name: string; readonly details: OrganizationDetails } {
  const code = CODES.malformedOrganization;
  const { org_name: name, ...details } = readAccountBody(organizationBodySchema, body, code);
  if (!types.list().some(({ id }) => id === details.type_id)) {
    throw new ApiRefusal(400, code, 'There is no type of organizations with this type_id');
  }
  return { name, details };
}

function organizationAt(part: PathParts, { organizations }: Cluster): Organization {
  const found = organizations.find(part('org'));
  if (found === null) throw noSuchOrganization(part('org'));
  return found;
}

function wireOrganization(organization: Organization, { members }: Cluster): unknown {
  const { id, name, details, createdAt } = organization;
  return {
    id,
    org_name: name,
    ...details,
    org_created_at: new Date(createdAt).toISOString(),
    owner_ids: members.owners(name),
    self_link: `/v1/organizations/${name}`,
    resource_type: 'organization',
  };
}

function createOrganization(context: Context, cluster: Cluster): PracticeAnswer {
  context.require('manageOrganizations');
  const { name, details } = readOrganization(context.request.body, cluster);
  // Users and organizations own algorithms and data under the same names.
  if (cluster.organizations.find(name) !== null || cluster.users.taken(name, '') !== null) {
    throw new ApiRefusal(409, CODES.organizationExists, `Organization ${name} exists already`);
  }
  const organization = cluster.organizations.add(name, details);
  const { owner } = context.caller;
  if (owner?.sort === 'user') cluster.members.add(name, owner.user, 'owner');
  return ok(wireOrganization(organization, cluster));
}

function updateOrganization(context: Context, part: PathParts, cluster: Cluster): PracticeAnswer {
  context.require('manageOrganizations');
  const organization = organizationAt(part, cluster);
  const { name, details } = readOrganization(context.request.body, cluster);
  if (name !== organization.name) {
    throw new ApiRefusal(400, CODES.malformedOrganization, 'The name of an organization cannot change');
  }
  cluster.organizations.update(name, details);
  return { status: 204, body: null };
}

function deleteOrganization(context: Context, part: PathParts, cluster: Cluster): PracticeAnswer {
  context.require('manageOrganizations');
  const { name } = organizationAt(part, cluster);
  // The name can be taken again, and what stood under it must not come with it.
  cluster.keys.removeOfOrganization(name);
  cluster.algorithms.removeOf(name);
  cluster.data.removeOf(name);
  cluster.organizations.remove(name);
  return { status: 204, body: null };
}

function byExternalId(context: Context, part: PathParts, cluster: Cluster): PracticeAnswer {
  context.require('listOrganizations');
  const found = cluster.organizations.findByExternalId(part('externalId'));
  if (found === null) throw noSuchOrganization(part('externalId'));
  return ok(wireOrganization(found, cluster));
}

function createType(context: Context, { types }: Cluster): PracticeAnswer {
  context.require('manageOrganizations');
  const { name } = readAccountBody(typeBodySchema, context.request.body, CODES.malformedOrganization);
  if (types.list().some((type) => type.name === name)) {
    throw new ApiRefusal(409, CODES.invalidRequest, `Type ${name} exists already`);
  }
  return ok(types.add(name));
}

function deleteType(context: Context, part: PathParts, { types }: Cluster): PracticeAnswer {
  context.require('manageOrganizations');
  types.remove(part('name'));
  return { status: 204, body: null };
}

/** Organizations and their types (key-apis B4). */
export function organizationRoutes(cluster: Cluster): readonly Route<Context>[] {
  return [
    route('GET', '/v1/organization/types', (context) => {
      context.require('listOrganizations');
      return ok(cluster.types.list());
    }),
    route('POST', '/v1/organization/types', (context) => createType(context, cluster)),
    route('DELETE', '/v1/organization/types/:name', (context, part) => deleteType(context, part, cluster)),
    route('GET', '/v1/organizations', (context) => {
      context.require('listOrganizations');
      const write = (one: Organization): unknown => wireOrganization(one, cluster);
      return ok(paged(context.request, cluster.organizations.page, write));
    }),
    route('POST', '/v1/organizations', (context) => createOrganization(context, cluster)),
    route('GET', '/v1/organizations/externalId/:externalId', (context, part) =>
      byExternalId(context, part, cluster),
    ),
    route('GET', '/v1/organizations/:org', (context, part) => {
      context.require('listOrganizations');
      return ok(wireOrganization(organizationAt(part, cluster), cluster));
    }),
    route('PUT', '/v1/organizations/:org', (context, part) => updateOrganization(context, part, cluster)),
    route('DELETE', '/v1/organizations/:org', (context, part) => deleteOrganization(context, part, cluster)),
  ];
}
