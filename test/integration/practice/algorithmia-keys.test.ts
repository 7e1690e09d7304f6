import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  addOrganization,
  addUser,
  addUserKey,
  algorithmiaHere,
  ask,
  askOk,
  keysAt,
  permissions,
  refusalOf,
  signToken,
  type AlgorithmiaPractice,
} from '../../support/practice-algorithmia';

const KEY = /^sim[A-Za-z0-9+/]{25}$/;
const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;
const ABSENT = '00000000-0000-4000-8000-000000000000';

describe('the keys of an Algorithmia-protocol practice cluster', () => {
  let practice: AlgorithmiaPractice;
  beforeAll(async () => {
    practice = await algorithmiaHere();
    await addUser(practice, 'ann');
    await addUser(practice, 'ben');
    await addOrganization(practice, 'acme');
    await askOk(practice, { method: 'PUT', path: '/v1/organizations/acme/members/ben' });
  });
  afterAll(() => practice.stop());

  it('tells a new key whole, with what the protocol requires', async () => {
    const key = await addUserKey(practice, 'ann', { allow_algo: true, algo_acl: ['algo://demo/*'] }, 'ci');
    expect(key).toEqual({
      key_id: expect.stringMatching(UUID) as unknown,
      username: 'ann',
      owner_name: 'ann',
      key_label: 'ci',
      created_at: expect.stringMatching(/^\d{4}-\d\d-\d\dT.*Z$/) as unknown,
      api_key: expect.stringMatching(KEY) as unknown,
      api_key_mask: `${key.api_key.slice(0, 6)}****`,
      key_type: 'AlgorithmKey',
      permissions: {
        ...permissions({ allow_algo: true, algo_acl: ['algo://demo/*'] }),
        referer_host: '',
        allow_algo_management: false,
      },
    });
  });

  it('lists a user’s keys as a bare array, the default key first', async () => {
    await addUserKey(practice, 'ann', {}, 'later');
    const keys = await keysAt(practice, '/v1/users/ann/keys');
    expect(keys[0]?.key_label).toBe('default-key');
    expect(keys.map(({ key_label }) => key_label)).toContain('later');
  });

  it('replaces label and permissions and keeps text and id', async () => {
    const key = await addUserKey(practice, 'ann', { allow_data: true }, 'before');
    const path = `/v1/users/ann/keys/${key.key_id}`;
    const body = { key_label: 'after', permissions: permissions({ allow_web_algo: true }) };
    await askOk(practice, { method: 'PUT', path, body });
    expect((await ask(practice, { path })).json()).toMatchObject({
      key_id: key.key_id,
      api_key: key.api_key,
      key_label: 'after',
      permissions: { allow_data: false, allow_web_algo: true },
    });
  });

  it('rotates: the same id and permissions, a new text, and the old one is unknown', async () => {
    const key = await addUserKey(practice, 'ann', { allow_data: true });
    const path = `/v1/users/ann/keys/${key.key_id}`;
    const rotated = (await askOk(practice, { method: 'POST', path: `${path}/rotate` })).json();
    expect(rotated).toMatchObject({ key_id: key.key_id, permissions: key.permissions });
    expect(rotated['api_key']).toMatch(KEY);
    expect(rotated['api_key']).not.toBe(key.api_key);
    expect(await refusalOf(practice, { path, key: key.api_key })).toBe('401 2002');
    expect(await refusalOf(practice, { path, key: String(rotated['api_key']) })).toBe('403 2001');
  });

  it('deletes with 204 and no body, and then knows no such key', async () => {
    const key = await addUserKey(practice, 'ann');
    const path = `/v1/users/ann/keys/${key.key_id}`;
    const gone = await ask(practice, { method: 'DELETE', path });
    expect([gone.status, gone.text, gone.headers['content-length']]).toEqual([204, '', undefined]);
    expect(await refusalOf(practice, { path })).toBe('404 2002');
    expect(await refusalOf(practice, { path: '/v1/users', key: key.api_key })).toBe('401 2002');
  });

  it('keeps the keys of other owners apart', async () => {
    const key = await addUserKey(practice, 'ann');
    for (const place of ['/v1/users/ben', '/v1/organizations/acme']) {
      expect(await refusalOf(practice, { path: `${place}/keys/${key.key_id}` })).toBe('403 2001');
    }
    expect(await refusalOf(practice, { path: `/v1/users/ann/keys/${ABSENT}` })).toBe('404 2002');
    expect(await refusalOf(practice, { path: '/v1/users/nobody/keys' })).toBe('404 3000');
    expect(await refusalOf(practice, { path: '/v1/organizations/none/keys' })).toBe('404 3100');
  });

  it('makes admin keys, which have no permissions, administer, and do nothing else', async () => {
    const body = { key_type: 'ManagementKey', key_label: 'second' };
    const made = (await askOk(practice, { method: 'POST', path: '/v1/users/admin/keys', body })).json();
    expect(made).toMatchObject({ key_type: 'PlatformAdminKey', key_label: 'second' });
    expect(made).not.toHaveProperty('permissions');
    expect((await ask(practice, { path: '/v1/users', key: String(made['api_key']) })).status).toBe(200);
  });

  it('makes keys of an organization and, with 201, for its members', async () => {
    const path = '/v1/organizations/acme/keys';
    const body = { key_label: 'org', permissions: permissions() };
    expect((await askOk(practice, { method: 'POST', path, body })).json()).toMatchObject({
      username: 'acme',
      owner_name: 'acme',
    });
    const forMember = { method: 'POST', path: '/v1/organizations/acme/members/ben/keys' };
    const creation = { key_type: 'AlgorithmKey', key_label: 'for ben', permissions: permissions() };
    const made = await ask(practice, { ...forMember, body: creation });
    expect([made.status, made.json()]).toEqual([
      201,
      expect.objectContaining({ username: 'ben', owner_name: 'acme' }),
    ]);
    const labels = (await keysAt(practice, path)).map(({ key_label }) => key_label);
    expect(labels).toEqual(expect.arrayContaining(['org', 'for ben']));
    expect(await keysAt(practice, '/v1/users/ben/keys')).toHaveLength(1);
    const stranger = forMember.path.replace('ben', 'ann');
    expect(await refusalOf(practice, { ...forMember, path: stranger, body: creation })).toBe('400 6001');
  });

  it('imports a given key once', async () => {
    const api_key = `sim${'Ab+/9'.repeat(5)}`;
    const body = { key_type: 'AlgorithmKey', key_label: 'given', permissions: permissions(), api_key };
    const raw = { method: 'POST', path: '/v1/admin/users/ann/keys', body };
    expect((await askOk(practice, raw)).json()).toMatchObject({ api_key, username: 'ann' });
    expect(await refusalOf(practice, raw)).toBe('400 6001');
    expect(await refusalOf(practice, { path: '/v1/users', key: api_key })).toBe('403 2001');
  });

  it('lists all keys by pages with their masks only, narrowed by account', async () => {
    const seen: unknown[] = [];
    let path: string | null = '/v1/admin/keys?limit=2';
    while (path !== null) {
      const page: { results: Record<string, unknown>[]; next_link: string | null } = (
        await askOk(practice, { path })
      ).json() as never;
      expect(page.results.length).toBeLessThanOrEqual(2);
      for (const key of page.results) {
        expect(key).not.toHaveProperty('api_key');
        seen.push(key['key_id']);
      }
      path = page.next_link;
    }
    expect(new Set(seen).size).toBe(seen.length);
    const annual = (await askOk(practice, { path: '/v1/admin/keys?username=ann&limit=100' })).json();
    const own = await keysAt(practice, '/v1/users/ann/keys');
    expect(annual['results']).toHaveLength(own.length);
    expect(annual).toMatchObject({ marker: null, next_link: null });
  });

  it.each([
    ['/v1/admin/keys?limit=0', '400 5003'],
    ['/v1/admin/keys?limit=many', '400 5003'],
    ['/v1/admin/keys?marker=nonsense', '400 5002'],
  ])('refuses %s', async (path, refusal) => {
    expect(await refusalOf(practice, { path })).toBe(refusal);
  });

  it.each([
    ['broken JSON', '{'],
    ['no type', { key_label: 'x', permissions: permissions() }],
    ['an unknown type', { key_type: 'SuperKey', permissions: permissions() }],
    ['no permissions', { key_type: 'AlgorithmKey', key_label: 'x' }],
    ['a missing permission', { key_type: 'AlgorithmKey', permissions: { allow_data: true } }],
    [
      'writing without reading',
      { key_type: 'AlgorithmKey', permissions: permissions({ allow_data_write: true }) },
    ],
    [
      'an entry without algo://',
      { key_type: 'AlgorithmKey', permissions: permissions({ algo_acl: ['demo/*'] }) },
    ],
    ['an unknown permission', { key_type: 'AlgorithmKey', permissions: permissions({ allow_all: true }) }],
    ['an admin key with permissions', { key_type: 'PlatformAdminKey', permissions: permissions() }],
  ])('refuses a key with %s', async (_name, body) => {
    expect(await refusalOf(practice, { method: 'POST', path: '/v1/users/ann/keys', body })).toBe('400 6001');
  });

  it('refuses to change the type of a key', async () => {
    const key = await addUserKey(practice, 'ann');
    const body = { key_type: 'PlatformAdminKey', key_label: 'up' };
    const raw = { method: 'PUT', path: `/v1/users/ann/keys/${key.key_id}`, body };
    expect(await refusalOf(practice, raw)).toBe('400 6001');
  });

  describe('credentials', () => {
    it.each([
      ['none', {}],
      ['an unknown key', { authorization: `Simple sim${'x'.repeat(25)}` }],
      ['a token that nobody signed', { authorization: 'Bearer a.b.c' }],
    ])('refuses %s, whatever the path', async (_name, headers) => {
      for (const path of ['/v1/users', '/v1/nowhere']) {
        expect(await refusalOf(practice, { path, key: null, headers })).toBe('401 2002');
      }
    });

    it('takes a key without a scheme', async () => {
      const headers = { authorization: practice.adminKey };
      expect((await ask(practice, { path: '/v1/users', key: null, headers })).status).toBe(200);
    });

    it('takes a signed token for what its user may do, until it ends', async () => {
      const exp = Math.floor(Date.now() / 1000) + 600;
      const withToken = async (claims: Record<string, unknown>) => {
        const headers = { authorization: `Bearer ${await signToken(practice, claims)}` };
        return (await ask(practice, { path: '/v1/users', key: null, headers })).status;
      };
      expect(await withToken({ sub: 'admin', exp })).toBe(200);
      expect(await withToken({ sub: 'ann', exp })).toBe(403);
      expect(await withToken({ sub: 'nobody', exp })).toBe(401);
      expect(await withToken({ sub: 'admin', exp: exp - 1200 })).toBe(401);
    });

    it('refuses standard keys wherever it takes admin keys, in readable form for pages', async () => {
      const { api_key } = await addUserKey(practice, 'ann', { algo_acl: ['algo://*'], allow_algo: true });
      const answer = await ask(practice, { path: '/v1/users/ann/keys', key: api_key });
      expect(answer.status).toBe(403);
      expect(answer.json()).toEqual({
        error: { code: 2001, message: 'API key is not authorized for this request' },
      });
      expect(answer.headers['access-control-allow-origin']).toBe('*');
    });
  });

  it('tells failures of the fault switches in the protocol’s own form', async () => {
    const rules = [{ fault: 'status', status: 503, path: '/v1/organization/types', times: 1 }];
    await askOk(practice, { method: 'PUT', path: '/__practice__/faults', body: { rules } });
    expect(await refusalOf(practice, { path: '/v1/organization/types' })).toBe('503 5001');
  });
});
