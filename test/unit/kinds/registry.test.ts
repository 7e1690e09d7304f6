import { describe, expect, it } from 'vitest';
import { permissionById, permissionGroups, permissions } from '#shared/kinds/algolia/catalogue';
import { operations } from '#shared/kinds/algolia/operations';
import { algolia, defaultSpec } from '#shared/kinds/algolia/index';
import {
  allKinds,
  clusterConnectionSchemaOf,
  keyDefinitionSchema,
  kindOf,
  trustingKindOf,
} from '#shared/kinds/registry';
import { KIND_IDS } from '#shared/ids';

describe('the registry', () => {
  it('has every kind under its own id', () => {
    expect(allKinds.map(({ id }) => id)).toEqual([...KIND_IDS]);
    for (const id of KIND_IDS) expect(kindOf(id).id).toBe(id);
  });

  it.each(allKinds)('gives $name a default spec that its own schema and the bridge accept', (kind) => {
    expect(kind.specSchema.parse(kind.defaultSpec)).toEqual(kind.defaultSpec);
    expect(keyDefinitionSchema.safeParse({ kind: kind.id, spec: kind.defaultSpec }).success).toBe(true);
  });

  it.each(allKinds)('lists the permissions of $name once each, in groups that exist', (kind) => {
    const ids = kind.permissions.map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    const groups = new Set(kind.permissionGroups.map(({ id }) => id));
    expect(kind.permissions.filter(({ group }) => !groups.has(group))).toEqual([]);
  });

  it('answers through the erased kind what the kind itself answers', () => {
    const kind = kindOf('algolia');
    const spec = { ...defaultSpec, acl: ['search'], referers: ['algolia.com/*'], expiresAt: 5 };
    const words = (at: number): string => `<${at}>`;
    expect(kind.summarize(spec, words)).toEqual(algolia.summarize(spec, words));
    expect(kind.lines(spec, words)).toEqual(algolia.lines(spec, words));
    expect(kind.columns(spec)).toEqual(algolia.columns(spec));
    expect(kind.searchText(spec)).toBe(algolia.searchText(spec));
    expect(kind.preview(spec, 'create', 1)).toEqual(algolia.preview(spec, 'create', 1));
    expect(kind.expiresAt(spec)).toBe(5);
    expect(kind.withExpiry(spec, null)).toEqual({ ...spec, expiresAt: null });
    expect(kind.permissionsOf(spec)).toEqual(['search']);
    expect(kind.label({ ...spec, description: 'x' })).toBe('x');
    expect(kind.sameSpec(spec, { ...spec, expiresAt: 6 })).toBe(true);
    expect(kind.check(spec, 1).map(({ rule }) => rule)).toEqual(
      algolia.check(spec, 1).map(({ rule }) => rule),
    );
    const request = {
      operation: 'search',
      resource: 'a',
      referer: null,
      origin: null,
      ip: '1.1.1.1',
      userToken: null,
      used: 0,
    };
    expect(kind.decide({ sort: 'key', spec }, request, 1)).toEqual(
      algolia.decide({ sort: 'key', spec }, request, 1),
    );
    const unreachable = kind.check(spec, 1).find(({ rule }) => rule === 'referers-unreachable');
    expect(unreachable?.fix?.apply(spec)).toEqual({ ...spec, referers: ['https://algolia.com/*'] });
    expect(kind.presets[0]?.apply(spec)).toEqual({ ...spec, acl: ['search'] });
    const connection = { applicationId: 'X', hosts: [] };
    const [use] = kind.snippets.usesOf(spec);
    const [own] = algolia.snippets.usesOf(spec);
    expect(use?.write('curl', connection, 'a')).toEqual(own?.write('curl', connection, 'a'));
    expect(kind.snippets.whyNone(spec)).toBe(algolia.snippets.whyNone(spec));
    expect(kind.snippets.standIn).toBeNull();
    const labelled = { ...kindOf('algorithmia').defaultSpec, key_label: 'default-key' };
    expect(kindOf('algorithmia').snippets.standIn?.fits(labelled)).toBe(true);
  });

  it('takes an accepted spec as it is where it is trusted, and answers the same', () => {
    const spec = { ...defaultSpec, acl: ['search'], description: 'x', indexes: ['a_*'] };
    for (const kind of [kindOf('algolia'), trustingKindOf('algolia')]) {
      expect(kind.label(spec)).toBe('x');
      expect(kind.searchText(spec)).toBe(algolia.searchText(spec));
    }
    expect(trustingKindOf('algolia').withExpiry(spec, 7)).toEqual({ ...spec, expiresAt: 7 });
  });

  it('refuses a spec that is not of the kind', () => {
    expect(() => kindOf('algolia').label({ description: 'x' })).toThrow();
  });
});

