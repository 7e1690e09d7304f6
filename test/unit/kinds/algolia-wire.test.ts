import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { AppError } from '#shared/errors';
import { defaultSpec } from '#shared/kinds/algolia/index';
import { algoliaSpecSchema, type AlgoliaSpec } from '#shared/kinds/algolia/spec';
import {
  createdAtToInstant,
  fromKeyInfo,
  keyInfoSchema,
  keyListSchema,
  readKeySpecBody,
  sameOnCluster,
  toWireSpec,
  withoutDefaults,
} from '#shared/kinds/algolia/wire';

const NOW = 1_760_000_000_000;
const SECRET = '0123456789abcdef0123456789abcdef';

describe('reading a key', () => {
  it('fills in the members that the live service omits', () => {
    const info = keyInfoSchema.parse({
      value: SECRET,
      createdAt: 1_759_000_000,
      acl: ['search'],
      validity: 0,
    });
    expect(fromKeyInfo(info, NOW)).toEqual({
      secret: SECRET,
      admin: false,
      createdAt: 1_759_000_000_000,
      spec: { ...defaultSpec, acl: ['search'] },
    });
  });

  it('takes the example of the specification with every member, milliseconds and unknown members', () => {
    const { keys } = keyListSchema.parse({
      keys: [
        {
          value: SECRET,
          createdAt: 1_656_345_570_000,
          acl: ['search', 'somethingNew'],
          description: 'd',
          indexes: ['dev_*'],
          maxHitsPerQuery: 20,
          maxQueriesPerIPPerHour: 100,
          queryParameters: 'a=b',
          referers: ['*'],
          validity: 300,
          futureMember: { a: 1 },
        },
      ],
    });
    const [key] = keys.map((info) => fromKeyInfo(info, NOW));
    expect(key?.createdAt).toBe(1_656_345_570_000);
    expect(key?.spec.expiresAt).toBe(NOW + 300_000);
    expect(algoliaSpecSchema.parse(key?.spec)).toEqual(key?.spec);
  });

  it('takes a key without creation time for the administrator’s, and null for missing', () => {
    const info = keyInfoSchema.parse({ value: SECRET, acl: null, indexes: null, validity: null });
    expect(fromKeyInfo(info, NOW)).toMatchObject({ admin: true, createdAt: null, spec: defaultSpec });
  });

  it('moves a top-level restrictSources into the parameters, once', () => {
    const read = (queryParameters: string) =>
      fromKeyInfo(keyInfoSchema.parse({ value: SECRET, queryParameters, restrictSources: '10.0.0.0/8' }), NOW)
        .spec.queryParameters;
    expect(read('')).toBe('restrictSources=10.0.0.0/8');
    expect(read('a=b')).toBe('a=b&restrictSources=10.0.0.0/8');
    expect(read('restrictSources=10.0.0.0%2F8')).toBe('restrictSources=10.0.0.0%2F8');
  });

  it.each([
    { acl: ['search'] },
    { value: '' },
    { value: SECRET, acl: 'search' },
    { value: SECRET, validity: '1' },
  ])('refuses %j', (body) => {
    expect(keyInfoSchema.safeParse(body).success).toBe(false);
  });

  it('tells seconds from milliseconds', () => {
    expect(createdAtToInstant(1_513_610_838)).toBe(1_513_610_838_000);
    expect(createdAtToInstant(100_000_000_001)).toBe(100_000_000_001);
    expect(createdAtToInstant(undefined)).toBeNull();
  });
});

describe('writing a key', () => {
  it('sends every member in a replacement, and only what differs from the default in a creation', () => {
    const wire = toWireSpec({ ...defaultSpec, acl: ['search'], indexes: ['a'] }, NOW);
    expect(wire).toEqual({
      acl: ['search'],
      description: '',
      indexes: ['a'],
      maxHitsPerQuery: 0,
      maxQueriesPerIPPerHour: 0,
      queryParameters: '',
      referers: [],
      validity: 0,
    });
    expect(withoutDefaults(wire)).toEqual({ acl: ['search'], indexes: ['a'] });
    expect(withoutDefaults(toWireSpec(defaultSpec, NOW))).toEqual({ acl: [] });
  });

  it('turns the expiry into the seconds left, rounded up, at the moment of sending', () => {
    const validity = (expiresAt: number) => toWireSpec({ ...defaultSpec, expiresAt }, NOW).validity;
    expect(validity(NOW + 300_000)).toBe(300);
    expect(validity(NOW + 299_001)).toBe(300);
    expect(validity(NOW + 1)).toBe(1);
    expect(validity(NOW + 2_147_483_647_000)).toBe(2_147_483_647);
  });

  it.each([NOW, NOW - 1, NOW + 2_147_483_647_001])('refuses an expiry at %d', (expiresAt) => {
    const send = () => toWireSpec({ ...defaultSpec, expiresAt }, NOW);
    expect(send).toThrow(AppError);
    expect(send).toThrow(expect.objectContaining({ code: 'VALIDATION', field: 'expiresAt' }));
  });

  it('reads back what it wrote', () => {
    fc.assert(
      fc.property(
        fc.record({
          acl: fc.array(fc.constantFrom('search', 'browse', 'logs')),
          description: fc.string(),
          indexes: fc.array(fc.string()),
          maxHitsPerQuery: fc.nat(),
          maxQueriesPerIPPerHour: fc.nat(),
          queryParameters: fc.constantFrom('', 'a=b', 'filters=%C3%A9'),
          referers: fc.array(fc.string()),
          expiresAt: fc.oneof(
            fc.constant(null),
            fc.integer({ min: 1, max: 1e9 }).map((s) => NOW + s * 1000),
          ),
        }),
        (spec) => {
          const body: unknown = JSON.parse(JSON.stringify(withoutDefaults(toWireSpec(spec, NOW))));
          expect(readKeySpecBody(body, 'create', NOW)).toEqual({ ok: true, spec });
          const info = keyInfoSchema.parse({ ...Object(body), value: SECRET, createdAt: 1 });
          expect(fromKeyInfo(info, NOW).spec).toEqual(spec);
        },
      ),
    );
  });
});

