import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { permissionGroups, permissions, permissionsOf } from '#shared/kinds/algorithmia/catalogue';
import { defaultSpec } from '#shared/kinds/algorithmia/index';
import type { AlgorithmiaSpec, Owner } from '#shared/kinds/algorithmia/spec';
import {
  bodyOfCreate,
  bodyOfUpdate,
  createdAtOf,
  keysPathOf,
  keyTypeOf,
  pageSchemaOf,
  permissionsToSend,
  specOfWire,
  wireKeyListSchema,
  wireKeySchema,
} from '#shared/kinds/algorithmia/wire';
import { z } from 'zod';

const ann: Owner = { sort: 'user', user: 'ann' };
const acme: Owner = { sort: 'organization', organization: 'acme' };
const annInAcme: Owner = { sort: 'member', organization: 'acme', user: 'ann' };
const spec: AlgorithmiaSpec = { ...defaultSpec, owner: ann, key_label: 'ci', algo_acl: ['algo://demo/*'] };

const flags = [
  'allow_algo',
  'allow_web_algo',
  'allow_data',
  'allow_data_write',
  'allow_algo_management',
] as const;
/** Every combination of the five booleans. */
const combinations = Array.from({ length: 2 ** flags.length }, (_, bits): AlgorithmiaSpec => ({
  ...spec,
  ...Object.fromEntries(flags.map((flag, i) => [flag, ((bits >> i) & 1) === 1])),
}));

describe('a key on the wire', () => {
  const documented = {
    username: 'ann',
    key_label: 'ci',
    created_at: '2021-10-14T20:31:00Z',
    api_key_mask: 'simAb****',
    api_key: 'simAAAAAAAAAAAAAAAAAAAAAAAAA',
    key_type: 'AlgorithmKey',
    permissions: {
      allow_data: true,
      allow_data_write: false,
      allow_algo: true,
      allow_web_algo: true,
      algo_acl: ['algo://b/*', 'algo://a/*'],
      referer_host: 'a.com',
      allow_algo_management: true,
    },
    owner_name: 'ann',
  };

  it('becomes a spec with everything it says, entries in order', () => {
    expect(specOfWire(wireKeySchema.parse(documented), ann)).toEqual({
      key_type: 'standard',
      owner: ann,
      key_label: 'ci',
      ...documented.permissions,
    });
  });

  it.each<[string, unknown]>([
    ['missing', {}],
    ['null', { key_label: null, permissions: null }],
    ['null one by one', { permissions: { allow_algo: null, algo_acl: null, referer_host: null } }],
    ['unknown', { quota: 5, permissions: { allow_flying: true } }],
  ])('is read with members that are %s', (_, members) => {
    const key = wireKeySchema.parse({ key_type: 'AlgorithmKey', ...(members as object) });
    expect(specOfWire(key, acme)).toEqual({ ...defaultSpec, owner: acme, allow_algo: false });
  });

  it.each<[string, unknown]>([
    ['without a type', {}],
    ['of an unknown type', { key_type: 'Robot' }],
    ['with an empty secret', { key_type: 'AlgorithmKey', api_key: '' }],
    ['with entries that are no texts', { key_type: 'AlgorithmKey', permissions: { algo_acl: [1] } }],
    ['with a flag that is a text', { key_type: 'AlgorithmKey', permissions: { allow_data: 'true' } }],
  ])('is refused %s', (_, key) => {
    expect(wireKeySchema.safeParse(key).success).toBe(false);
  });

  it('is an admin key under both of its names', () => {
    expect(keyTypeOf('AlgorithmKey')).toBe('standard');
    expect(keyTypeOf('PlatformAdminKey')).toBe('admin');
    expect(keyTypeOf('ManagementKey')).toBe('admin');
  });

  it('comes in a bare array, other things in pages', () => {
    expect(wireKeyListSchema.parse([documented])).toHaveLength(1);
    const page = pageSchemaOf(z.object({ username: z.string() }));
    expect(page.parse({ marker: null, next_link: null, results: [{ username: 'ann' }] }).results).toEqual([
      { username: 'ann' },
    ]);
    expect(page.safeParse({ marker: null }).success).toBe(false);
  });

  it('tells when it was created, if it does', () => {
    expect(createdAtOf('2021-10-14T20:31:00Z')).toBe(Date.UTC(2021, 9, 14, 20, 31));
    for (const text of [null, undefined, '', 'yesterday']) expect(createdAtOf(text)).toBeNull();
  });

  it('keeps every combination of its rights on the way out and back', () => {
    expect(combinations).toHaveLength(32);
    for (const one of combinations) {
      const key = wireKeySchema.parse({
        key_type: 'AlgorithmKey',
        key_label: one.key_label,
        permissions: permissionsToSend(one),
      });
      expect(specOfWire(key, one.owner)).toEqual(one);
    }
  });

  it('keeps any list and host on the way out and back', () => {
    fc.assert(
      fc.property(fc.array(fc.string()), fc.string(), (algo_acl, referer_host) => {
        const one = { ...spec, algo_acl, referer_host };
        const key = wireKeySchema.parse({
          key_type: 'AlgorithmKey',
          key_label: 'ci',
          permissions: JSON.parse(JSON.stringify(permissionsToSend(one))),
        });
        expect(specOfWire(key, ann)).toEqual(one);
      }),
    );
  });
});

