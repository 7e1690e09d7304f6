import {
  organizationEditSchema,
  organizationFormSchema,
  userEditSchema,
  userFormSchema,
  type Organization,
  type OrganizationForm,
  type User,
  type UserForm,
} from '#shared/contract/people';
import type { z } from 'zod';

/** A form as typed: everything is text until it is sent. */
export type UserDraft = Readonly<Record<keyof UserForm, string>>;
/** Groups stand beside each other, with commas between them. */
export type OrganizationDraft = Readonly<Record<keyof OrganizationForm, string>>;

/** Messages by field. */
export type FieldErrors = Readonly<Record<string, string>>;

export type Purpose = 'create' | 'edit';

export const EMPTY_USER: UserDraft = {
  username: '',
  email: '',
  fullName: '',
  companyName: '',
  companyRole: '',
};

/** The form for a user who exists. */
export function userDraft({ username, email, fullName, companyName, companyRole }: User): UserDraft {
  return { username, email, fullName, companyName, companyRole };
}

/** What is wrong with a user as typed. */
export function userProblems(draft: UserDraft, purpose: Purpose): FieldErrors {
  return problemsOf(purpose === 'create' ? userFormSchema : userEditSchema, draft);
}

export const EMPTY_ORGANIZATION: OrganizationDraft = {
  name: '',
  label: '',
  contactName: '',
  email: '',
  typeId: '',
  url: '',
  externalId: '',
  adminGroups: '',
  memberGroups: '',
  executorGroups: '',
};

/** The form for an organization that exists. */
export function organizationDraft(organization: Organization): OrganizationDraft {
  const { id: _, adminGroups, memberGroups, executorGroups, ...texts } = organization;
  return {
    ...texts,
    adminGroups: adminGroups.join(', '),
    memberGroups: memberGroups.join(', '),
    executorGroups: executorGroups.join(', '),
  };
}

/** The organization that the draft describes, before the schema has judged it. */
export function organizationOf(draft: OrganizationDraft): OrganizationForm {
  return {
    ...draft,
    adminGroups: groupsOf(draft.adminGroups),
    memberGroups: groupsOf(draft.memberGroups),
    executorGroups: groupsOf(draft.executorGroups),
  };
}

/** What is wrong with an organization as typed. */
export function organizationProblems(draft: OrganizationDraft, purpose: Purpose): FieldErrors {
  const schema = purpose === 'create' ? organizationFormSchema : organizationEditSchema;
  return problemsOf(schema, organizationOf(draft));
}

function groupsOf(text: string): string[] {
  return text
    .split(',')
    .map((group) => group.trim())
    .filter((group) => group !== '');
}

/** The first message for each field. */
function problemsOf(schema: z.ZodType, value: unknown): FieldErrors {
  const parsed = schema.safeParse(value);
  const errors: Record<string, string> = {};
  for (const { path, message } of parsed.error?.issues ?? []) errors[String(path[0])] ??= message;
  return errors;
}