describe('the body of a creation or replacement', () => {
  const message = (body: unknown, purpose: 'create' | 'update' = 'create'): string | null => {
    const result = readKeySpecBody(body, purpose, NOW);
    return result.ok ? null : result.message;
  };

  it('becomes a spec with an absolute expiry', () => {
    expect(
      readKeySpecBody({ acl: ['search'], validity: 300, restrictSources: '1.2.3.4' }, 'create', NOW),
    ).toEqual({
      ok: true,
      spec: {
        ...defaultSpec,
        acl: ['search'],
        queryParameters: 'restrictSources=1.2.3.4',
        expiresAt: NOW + 300_000,
      },
    });
  });

  it('needs permissions to create, not to replace', () => {
    expect(message({})).toContain('acl');
    expect(message({ description: 'd' }, 'update')).toBeNull();
  });

  it.each([
    ['nothing', undefined],
    ['null', null],
    ['a list', []],
    ['text', 'acl'],
    ['an unknown permission', { acl: ['fly'] }],
    ['a permission in another case', { acl: ['Search'] }],
    ['the admin permission', { acl: ['admin'] }],
    ['an unknown member', { acl: ['search'], color: 'red' }],
    ['a negative number', { acl: ['search'], validity: -1 }],
    ['a fraction', { acl: ['search'], maxHitsPerQuery: 1.5 }],
    ['more than 32 bits', { acl: ['search'], validity: 2_147_483_648 }],
    ['parameters as an object', { acl: ['search'], queryParameters: { filters: 'a' } }],
    ['permissions as text', { acl: 'search' }],
    [
      'two sources',
      { acl: ['search'], queryParameters: 'restrictSources=1.1.1.1', restrictSources: '2.2.2.2' },
    ],
    ['a list of sources', { acl: ['search'], queryParameters: 'restrictSources=1.1.1.1,2.2.2.2' }],
    ['an IPv6 source', { acl: ['search'], restrictSources: '::1' }],
  ])('is refused when it is or holds %s', (_, body) => {
    expect(message(body)).toMatch(/\w/);
    expect(message(body, 'update')).toMatch(/\w/);
  });

  it('says which member is at fault', () => {
    expect(message({ acl: ['search', 'fly'] })).toBe('acl.1: unknown ACL "fly"');
    expect(message({ acl: ['search'], validity: 1.5 })).toBe('validity: must be an integer');
  });
});

describe('comparing with what the cluster tells', () => {
  const sent: AlgoliaSpec = {
    ...defaultSpec,
    acl: ['search', 'browse'],
    indexes: ['a', 'b'],
    queryParameters: 'a=b&restrictSources=10.0.0.0/8',
    expiresAt: NOW + 5000,
  };

  it('leaves order, encoding and the running validity out', () => {
    const told: AlgoliaSpec = {
      ...sent,
      acl: ['browse', 'search'],
      indexes: ['b', 'a'],
      queryParameters: 'a=b&restrictSources=10.0.0.0%2F8',
      expiresAt: null,
    };
    expect(sameOnCluster(sent, told)).toBe(true);
  });

  it.each<Partial<AlgoliaSpec>>([
    { acl: ['search'] },
    { indexes: ['a', 'c'] },
    { referers: ['x'] },
    { description: 'x' },
    { maxHitsPerQuery: 1 },
    { maxQueriesPerIPPerHour: 1 },
    { queryParameters: 'a=c&restrictSources=10.0.0.0/8' },
  ])('sees the difference of %j', (change) => {
    expect(sameOnCluster(sent, { ...sent, ...change })).toBe(false);
    expect(sameOnCluster({ ...sent, ...change }, sent)).toBe(false);
  });
});
