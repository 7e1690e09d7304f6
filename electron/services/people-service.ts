import {
  accountTarget,
  memberTarget,
  typeTarget,
  type AccountOutcome,
  type AccountSort,
  type Member,
  type Organization,
  type OrganizationForm,
  type OrganizationType,
  type User,
  type UserForm,
} from '#shared/contract/people';
import { AppError } from '#shared/errors';
import type { ClusterId } from '#shared/ids';
import { kindOf } from '#shared/kinds/registry';
import type { ClusterRow } from '../cache/cache';
import { OutcomeUnknown, type ClusterAdapter } from '../clusters/adapter';
import type { PeopleAdapter } from '../clusters/people';
import type { ClusterBook } from './cluster-book';
import type { ConfirmationScope, Confirmations } from './confirmations';
import type { Contacts } from './contacts';
import type { CallContext } from './handler-types';
import type { Surroundings } from './surroundings';
import type { SyncService } from './sync-service';

export interface PeopleParts extends Pick<Surroundings, 'emit' | 'log'> {
  readonly book: ClusterBook;
  readonly contacts: Contacts;
  readonly confirmations: Confirmations;
  readonly sync: Pick<SyncService, 'startAfterwards'>;
}

interface InCluster {
  readonly clusterId: ClusterId;
}

interface Confirmed extends InCluster {
  readonly confirmation: string | null;
}

interface ChangePlan {
  readonly action:
    'create' | 'update' | 'remove' | 'add-member' | 'remove-member' | 'create-type' | 'remove-type';
  readonly scope: ConfirmationScope;
  /** Keys come or go with it, so that the list of keys is read again. */
  readonly keysFollow: boolean;
  readonly act: (people: PeopleAdapter) => Promise<void>;
}

type Named<Name extends string> = { readonly [Key in Name]: string };

/**
 * Users, organizations and their members, read live and kept nowhere. Rejects with NOT_OFFERED for kinds without
 * people, with OFFLINE while the user works offline, with CREDENTIAL_LIMITED where the credential is known to be refused.
 */
export class PeopleService {
  constructor(private readonly parts: PeopleParts) {}

  /** Every user. Tells of lists that are longer than a page while it reads. */
  users({ clusterId }: InCluster, { signal }: CallContext): Promise<User[]> {
    return this.read(clusterId, signal, (people) => this.all(clusterId, 'user', people.users(signal)));
  }

  /** NOT_FOUND when the cluster does not know the user. */
  async user({ clusterId, username }: InCluster & Named<'username'>, { signal }: CallContext): Promise<User> {
    const found = await this.read(clusterId, signal, (people) => people.user(username, signal));
    return found ?? this.gone(clusterId, 'user', username);
  }

  /** Every organization, as {@link users}. */
  organizations({ clusterId }: InCluster, { signal }: CallContext): Promise<Organization[]> {
    return this.read(clusterId, signal, (people) =>
      this.all(clusterId, 'organization', people.organizations(signal)),
    );
  }

  /** NOT_FOUND when the cluster does not know the organization. */
  async organization(
    { clusterId, organization: name }: InCluster & Named<'organization'>,
    { signal }: CallContext,
  ): Promise<Organization> {
    const found = await this.read(clusterId, signal, (people) => people.organization(name, signal));
    return found ?? this.gone(clusterId, 'organization', name);
  }

  /** What an organization can be. */
  async organizationTypes({ clusterId }: InCluster, { signal }: CallContext): Promise<OrganizationType[]> {
    return [...(await this.read(clusterId, signal, (people) => people.organizationTypes(signal)))];
  }

  createOrganizationType(input: Confirmed & Named<'name'>, context: CallContext): Promise<AccountOutcome> {
    return this.change(input, context, {
      action: 'create-type',
      scope: { action: 'change-account', target: typeTarget(input.name) },
      keysFollow: false,
      act: (people) => people.createOrganizationType(input.name, context.signal),
    });
  }

