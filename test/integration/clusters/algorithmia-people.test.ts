import { OutcomeUnknown } from '#electron/clusters/adapter';
import { createAlgorithmiaAdapters } from '#electron/clusters/algorithmia/adapter';
import { DEFAULT_ALGORITHMIA_LIMITS } from '#electron/clusters/algorithmia/limits';
import { createNodeTransport } from '#electron/clusters/node-transport';
import type { PeopleAdapter } from '#electron/clusters/people';
import type { OrganizationForm, User, UserForm } from '#shared/contract/people';
import { AppError } from '#shared/errors';
import { describe, expect, it, onTestFinished } from 'vitest';
import {
  addOrganization,
  addUser,
  addUserKey,
  algorithmiaHere,
  ask,
  type AlgorithmiaPractice,
} from '../../support/practice-algorithmia';
import { json, startRawServer, type RawAnswer } from './raw-server';

const never = new AbortController().signal;

function open(url: string, credential: string): PeopleAdapter {
  const limits = { ...DEFAULT_ALGORITHMIA_LIMITS, connectMs: 1_000, changeMs: 1_000, pageSize: 3 };
  const reach = {
    name: 'algo-prod',
    connection: { baseUrl: url },
    caPem: null,
    credential,
    clockSkewMs: null,
  };
  const { people } = createAlgorithmiaAdapters(limits).open(reach, createNodeTransport(), Date.now);
  if (people === undefined) throw new Error('This kind has people.');
  return people;
}

async function onPractice(): Promise<{
  readonly practice: AlgorithmiaPractice;
  readonly people: PeopleAdapter;
}> {
  const practice = await algorithmiaHere();
  onTestFinished(() => practice.stop());
  return { practice, people: open(practice.url, practice.adminKey) };
}

/** A server that gives one answer to everything. */
async function answering(answer: RawAnswer): Promise<PeopleAdapter> {
  const server = await startRawServer(answer);
  onTestFinished(() => server.close());
  return open(server.url, 'simCanaryAdminCredential0123');
}

async function all<Item>(pages: AsyncIterable<readonly Item[]>): Promise<{ items: Item[]; pages: number }> {
  const items: Item[] = [];
  let count = 0;
  for await (const page of pages) {
    items.push(...page);
    count += 1;
  }
  return { items, pages: count };
}

async function errorOf(pending: Promise<unknown>): Promise<AppError> {
  const error: unknown = await pending.then(
    () => null,
    (thrown: unknown) => thrown,
  );
  if (!(error instanceof AppError)) throw new Error(`Not an AppError: ${String(error)}`, { cause: error });
  return error;
}

const ann: UserForm = {
  username: 'ann',
  email: 'ann@acme.example',
  fullName: 'Ann Keller',
  companyName: 'Acme',
  companyRole: '',
};

async function organizationOf(people: PeopleAdapter): Promise<OrganizationForm> {
  const [type] = await people.organizationTypes(never);
  return {
    name: 'acme',
    label: 'Acme Corporation',
    contactName: 'Ann Keller',
    email: 'office@acme.example',
    typeId: type?.id ?? '',
    url: 'https://acme.example',
    externalId: 'ext-1',
    adminGroups: ['admins', 'owners'],
    memberGroups: [],
    executorGroups: ['runners'],
  };
}

describe('users', () => {
  it('are listed to the end of the list, page by page', async () => {
    const { practice, people } = await onPractice();
    for (const name of ['ann', 'ben', 'chloe', 'dmitri', 'elena', 'farid', 'grace'])
      await addUser(practice, name);
    const { items, pages } = await all(people.users(never));
    expect(items.map(({ username }) => username)).toEqual(
      expect.arrayContaining(['ann', 'ben', 'chloe', 'dmitri', 'elena', 'farid', 'grace']),
    );
    expect(pages).toBeGreaterThan(2);
  });

  it('are created, read, changed and deleted', async () => {
    const { people } = await onPractice();
    await people.createUser(ann, never);
    const read = await people.user('ann', never);
    expect(read).toEqual({ ...ann, id: expect.stringMatching(/^[0-9a-f-]{36}$/) as string });
    await people.updateUser({ ...ann, fullName: 'Ann Moreau', companyName: '' }, never);
    expect(await people.user('ann', never)).toMatchObject({ fullName: 'Ann Moreau', companyName: '' });
    await people.removeUser('ann', never);
    expect(await people.user('ann', never)).toBeNull();
  });

  it.each<[string, Partial<UserForm>, string, string]>([
    ['a name that is taken', { email: 'other@acme.example' }, 'NAME_TAKEN', 'username'],
    ['an address that is taken', { username: 'ben' }, 'NAME_TAKEN', 'email'],
    [
      'a field that is missing',
      { username: 'ben', email: 'b@acme.example', fullName: '' },
      'SPEC_REFUSED',
      'fullName',
    ],
    ['a name that is malformed', { username: '1ben', email: 'b@acme.example' }, 'SPEC_REFUSED', 'username'],
  ])('with %s are refused at the field', async (_what, change, code, field) => {
    const { people } = await onPractice();
    await people.createUser(ann, never);
    const error = await errorOf(people.createUser({ ...ann, ...change }, never));
    expect([error.code, error.field]).toEqual([code, field]);
  });

  it('keep their e-mail address', async () => {
    const { people } = await onPractice();
    await people.createUser(ann, never);
    const error = await errorOf(people.updateUser({ ...ann, email: 'new@acme.example' }, never));
    expect([error.code, error.field]).toEqual(['SPEC_REFUSED', 'email']);
  });

  it('that are gone are told as gone, also by the status that the specification has for it', async () => {
    const { people } = await onPractice();
    expect((await errorOf(people.removeUser('ann', never))).code).toBe('NOT_FOUND');
    const other = await answering((socket) => socket.write(json(409, {})));
    expect(await other.user('ann', never)).toBeNull();
  });

  it('are refused to a standard key, with the key that would be needed', async () => {
    const { practice } = await onPractice();
    await addUser(practice, 'ann');
    const key = await addUserKey(practice, 'ann');
    const error = await errorOf(all(open(practice.url, key.api_key).users(never)));
    expect(error.code).toBe('CREDENTIAL_LIMITED');
    expect(error.remedy).toContain('admin key');
  });

  it('may leave out what is not required', async () => {
    const people = await answering((socket) =>
      socket.write(json(200, { marker: null, results: [{ username: 'ann', email: null }] })),
    );
    const empty: User = { ...ann, id: '', email: '', fullName: '', companyName: '' };
    expect((await all(people.users(never))).items).toEqual([empty]);
  });
});

