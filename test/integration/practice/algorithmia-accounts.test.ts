import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  addOrganization,
  addUser,
  addUserKey,
  algorithmiaHere,
  ask,
  askOk,
  keysAt,
  refusalOf,
  type AlgorithmiaPractice,
} from '../../support/practice-algorithmia';

const person = (username: string, members: Record<string, unknown> = {}) => ({
  username,
  email: `${username}@acme.example`,
  fullname: 'Somebody',
  ...members,
});

describe('users and organizations of an Algorithmia-protocol practice cluster', () => {
  let practice: AlgorithmiaPractice;
  let typeId: string;
  beforeAll(async () => {
    practice = await algorithmiaHere();
    const types = (await askOk(practice, { path: '/v1/organization/types' })).json();
    typeId = (types as unknown as { id: string }[])[0]?.id ?? '';
  });
  afterAll(() => practice.stop());

  const organization = (org_name: string, members: Record<string, unknown> = {}) => ({
    org_name,
    org_label: 'Label',
    org_contact_name: 'Ann Keller',
    org_email: 'org@acme.example',
    type_id: typeId,
    ...members,
  });

  it('makes a user with a default key', async () => {
    const body = person('eve', { passwordHash: 'x', shouldCreateHello: false });
    const made = (await askOk(practice, { method: 'POST', path: '/v1/users', body })).json();
    expect(made).toMatchObject({ username: 'eve', self_link: '/v1/users/eve', resource_type: 'user' });
    const byId = (await askOk(practice, { path: `/v1/users/${String(made['id'])}` })).json();
    expect(byId).toEqual(made);
    const keys = await keysAt(practice, '/v1/users/eve/keys');
    expect(keys.map(({ key_label }) => key_label)).toEqual(['default-key']);
    expect(keys[0]?.permissions).toMatchObject({ algo_acl: ['algo://*'], allow_data_write: true });
  });

  it.each([
    ['a name that is taken', person('admin'), '409 3003'],
    ['an e-mail that is taken', person('other', { email: 'Admin@cluster.example' }), '409 3004'],
    ['no full name', { username: 'x', email: 'x@y' }, '400 3005'],
    ['a name that no account can have', person('1st'), '400 3001'],
    ['a name of 31 characters', person('a'.repeat(31)), '400 3001'],
    ['broken JSON', '{', '400 3001'],
  ])('refuses a user with %s', async (_name, body, refusal) => {
    expect(await refusalOf(practice, { method: 'POST', path: '/v1/users', body })).toBe(refusal);
  });

  it('changes a user, but neither name nor e-mail', async () => {
    await addUser(practice, 'carl');
    const put = (body: unknown) => ({ method: 'PUT', path: '/v1/users/carl', body });
    await askOk(practice, put(person('carl', { fullname: 'Carl the Great', company_name: 'Acme' })));
    expect((await ask(practice, { path: '/v1/users/carl' })).json()).toMatchObject({
      fullname: 'Carl the Great',
      company_name: 'Acme',
    });
    expect(await refusalOf(practice, put(person('karl')))).toBe('400 3007');
    expect(await refusalOf(practice, put(person('carl', { email: 'new@acme.example' })))).toBe('400 3008');
    expect(await refusalOf(practice, { ...put(person('none')), path: '/v1/users/none' })).toBe('404 3000');
  });

  it('deletes a user with the keys, and never gives the name away again', async () => {
    await addUser(practice, 'dora');
    const { api_key } = await addUserKey(practice, 'dora');
    expect((await ask(practice, { method: 'DELETE', path: '/v1/users/dora' })).status).toBe(204);
    expect(await refusalOf(practice, { path: '/v1/users/dora' })).toBe('404 3000');
    expect(await refusalOf(practice, { path: '/v1/users', key: api_key })).toBe('401 2002');
    const again = { method: 'POST', path: '/v1/users', body: person('dora', { email: 'd@acme.example' }) };
    expect(await refusalOf(practice, again)).toBe('409 3003');
  });

  it('makes an organization that belongs to the caller, finds and changes it', async () => {
    const body = organization('orga', { external_id: 'ext-7' });
    const made = (await askOk(practice, { method: 'POST', path: '/v1/organizations', body })).json();
    expect(made).toMatchObject({ ...body, owner_ids: ['admin'], resource_type: 'organization' });
    expect((await ask(practice, { path: '/v1/organizations/externalId/ext-7' })).json()).toEqual(made);
    const change = organization('orga', { org_label: 'Changed' });
    const changed = await ask(practice, { method: 'PUT', path: '/v1/organizations/orga', body: change });
    expect([changed.status, changed.text]).toEqual([204, '']);
    expect((await ask(practice, { path: '/v1/organizations/orga' })).json()['org_label']).toBe('Changed');
    expect((await ask(practice, { method: 'DELETE', path: '/v1/organizations/orga' })).status).toBe(204);
    expect(await refusalOf(practice, { path: '/v1/organizations/orga' })).toBe('404 3100');
  });

  it('refuses organizations that cannot be', async () => {
    await addOrganization(practice, 'taken_org');
    const post = (body: unknown) => refusalOf(practice, { method: 'POST', path: '/v1/organizations', body });
    expect(await post(organization('taken_org'))).toBe('409 3101');
    expect(await post(organization('admin'))).toBe('409 3101');
    expect(await post(organization('x', { type_id: undefined }))).toBe('400 3005');
    expect(await post(organization('x', { type_id: '00000000-0000-4000-8000-000000000000' }))).toBe(
      '400 3103',
    );
    expect(await post(organization('x', { org_label: 'l'.repeat(101) }))).toBe('400 3103');
  });

  it('adds members with 201, again with 200, and removes them, absent ones too', async () => {
    await addUser(practice, 'frida');
    await addOrganization(practice, 'team');
    const path = '/v1/organizations/team/members/frida';
    expect((await ask(practice, { method: 'PUT', path })).status).toBe(201);
    expect((await ask(practice, { method: 'PUT', path })).status).toBe(200);
    const members = (await ask(practice, { path: '/v1/organizations/team/members' })).json();
    expect(members['results']).toEqual([
      {
        username: 'admin',
        role: 'owner',
        user_link: '/v1/users/admin',
        resource_type: 'organization_member',
      },
      {
        username: 'frida',
        role: 'member',
        user_link: '/v1/users/frida',
        resource_type: 'organization_member',
      },
    ]);
    for (let i = 0; i < 2; i += 1) {
      expect((await ask(practice, { method: 'DELETE', path })).status).toBe(204);
    }
    const owner = '/v1/organizations/team/members/admin';
    expect(await refusalOf(practice, { method: 'DELETE', path: owner })).toBe('409 3102');
    expect(await refusalOf(practice, { method: 'DELETE', path: '/v1/users/admin' })).toBe('409 3102');
    const nobody = '/v1/organizations/team/members/nobody';
    expect(await refusalOf(practice, { method: 'PUT', path: nobody })).toBe('404 3000');
  });

  it('has types of organizations that can be added and removed', async () => {
    const add = { method: 'POST', path: '/v1/organization/types', body: { name: 'trial' } };
    await askOk(practice, add);
    expect((await ask(practice, add)).status).toBe(409);
    const names = async () =>
      ((await ask(practice, { path: '/v1/organization/types' })).json() as unknown as { name: string }[]).map(
        ({ name }) => name,
      );
    expect(await names()).toEqual(['basic', 'legacy', 'pro', 'trial']);
    await askOk(practice, { method: 'DELETE', path: '/v1/organization/types/trial' });
    expect(await names()).not.toContain('trial');
  });
});

