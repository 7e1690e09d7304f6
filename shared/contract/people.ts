import { z } from 'zod';
import { clusterIdSchema } from '../ids';
import { accountNameProblem } from '../kinds/account-name';
import { call } from './call';

/** Texts of an account besides its name; far longer than any that a cluster takes. */
const LONGEST = 1_000;
const text = z.string().trim().max(LONGEST, 'Use at most 1,000 characters.');
const required = (message: string): z.ZodString => text.min(1, message);
const emailSchema = required('Enter an e-mail address.')
  .max(320, 'Use at most 320 characters.')
  .regex(/^[^\s@]+@[^\s@]+$/, 'Enter an address like ann@acme.example.');

/** The name of a new account (key-apis B3); issues say what is wrong with it. */
const newNameSchema = z
  .string()
  .trim()
  .max(LONGEST)
  .superRefine((name, context) => {
    const problem = accountNameProblem(name);
    if (problem !== null) context.addIssue({ code: 'custom', message: problem });
  });

/** The name of an account that a cluster listed: such names may be older than today's rule. */
const knownNameSchema = z.string().min(1).max(LONGEST);

/** What is said about a user (key-apis B4). Username and e-mail address stay as they are once the user exists. */
export const userFormSchema = z.strictObject({
  username: newNameSchema,
  email: emailSchema,
  fullName: required('Enter the full name.'),
  companyName: text,
  companyRole: text,
});
export type UserForm = Readonly<z.infer<typeof userFormSchema>>;

/** A changed user: what cannot change is passed on as the cluster told it. */
export const userEditSchema = z.strictObject({
  ...userFormSchema.shape,
  username: knownNameSchema,
  email: z.string().max(LONGEST),
});

/** A user as the cluster tells it. Members that it leaves out are empty. */
export const userSchema = z.strictObject({
  username: z.string(),
  email: z.string(),
  fullName: z.string(),
  companyName: z.string(),
  companyRole: z.string(),
  /** The cluster's own id; empty where it tells none. */
  id: z.string(),
});
export type User = Readonly<z.infer<typeof userSchema>>;

/** Names of groups in a directory outside the cluster. */
const groupsSchema = z
  .array(z.string().trim().min(1).max(LONGEST, 'Use at most 1,000 characters for a group.'))
  .max(100, 'Use at most 100 groups.');

/** What is said about an organization (key-apis B4). Its name stays as it is once the organization exists. */
export const organizationFormSchema = z.strictObject({
  name: newNameSchema,
  label: required('Enter a label.').max(100, 'Use at most 100 characters.'),
  contactName: required('Enter the name of a contact.'),
  email: emailSchema,
  typeId: required('Choose a type.'),
  url: text.regex(/^(https?:\/\/[^\s/]\S*)?$/i, 'Enter an address that begins with https:// or http://.'),
  externalId: text,
  adminGroups: groupsSchema,
  memberGroups: groupsSchema,
  executorGroups: groupsSchema,
});
export type OrganizationForm = Readonly<z.infer<typeof organizationFormSchema>>;

/** A changed organization. */
export const organizationEditSchema = z.strictObject({
  ...organizationFormSchema.shape,
  name: knownNameSchema,
});

/** An organization as the cluster tells it. Members that it leaves out are empty. */
export const organizationSchema = z.strictObject({
  name: z.string(),
  label: z.string(),
  contactName: z.string(),
  email: z.string(),
  typeId: z.string(),
  url: z.string(),
  externalId: z.string(),
  adminGroups: z.array(z.string()),
  memberGroups: z.array(z.string()),
  executorGroups: z.array(z.string()),
  /** The cluster's own id; empty where it tells none. */
  id: z.string(),
});
export type Organization = Readonly<z.infer<typeof organizationSchema>>;

export const organizationTypeSchema = z.strictObject({ id: z.string(), name: z.string() });
export type OrganizationType = Readonly<z.infer<typeof organizationTypeSchema>>;

export const ROLES = ['owner', 'member', 'invited', 'unknown'] as const;
export const memberSchema = z.strictObject({ username: z.string(), role: z.enum(ROLES) });
export type Member = Readonly<z.infer<typeof memberSchema>>;