describe('the catalogue of search clusters', () => {
  const SEED = [
    'search',
    'browse',
    'addObject',
    'deleteObject',
    'deleteIndex',
    'settings',
    'editSettings',
    'analytics',
    'listIndexes',
    'logs',
    'seeUnretrievableAttributes',
    'usage',
    'recommendation',
  ];
  const LATER = [
    'inference',
    'personalization',
    'nluWriteProject',
    'nluReadProject',
    'nluWriteEntity',
    'nluReadEntity',
    'nluWriteIntent',
    'nluReadIntent',
    'nluPrediction',
    'nluReadAnswers',
  ];

  it('has the 13 permissions of the seed and the 10 later ones', () => {
    expect(permissions.map(({ id }) => id as string).sort()).toEqual([...SEED, ...LATER].sort());
    expect(permissionGroups.every(({ id }) => permissions.some(({ group }) => group === id))).toBe(true);
  });

  it('is exact about case', () => {
    expect(permissionById('search')?.title).toBe('Search');
    expect(permissionById('Search')).toBeUndefined();
  });

  it('has an operation that needs each permission of the seed that acts by itself', () => {
    const needed = new Set(
      operations.flatMap(({ requirement }) => (requirement.sort === 'permissions' ? requirement.all : [])),
    );
    expect(SEED.filter((id) => !needed.has(id))).toEqual(['seeUnretrievableAttributes']);
    expect([...needed].filter((id) => permissionById(id) === undefined)).toEqual([]);
  });

  it('is all that presets use, and none of them is empty or doubles a permission', () => {
    for (const preset of algolia.presets) {
      const { acl, ...rest } = preset.apply({ ...defaultSpec, description: 'kept' });
      expect(rest).toEqual({ ...rest, description: 'kept' });
      expect(acl.length).toBeGreaterThan(0);
      expect(acl.filter((id) => permissionById(id) === undefined)).toEqual([]);
      expect(new Set(acl).size).toBe(acl.length);
    }
  });
});

describe('the connection of a search cluster', () => {
  const schema = clusterConnectionSchemaOf('algolia');
  const parse = (applicationId: string, hosts: readonly string[]) =>
    schema.safeParse({ applicationId, hosts });
  const message = (applicationId: string, hosts: readonly string[]): string | undefined =>
    parse(applicationId, hosts).error?.issues[0]?.message;

  it('refuses members that it does not know', () => {
    expect(schema.safeParse({ applicationId: 'APP', hosts: [], proxy: 'http://evil.example' }).success).toBe(
      false,
    );
  });

  it('needs no endpoints', () => {
    expect(parse(' B1G2GM9NG0 ', []).data).toEqual({ applicationId: 'B1G2GM9NG0', hosts: [] });
  });

  it('takes https anywhere and http on this computer, in one form', () => {
    expect(
      parse('APP', [
        'https://Search.Example.com:8443/',
        'http://127.0.0.1:7700',
        ' http://localhost ',
        'http://[::1]:80',
      ]).data,
    ).toMatchObject({
      hosts: [
        'https://search.example.com:8443',
        'http://127.0.0.1:7700',
        'http://localhost',
        'http://[::1]:80',
      ],
    });
  });

  it.each([
    ['', [], 'Enter the application id.'],
    ['A B', [], 'letters, digits'],
    ['A/../B', [], 'letters, digits'],
    ['A', ['example.com'], 'Begin the address with https://'],
    ['A', ['ftp://example.com'], 'Begin the address with https://'],
    ['A', ['http://example.com'], 'Plain http://'],
    ['A', ['http://127.0.0.1.example.com'], 'Plain http://'],
    ['A', ['https://example.com/path'], 'host and port only'],
    ['A', ['https://user:secret@example.com'], 'host and port only'],
    ['A', ['https://'], 'host and port only'],
    ['A', ['https://example.com:0'], 'port from 1 to 65535'],
    ['A', ['https://example.com:70000'], 'port from 1 to 65535'],
    ['A', ['https://a.com', 'https://A.com/'], 'twice'],
  ])('refuses %j with %j', (applicationId, hosts, words) => {
    expect(message(applicationId, hosts)).toContain(words);
  });
});