describe('the demo and the data folder', () => {
  let dataDir: string;
  beforeAll(async () => {
    dataDir = await mkdtemp(path.join(os.tmpdir(), 'castellan-kept-'));
  });
  afterAll(() => rm(dataDir, { recursive: true, force: true }));

  it('is full of people, organizations and keys, and keeps what was changed', async () => {
    const first = await algorithmiaHere({ dataDir, seed: 'demo' });
    const all = async (practice: AlgorithmiaPractice, list: string): Promise<Record<string, unknown>[]> => {
      const found: Record<string, unknown>[] = [];
      let next: string | null = `${list}?limit=100`;
      while (next !== null) {
        const page: Record<string, unknown> = (await askOk(practice, { path: next })).json();
        found.push(...(page['results'] as Record<string, unknown>[]));
        next = page['next_link'] as string | null;
      }
      return found;
    };
    const users = await all(first, '/v1/users');
    const keys = await all(first, '/v1/admin/keys');
    expect(users.length).toBeGreaterThan(30);
    expect(await all(first, '/v1/organizations')).toHaveLength(6);
    expect(keys.length).toBeGreaterThan(200);
    const owners = new Set(
      keys.filter((key) => key['key_label'] === 'default-key').map((key) => key['username']),
    );
    expect(
      users.map((user) => user['username']).filter((name) => name !== 'admin' && !owners.has(name)),
    ).toEqual([]);
    const { adminKey } = first;
    const { key_id: gone } = (await keysAt(first, '/v1/organizations/acme/keys'))[0] ?? { key_id: '' };
    await askOk(first, { method: 'DELETE', path: `/v1/organizations/acme/keys/${gone}` });
    await first.stop();

    const second = await algorithmiaHere({ dataDir, seed: 'demo' });
    expect(second.adminKey).toBe(adminKey);
    expect(await all(second, '/v1/admin/keys')).toHaveLength(keys.length - 1);
    await second.stop();
  });
});