export const ACCOUNT_SORTS = ['user', 'organization'] as const;
export type AccountSort = (typeof ACCOUNT_SORTS)[number];

/**
 * How a change ended that did not fail for certain. `unknown`: it was sent once, and no answer told what became of
 * it; only the list can tell.
 */
export const accountOutcomeSchema = z.discriminatedUnion('outcome', [
  z.strictObject({ outcome: z.literal('done') }),
  z.strictObject({ outcome: z.literal('unknown'), message: z.string() }),
]);
export type AccountOutcome = z.infer<typeof accountOutcomeSchema>;

export const peopleProgressSchema = z.strictObject({
  clusterId: clusterIdSchema,
  list: z.enum(ACCOUNT_SORTS),
  /** Accounts read so far. */
  done: z.number().int(),
});

/** What a confirmation about an account is for. */
export function accountTarget(sort: AccountSort, name: string): string {
  return `${sort} ${name}`;
}

/** What a confirmation about a membership is for. Names may hold anything, so that the length says where one ends. */
export function memberTarget(organization: string, username: string): string {
  return `member ${organization.length} ${organization}/${username}`;
}

/** What a confirmation about a type of organizations is for. */
export function typeTarget(name: string): string {
  return `type ${name}`;
}

/** The name of a new type of organizations (key-apis B4). */
export const typeNameSchema = required('Enter a name.').max(100, 'Use at most 100 characters.');

const inCluster = { clusterId: clusterIdSchema };
const user = { ...inCluster, username: knownNameSchema };
const organization = { ...inCluster, organization: knownNameSchema };
const member = { ...organization, username: knownNameSchema };
const confirmation = z.string().max(100).nullable();

/** Users and organizations, read live from clusters whose kind has people; NOT_OFFERED for all others. */
export const peopleCalls = {
  /** All of them; `people:progress` tells of long lists. */
  'people.users': call(z.strictObject(inCluster), z.array(userSchema)),
  'people.user': call(z.strictObject(user), userSchema),
  'people.createUser': call(
    z.strictObject({ ...inCluster, user: userFormSchema, confirmation }),
    accountOutcomeSchema,
  ),
  'people.updateUser': call(
    z.strictObject({ ...inCluster, user: userEditSchema, confirmation }),
    accountOutcomeSchema,
  ),
  /** The user's keys go with it; its name and e-mail address can never be used again. */
  'people.removeUser': call(z.strictObject({ ...user, confirmation }), accountOutcomeSchema),
  'people.organizations': call(z.strictObject(inCluster), z.array(organizationSchema)),
  'people.organization': call(z.strictObject(organization), organizationSchema),
  'people.organizationTypes': call(z.strictObject(inCluster), z.array(organizationTypeSchema)),
  'people.createOrganizationType': call(
    z.strictObject({ ...inCluster, name: typeNameSchema, confirmation }),
    accountOutcomeSchema,
  ),
  /** Organizations of this type keep it as an id without a name. */
  'people.removeOrganizationType': call(
    z.strictObject({ ...inCluster, name: knownNameSchema, confirmation }),
    accountOutcomeSchema,
  ),
  'people.createOrganization': call(
    z.strictObject({ ...inCluster, organization: organizationFormSchema, confirmation }),
    accountOutcomeSchema,
    { maxInput: 1024 * 1024 },
  ),
  'people.updateOrganization': call(
    z.strictObject({ ...inCluster, organization: organizationEditSchema, confirmation }),
    accountOutcomeSchema,
    { maxInput: 1024 * 1024 },
  ),
  'people.removeOrganization': call(z.strictObject({ ...organization, confirmation }), accountOutcomeSchema),
  'people.members': call(z.strictObject(organization), z.array(memberSchema)),
  'people.addMember': call(z.strictObject({ ...member, confirmation }), accountOutcomeSchema),
  /** Keys that the organization gave to this member go with the membership. */
  'people.removeMember': call(z.strictObject({ ...member, confirmation }), accountOutcomeSchema),
} as const;