  removeOrganizationType(input: Confirmed & Named<'name'>, context: CallContext): Promise<AccountOutcome> {
    return this.change(input, context, {
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
    return [...(await this.read(clusterId, signal, (people) => people.members(organization, signal)))];
  }

  createUser(input: Confirmed & { readonly user: UserForm }, context: CallContext): Promise<AccountOutcome> {
    const { user } = input;
    return this.change(input, context, {
      action: 'create',
      scope: { action: 'change-account', target: accountTarget('user', user.username) },
      keysFollow: true,
      act: (people) => people.createUser(user, context.signal),
    });
  }

  updateUser(input: Confirmed & { readonly user: UserForm }, context: CallContext): Promise<AccountOutcome> {
    const { user } = input;
    return this.change(input, context, {
      action: 'update',
      scope: { action: 'change-account', target: accountTarget('user', user.username) },
      keysFollow: false,
      act: (people) => people.updateUser(user, context.signal),
    });
  }

  removeUser(input: Confirmed & Named<'username'>, context: CallContext): Promise<AccountOutcome> {
    const { username } = input;
    return this.change(input, context, {
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
    return this.change(input, context, {
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
    return this.change(input, context, {
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
    return this.change(input, context, {
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
    return this.change(input, context, {
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
    return this.change(input, context, {
      action: 'remove-member',
      scope: { action: 'remove-member', target: memberTarget(organization, username) },
      keysFollow: true,
      act: (people) => people.removeMember(organization, username, context.signal),
    });
  }

  private async all<Account>(
    clusterId: ClusterId,
    list: AccountSort,
    pages: AsyncIterable<readonly Account[]>,
  ): Promise<Account[]> {
    const accounts: Account[] = [];
    for await (const page of pages) {
      accounts.push(...page);
      this.parts.emit('people:progress', { clusterId, list, done: accounts.length });
    }
    return accounts;
  }

  private async read<T>(
    clusterId: ClusterId,
    signal: AbortSignal,
    ask: (people: PeopleAdapter) => Promise<T>,
  ): Promise<T> {
    const row = this.admit(clusterId);
    return this.parts.contacts.withAdapter(row, signal, (adapter) => ask(peopleOf(row, adapter)));
  }

  /** Sends a change once. What came of it without an answer is told as unknown; nobody sends it again by itself. */
  private async change(
    { clusterId, confirmation }: Confirmed,
    { signal, requestId }: CallContext,
    { action, scope, keysFollow, act }: ChangePlan,
  ): Promise<AccountOutcome> {
    const { confirmations, contacts, log, sync } = this.parts;
    const row = this.admit(clusterId);
    if (row.readOnly) {
      throw new AppError('READ_ONLY', `${row.name} is set to read-only; nothing was sent.`, {
        remedy: 'Switch read-only off in the settings of the cluster.',
      });
    }
    confirmations.check(row, scope, confirmation);
    const outcome = await contacts.withAdapter(row, signal, async (adapter): Promise<AccountOutcome> => {
      const people = peopleOf(row, adapter);
      signal.throwIfAborted();
      confirmations.consume(row, scope, confirmation);
      return told(row, act(people));
    });
    log('info', 'people.changed', { requestId, clusterId, action, outcome: outcome.outcome });
    if (keysFollow) sync.startAfterwards(clusterId);
    return outcome;
  }

  private admit(clusterId: ClusterId): ClusterRow {
    const row = this.parts.book.row(clusterId);
    if (!kindOf(row.kind).capabilities.people) throw notOffered(row);
    if (row.workOffline) {
      throw new AppError('OFFLINE', `You work offline with ${row.name}; nothing was sent.`, {
        remedy: 'Go online with this cluster to read and change its users and organizations.',
      });
    }
    if (row.access.level === 'limited') {
      throw new AppError(
        'CREDENTIAL_LIMITED',
        `The stored key of ${row.name} cannot read or change users and organizations.`,
        { remedy: row.access.reason },
      );
    }
    return row;
  }

  private gone(clusterId: ClusterId, sort: AccountSort, name: string): never {
    const cluster = this.parts.book.row(clusterId).name;
    throw new AppError('NOT_FOUND', `The ${sort} ${name} is not on ${cluster} any more.`, {
      remedy: 'Read the list again.',
    });
  }
}

function peopleOf(row: ClusterRow, { people }: ClusterAdapter): PeopleAdapter {
  if (people === undefined) throw notOffered(row);
  return people;
}

function notOffered({ name }: ClusterRow): AppError {
  return new AppError('NOT_OFFERED', `${name} has no users or organizations that can be managed.`);
}

async function told({ name }: ClusterRow, sent: Promise<void>): Promise<AccountOutcome> {
  try {
    await sent;
    return { outcome: 'done' };
  } catch (error) {
    if (!(error instanceof OutcomeUnknown)) throw error;
    return {
      outcome: 'unknown',
      message: `${error.message} Whether ${name} carried the change out is not known.`,
    };
  }
}
