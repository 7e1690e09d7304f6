import {
  ROLES,
  type Member,
  type Organization,
  type OrganizationForm,
  type User,
  type UserForm,
} from '#shared/contract/people';
import { z } from 'zod';

type Body = Readonly<Record<string, unknown>>;

/** How the members of a user are called on the wire (key-apis B4). */
export const USER_FIELDS: Readonly<Record<keyof UserForm, string>> = {
  username: 'username',
  email: 'email',
  fullName: 'fullname',
  companyName: 'company_name',
  companyRole: 'company_role',
};

/** How the members of an organization are called on the wire (B4). */
export const ORGANIZATION_FIELDS: Readonly<Record<keyof OrganizationForm, string>> = {
  name: 'org_name',
  label: 'org_label',
  contactName: 'org_contact_name',
  email: 'org_email',
  typeId: 'type_id',
  url: 'org_url',
  externalId: 'external_id',
  adminGroups: 'external_admin_group',
  memberGroups: 'external_member_group',
  executorGroups: 'external_executor_group',
};

const text = z
  .string()
  .nullish()
  .transform((value) => value ?? '');

/** Reads a user. Lenient: what is missing is empty, what is unknown is ignored. */
export const wireUserSchema = z
  .object({
    id: text,
    username: z.string().min(1),
    email: text,
    fullname: text,
    company_name: text,
    company_role: text,
  })
  .transform(({ id, username, email, fullname, company_name, company_role }): User => ({
    id,
    username,
    email,
    fullName: fullname,
    companyName: company_name,
    companyRole: company_role,
  }));

/** Arrays in the specification, strings in the older documentation (B4). */
const groups = z
  .union([z.string(), z.array(z.string())])
  .nullish()
  .transform((value) => (Array.isArray(value) ? value : [value ?? '']).filter((group) => group !== ''));

/** Reads an organization, as leniently. */
export const wireOrganizationSchema = z
  .object({
    id: text,
    org_name: z.string().min(1),
    org_label: text,
    org_contact_name: text,
    org_email: text,
    type_id: text,
    org_url: text,
    external_id: text,
    external_admin_group: groups,
    external_member_group: groups,
    external_executor_group: groups,
  })
  .transform((wire): Organization => ({
    id: wire.id,
    name: wire.org_name,
    label: wire.org_label,
    contactName: wire.org_contact_name,
    email: wire.org_email,
    typeId: wire.type_id,
    url: wire.org_url,
    externalId: wire.external_id,
    adminGroups: wire.external_admin_group,
    memberGroups: wire.external_member_group,
    executorGroups: wire.external_executor_group,
  }));

/** What a replacement of an organization has to say as the cluster said it: see {@link organizationBody}. */
export const wireKeptSchema = z.object({
  external_admin_group: z.unknown().optional(),
  external_member_group: z.unknown().optional(),
  external_executor_group: z.unknown().optional(),
  stripe_customer_id: z.unknown().optional(),
});
export type WireKept = z.output<typeof wireKeptSchema>;

export const wireTypesSchema = z.array(z.object({ id: z.string().min(1), name: z.string() }));

/** Roles that later versions may know are unknown here. */
export const wireMemberSchema = z.object({
  username: z.string().min(1),
  role: z.enum(ROLES).catch('unknown'),
}) satisfies z.ZodType<Member>;

/** The body of a create: what was left empty is left out. */
export function newUserBody(user: UserForm): Body {
  return withoutEmpty(userBody(user));
}

/** The body of a replacement: everything, so that what was emptied becomes empty. */
export function userBody(user: UserForm): Body {
  const { username, email, fullName, companyName, companyRole } = user;
  return { username, email, fullname: fullName, company_name: companyName, company_role: companyRole };
}

/** The body of a create: what was left empty is left out. */
export function newOrganizationBody(organization: OrganizationForm): Body {
  return withoutEmpty(organizationBody(organization, {}));
}

/**
 * The body of a replacement: everything, so that what was emptied becomes empty. Groups go in the form in which the
 * cluster told them, and the number of the account that pays stays (B4: arrays or strings; `stripe_customer_id`).
 */
export function organizationBody(organization: OrganizationForm, kept: Partial<WireKept>): Body {
  const { adminGroups, memberGroups, executorGroups } = organization;
  const { stripe_customer_id: payer } = kept;
  return {
    org_name: organization.name,
    org_label: organization.label,
    org_contact_name: organization.contactName,
    org_email: organization.email,
    type_id: organization.typeId,
    org_url: organization.url,
    external_id: organization.externalId,
    external_admin_group: groupsAs(kept.external_admin_group, adminGroups),
    external_member_group: groupsAs(kept.external_member_group, memberGroups),
    external_executor_group: groupsAs(kept.external_executor_group, executorGroups),
    ...(payer === null || payer === undefined ? {} : { stripe_customer_id: payer }),
  };
}

function groupsAs(told: unknown, groupNames: readonly string[]): unknown {
  return typeof told === 'string' && groupNames.length < 2 ? (groupNames[0] ?? '') : groupNames;
}

function withoutEmpty(body: Body): Body {
  return Object.fromEntries(
    Object.entries(body).filter(([, value]) => value !== '' && !(Array.isArray(value) && value.length === 0)),
  );
}