describe('a change without an answer', () => {
  it('is sent once, and its outcome is not known', async () => {
    let requests = 0;
    const people = await answering((socket) => {
      requests += 1;
      socket.destroy();
    });
    await expect(people.createUser(ann, never)).rejects.toBeInstanceOf(OutcomeUnknown);
    await expect(people.removeMember('acme', 'ann', never)).rejects.toBeInstanceOf(OutcomeUnknown);
    expect(requests).toBe(2);
  });

  it('is not known either when the server failed with a code', async () => {
    const people = await answering((socket) =>
      socket.write(json(500, { error: { code: 3003, message: 'Username is taken' } })),
    );
    await expect(people.createUser(ann, never)).rejects.toBeInstanceOf(OutcomeUnknown);
  });
});

describe('organizations', () => {
  it('are created, read, changed and deleted, and keep what the form does not have', async () => {
    const { practice, people } = await onPractice();
    const acme = await organizationOf(people);
    await people.createOrganization(acme, never);
    expect(await people.organization('acme', never)).toMatchObject(acme);
    const wire = (await ask(practice, { path: '/v1/organizations/acme' })).json();
    const body = { ...wire, stripe_customer_id: 'cus_1', external_executor_group: 'runners' };
    await ask(practice, { method: 'PUT', path: '/v1/organizations/acme', body });
    await people.updateOrganization({ ...acme, label: 'Acme', url: '', adminGroups: ['admins'] }, never);
    expect((await ask(practice, { path: '/v1/organizations/acme' })).json()).toMatchObject({
      org_label: 'Acme',
      org_url: '',
      external_admin_group: ['admins'],
      external_executor_group: 'runners',
      stripe_customer_id: 'cus_1',
    });
    expect((await all(people.organizations(never))).items.map(({ name }) => name)).toEqual(['acme']);
    await people.removeOrganization('acme', never);
    expect(await people.organization('acme', never)).toBeNull();
  });

  it('that are gone are not changed: nothing is sent that could make them again', async () => {
    const methods: string[] = [];
    const people = await answering((socket, request) => {
      methods.push(request.method);
      socket.write(json(409, { error: { code: 3100, message: 'no organization' } }));
    });
    const { people: real } = await onPractice();
    const change = people.updateOrganization(await organizationOf(real), never);
    await expect(change).rejects.toMatchObject({ code: 'NOT_FOUND' });
    expect(methods).toEqual(['GET']);
  });

  it.each<[string, Partial<OrganizationForm>, string, string]>([
    ['a name that is taken', {}, 'NAME_TAKEN', 'name'],
    ['a label that is missing', { name: 'other', label: '' }, 'SPEC_REFUSED', 'label'],
    ['a type that does not exist', { name: 'other', typeId: crypto.randomUUID() }, 'SPEC_REFUSED', 'typeId'],
  ])('with %s are refused at the field', async (_what, change, code, field) => {
    const { people } = await onPractice();
    const acme = await organizationOf(people);
    await people.createOrganization(acme, never);
    const error = await errorOf(people.createOrganization({ ...acme, ...change }, never));
    expect([error.code, error.field]).toEqual([code, field]);
  });
});

describe('members', () => {
  it('are added once or again, listed with their role, and removed', async () => {
    const { practice, people } = await onPractice();
    await addUser(practice, 'ann');
    await addOrganization(practice, 'acme');
    await people.addMember('acme', 'ann', never);
    await people.addMember('acme', 'ann', never);
    const members = await people.members('acme', never);
    expect(members).toContainEqual({ username: 'ann', role: 'member' });
    expect(members.filter(({ role }) => role === 'owner')).toHaveLength(1);
    await people.removeMember('acme', 'ann', never);
    expect((await people.members('acme', never)).map(({ username }) => username)).not.toContain('ann');
  });

  it('that own the organization alone stay, and so does the user', async () => {
    const { practice, people } = await onPractice();
    await addOrganization(practice, 'acme');
    const [owner] = await people.members('acme', never);
    const name = owner?.username ?? '';
    for (const pending of [people.removeMember('acme', name, never), people.removeUser(name, never)]) {
      const error = await errorOf(pending);
      expect(error.code).toBe('FORBIDDEN');
      expect(error.message).toContain('last owner of acme');
    }
  });

  it('of an organization that is gone are told as gone', async () => {
    const { practice, people } = await onPractice();
    await addUser(practice, 'ann');
    expect((await errorOf(people.members('acme', never))).code).toBe('NOT_FOUND');
    expect((await errorOf(people.addMember('acme', 'ann', never))).code).toBe('NOT_FOUND');
  });

  it('may have a role that is not known here', async () => {
    const results = [{ username: 'ann', role: 'auditor' }];
    const people = await answering((socket) => socket.write(json(200, { marker: null, results })));
    expect(await people.members('acme', never)).toEqual([{ username: 'ann', role: 'unknown' }]);
  });
});
