import type {
  Member,
  Organization,
  OrganizationForm,
  OrganizationType,
  User,
  UserForm,
} from '#shared/contract/people';

/**
 * The calls about users and organizations of a kind with `capabilities.people`. Every method rejects with AppError and
 * stops when the signal aborts. Changes are sent once and never repeated: they reject with OutcomeUnknown when no
 * answer tells what became of them, with AppError (its `field` in the words of the form) when nothing was changed.
 */
export interface PeopleAdapter {
  /** All users, in pages. */
  readonly users: (signal: AbortSignal) => AsyncIterable<readonly User[]>;
  /** Null: the cluster knows no such user. */
  readonly user: (username: string, signal: AbortSignal) => Promise<User | null>;
  readonly createUser: (user: UserForm, signal: AbortSignal) => Promise<void>;
  readonly updateUser: (user: UserForm, signal: AbortSignal) => Promise<void>;
  readonly removeUser: (username: string, signal: AbortSignal) => Promise<void>;
  /** All organizations, in pages. */
  readonly organizations: (signal: AbortSignal) => AsyncIterable<readonly Organization[]>;
  /** Null: the cluster knows no such organization. */
  readonly organization: (name: string, signal: AbortSignal) => Promise<Organization | null>;
  readonly organizationTypes: (signal: AbortSignal) => Promise<readonly OrganizationType[]>;
  readonly createOrganizationType: (name: string, signal: AbortSignal) => Promise<void>;
  readonly removeOrganizationType: (name: string, signal: AbortSignal) => Promise<void>;
  readonly createOrganization: (organization: OrganizationForm, signal: AbortSignal) => Promise<void>;
  readonly updateOrganization: (organization: OrganizationForm, signal: AbortSignal) => Promise<void>;
  readonly removeOrganization: (name: string, signal: AbortSignal) => Promise<void>;
  readonly members: (organization: string, signal: AbortSignal) => Promise<readonly Member[]>;
  readonly addMember: (organization: string, username: string, signal: AbortSignal) => Promise<void>;
  readonly removeMember: (organization: string, username: string, signal: AbortSignal) => Promise<void>;
}
