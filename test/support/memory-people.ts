import type { Member, Organization, OrganizationType, User } from '#shared/contract/people';
import { AppError } from '#shared/errors';
import type { MemoryHandlers } from './memory-bridge';

export function aUser(username: string, change: Partial<User> = {}): User {
  const fullName = `${username.charAt(0).toUpperCase()}${username.slice(1)} Keller`;
  const email = `${username}@acme.example`;
  return { username, email, fullName, companyName: 'Acme', companyRole: '', id: `id-${username}`, ...change };
}

export function anOrganization(name: string, change: Partial<Organization> = {}): Organization {
  return {
    name,
    label: `The ${name}`,
    contactName: 'Ann Keller',
    email: `${name}@acme.example`,
    typeId: 'type-1',
    url: '',
    externalId: '',
    adminGroups: [],
    memberGroups: [],
    executorGroups: [],
    id: `id-${name}`,
    ...change,
  };
}

export interface PeopleState {
  users: readonly User[];
  organizations: readonly Organization[];
  members: readonly Member[];
  types: readonly OrganizationType[];
}

/** The people of one cluster, which a test can look into. */
export function peopleHandlers(state: PeopleState): MemoryHandlers {
  const done = { outcome: 'done' } as const;
  const find = <Account>(account: Account | undefined): Account => {
    if (account === undefined) throw new AppError('NOT_FOUND', 'It is not there any more.');
    return account;
  };
  return {
    'people.users': () => [...state.users],
    'people.user': ({ username }) => find(state.users.find((user) => user.username === username)),
    'people.createUser': ({ user }) => {
      state.users = [...state.users, { ...user, id: '' }];
      return done;
    },
    'people.updateUser': ({ user }) => {
      state.users = state.users.map((each) =>
        each.username === user.username ? { ...user, id: each.id } : each,
      );
      return done;
    },
    'people.removeUser': ({ username }) => {
      state.users = state.users.filter((user) => user.username !== username);
      return done;
    },
    'people.organizations': () => [...state.organizations],
    'people.organization': ({ organization }) =>
      find(state.organizations.find(({ name }) => name === organization)),
    'people.organizationTypes': () => [...state.types],
    'people.createOrganizationType': ({ name }) => {
      state.types = [...state.types, { id: `type-${state.types.length + 1}`, name }];
      return done;
    },
    'people.removeOrganizationType': ({ name }) => {
      state.types = state.types.filter((type) => type.name !== name);
      return done;
    },
    'people.createOrganization': ({ organization }) => {
      state.organizations = [...state.organizations, { ...organization, id: '' }];
      return done;
    },
    'people.updateOrganization': ({ organization }) => {
      state.organizations = state.organizations.map((each) =>
        each.name === organization.name ? { ...organization, id: each.id } : each,
      );
      return done;
    },
    'people.removeOrganization': ({ organization }) => {
      state.organizations = state.organizations.filter(({ name }) => name !== organization);
      return done;
    },
    'people.members': () => [...state.members],
    'people.addMember': ({ username }) => {
      state.members = [...state.members, { username, role: 'member' }];
      return done;
    },
    'people.removeMember': ({ username }) => {
      state.members = state.members.filter((member) => member.username !== username);
      return done;
    },
  };
}