describe('what is sent', () => {
  const sent = {
    allow_data: false,
    allow_data_write: false,
    allow_algo: true,
    allow_web_algo: false,
    algo_acl: ['algo://demo/*'],
    referer_host: '',
    allow_algo_management: false,
  };

  it('to create a key has all permissions, as defaults differ between versions', () => {
    expect(bodyOfCreate(spec)).toEqual({ key_type: 'AlgorithmKey', key_label: 'ci', permissions: sent });
    expect(bodyOfCreate({ ...spec, owner: annInAcme })).toEqual({
      key_type: 'AlgorithmKey',
      key_label: 'ci',
      permissions: sent,
    });
  });

  it('to create a key of an organization names no type', () => {
    expect(bodyOfCreate({ ...spec, owner: acme })).toEqual({ key_label: 'ci', permissions: sent });
  });

  it('to create an admin key has no permissions', () => {
    expect(bodyOfCreate({ ...spec, key_type: 'admin' })).toEqual({
      key_type: 'PlatformAdminKey',
      key_label: 'ci',
    });
  });

  it('to replace a key never names the type', () => {
    expect(bodyOfUpdate(spec)).toEqual({ key_label: 'ci', permissions: sent });
    expect(bodyOfUpdate({ ...spec, key_type: 'admin' })).toEqual({ key_label: 'ci' });
  });

  it.each<[Owner, string, string]>([
    [ann, '/v1/users/ann/keys', '/v1/users/ann/keys'],
    [acme, '/v1/organizations/acme/keys', '/v1/organizations/acme/keys'],
    [annInAcme, '/v1/organizations/acme/keys', '/v1/organizations/acme/members/ann/keys'],
  ])('for %j goes where its keys are', (owner, list, create) => {
    expect(keysPathOf(owner, 'list')).toBe(list);
    expect(keysPathOf(owner, 'create')).toBe(create);
  });

  it('keeps every name within its own part of the path', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom('.', '/', '%', 'a', '?', '#', ' ', '\u{d800}', 'é') }),
        (name) => {
          const owners: readonly Owner[] = [
            { sort: 'user', user: name },
            { sort: 'organization', organization: name },
            { sort: 'member', organization: name, user: name },
          ];
          for (const owner of owners) {
            const path = keysPathOf(owner, 'create');
            // As a client resolves it: nothing of a name may lead elsewhere.
            const resolved = new URL(`https://api.x${path}`).pathname;
            expect(resolved.split('/')).toHaveLength(path.split('/').length);
            expect(path.split('/')).toHaveLength(owner.sort === 'member' ? 7 : 5);
            const placeholder = owner.sort === 'user' ? '{username}' : '{org}';
            const shown = /^\.{0,2}$|\p{Surrogate}/u.test(name) ? placeholder : name;
            expect(decodeURIComponent(path.split('/')[3] ?? '')).toBe(shown);
          }
        },
      ),
    );
  });
});

describe('the rights of a key', () => {
  it('are of the catalogue, in its order', () => {
    const order = permissions.map(({ id }) => id);
    for (const one of combinations) {
      const granted = permissionsOf(one);
      expect(granted).toEqual(order.filter((id) => granted.includes(id)));
    }
  });

  it('are one for each flag', () => {
    const rights = {
      allow_algo: 'algo.native',
      allow_web_algo: 'algo.web',
      allow_data: 'data.read',
      allow_data_write: 'data.write',
      allow_algo_management: 'manage',
    };
    for (const one of combinations) {
      const expected = flags.filter((flag) => one[flag]).map((flag) => rights[flag]);
      expect(new Set<string>(permissionsOf(one))).toEqual(new Set(expected));
    }
  });

  it('are no calls while no algorithm is listed', () => {
    expect(permissionsOf({ ...spec, algo_acl: [], allow_web_algo: true, allow_data: true })).toEqual([
      'data.read',
    ]);
  });

  it('of an admin key are its own alone', () => {
    for (const one of combinations) expect(permissionsOf({ ...one, key_type: 'admin' })).toEqual(['admin']);
  });

  it('stand once each in groups that exist and are used', () => {
    expect(new Set(permissions.map(({ id }) => id)).size).toBe(permissions.length);
    expect([...new Set(permissions.map(({ group }) => group))].sort()).toEqual(
      permissionGroups.map(({ id }) => id).sort(),
    );
  });
});
