import {
  accountTarget,
  memberTarget,
  typeTarget,
  type AccountOutcome,
  type Member,
  type Organization,
  type OrganizationForm,
  type OrganizationType,
  type User,
  type UserForm,
} from '#shared/contract/people';
import type { ClusterId } from '#shared/ids';
import type { CallContext } from './handler-types';
import type { Confirmed, PeopleDesk } from './people-desk';

interface InCluster {
  readonly clusterId: ClusterId;
}

type Named<Name extends string> = { readonly [Key in Name]: string };

/** Users, organizations and their members, read live and kept nowhere. Rejects as PeopleDesk does. */
export class PeopleService {
  constructor(private readonly desk: PeopleDesk) {}

  /** Every user. Tells of lists that are longer than a page while it reads. */
  users({ clusterId }: InCluster, { signal }: CallContext): Promise<User[]> {
    return this.desk.read(clusterId, signal, (people) =>
      this.desk.all(clusterId, 'user', people.users(signal)),
    );
  }

  /** NOT_FOUND when the cluster does not know the user. */
  async user({ clusterId, username }: InCluster & Named<'username'>, { signal }: CallContext): Promise<User> {
    const found = await this.desk.read(clusterId, signal, (people) => people.user(username, signal));
    return found ?? this.desk.gone(clusterId, 'user', username);
  }

  /** Every organization, as {@link users}. */
  organizations({ clusterId }: InCluster, { signal }: CallContext): Promise<Organization[]> {
    return this.desk.read(clusterId, signal, (people) =>
      this.desk.all(clusterId, 'organization', people.organizations(signal)),
    );
  }

  /** NOT_FOUND when the cluster does not know the organization. */
  async organization(
    { clusterId, organization: name }: InCluster & Named<'organization'>,
    { signal }: CallContext,
  ): Promise<Organization> {
    const found = await this.desk.read(clusterId, signal, (people) => people.organization(name, signal));
    return found ?? this.desk.gone(clusterId, 'organization', name);
  }

  /** What an organization can be. */
  async organizationTypes({ clusterId }: InCluster, { signal }: CallContext): Promise<OrganizationType[]> {
    return [...(await this.desk.read(clusterId, signal, (people) => people.organizationTypes(signal)))];
  }

  createOrganizationType(input: Confirmed & Named<'name'>, context: CallContext): Promise<AccountOutcome> {
    return this.desk.change(input, context, {
      action: 'create-type',
      scope: { action: 'change-account', target: typeTarget(input.name) },
      keysFollow: false,
      act: (people) => people.createOrganizationType(input.name, context.signal),
    });
  }

  removeOrganizationType(input: Confirmed & Named<'name'>, context: CallContext): Promise<AccountOutcome> {
    return this.desk.change(input, context, {
      action: 'remove-type',
      scope: { action: 'remove-account', target: typeTarget(input.name) },
      keysFollow: false,
      act: (people) => people.removeOrganizationType(input.name, context.signal),
    });
  }

  async members(
    { clusterId, organization }: InCluster & Named<'organization'>,
    { signal }: CallContext,
  ): Promise<Member[]> {
    return [...(await this.desk.read(clusterId, signal, (people) => people.members(organization, signal)))];
  }

  createUser(input: Confirmed & { readonly user: UserForm }, context: CallContext): Promise<AccountOutcome> {
    const { user } = input;
    return this.desk.change(input, context, {
      action: 'create',
      scope: { action: 'change-account', target: accountTarget('user', user.username) },
      keysFollow: true,
      act: (people) => people.createUser(user, context.signal),
    });
  }

  updateUser(input: Confirmed & { readonly user: UserForm }, context: CallContext): Promise<AccountOutcome> {
    const { user } = input;
    return this.desk.change(input, context, {
      action: 'update',
      scope: { action: 'change-account', target: accountTarget('user', user.username) },
      keysFollow: false,
      act: (people) => people.updateUser(user, context.signal),
    });
  }

  removeUser(input: Confirmed & Named<'username'>, context: CallContext): Promise<AccountOutcome> {
    const { username } = input;
    return this.desk.change(input, context, {
      action: 'remove',
      scope: { action: 'remove-account', target: accountTarget('user', username) },
      keysFollow: true,
      act: (people) => people.removeUser(username, context.signal),
    });
  }

  createOrganization(
    input: Confirmed & { readonly organization: OrganizationForm },
    context: CallContext,
  ): Promise<AccountOutcome> {
    const { organization } = input;
    return this.desk.change(input, context, {
      action: 'create',
      scope: { action: 'change-account', target: accountTarget('organization', organization.name) },
      keysFollow: false,
      act: (people) => people.createOrganization(organization, context.signal),
    });
  }

  updateOrganization(
    input: Confirmed & { readonly organization: OrganizationForm },
    context: CallContext,
  ): Promise<AccountOutcome> {
    const { organization } = input;
    return this.desk.change(input, context, {
      action: 'update',
      scope: { action: 'change-account', target: accountTarget('organization', organization.name) },
      keysFollow: false,
      act: (people) => people.updateOrganization(organization, context.signal),
    });
  }

  removeOrganization(
    input: Confirmed & Named<'organization'>,
    context: CallContext,
  ): Promise<AccountOutcome> {
    const { organization } = input;
    return this.desk.change(input, context, {
      action: 'remove',
      scope: { action: 'remove-account', target: accountTarget('organization', organization) },
      keysFollow: true,
      act: (people) => people.removeOrganization(organization, context.signal),
    });
  }

  addMember(
    input: Confirmed & Named<'organization' | 'username'>,
    context: CallContext,
  ): Promise<AccountOutcome> {
    const { organization, username } = input;
    return this.desk.change(input, context, {
      action: 'add-member',
      scope: { action: 'change-account', target: memberTarget(organization, username) },
      keysFollow: false,
      act: (people) => people.addMember(organization, username, context.signal),
    });
  }

  removeMember(
    input: Confirmed & Named<'organization' | 'username'>,
    context: CallContext,
  ): Promise<AccountOutcome> {
    const { organization, username } = input;
    return this.desk.change(input, context, {
      action: 'remove-member',
      scope: { action: 'remove-member', target: memberTarget(organization, username) },
      keysFollow: true,
      act: (people) => people.removeMember(organization, username, context.signal),
    });
  }
}
