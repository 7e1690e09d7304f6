import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isOrdinaryKey } from '#shared/kinds/algolia/ordinary-key';
import { fromKeyInfo, keyInfoSchema } from '#shared/kinds/algolia/wire';

const text = (max: number) =>
  fc.oneof(
    fc.string(),
    fc.constantFrom(0, max, max + 1).map((n) => 'x'.repeat(n)),
  );
const list = fc.oneof(
  fc.array(text(100), { maxLength: 5 }),
  fc.constantFrom(100, 101, 201, 10_001).map((n) => Array.from({ length: n }, () => 'a')),
  fc.constant(null),
);
const number = fc.oneof(
  fc.integer(),
  fc.double(),
  fc.constantFrom(0, 2_147_483_647, 2_147_483_648, -1),
  fc.constant(null),
);
const anything = fc.anything();

const key = fc.record(
  {
    value: fc.oneof(text(100), anything),
    acl: fc.oneof(list, anything),
    description: fc.oneof(text(10_000), anything),
    indexes: fc.oneof(list, anything),
    referers: list,
    maxHitsPerQuery: fc.oneof(number, anything),
    maxQueriesPerIPPerHour: number,
    queryParameters: text(1_000),
    restrictSources: text(1_000),
    validity: fc.oneof(number, anything),
    createdAt: fc.oneof(number, anything),
    unknownMember: anything,
  },
  { requiredKeys: [] },
);

const NOW = 1_760_000_000_000;

describe('the quick check of a key', () => {
  it('accepts nothing that the schema refuses or reads otherwise', () => {
    fc.assert(
      fc.property(fc.oneof(key, anything), (raw) => {
        if (!isOrdinaryKey(raw)) return;
        expect(fromKeyInfo(raw, NOW)).toEqual(fromKeyInfo(keyInfoSchema.parse(raw), NOW));
      }),
      { numRuns: 2_000 },
    );
  });

  it('takes a usual key', () => {
    const usual = {
      value: 'secret',
      acl: ['search'],
      indexes: ['shop_*'],
      validity: 60,
      createdAt: 1_760_000_000,
    };
    expect(isOrdinaryKey({ ...usual, futureMember: 1 })).toBe(true);
  });

  it.each([
    ['no object', 'text'],
    ['a member of another type', { value: 'secret', acl: 'search' }],
    ['no value', { acl: ['search'] }],
    ['an empty permission', { value: 'secret', acl: [''] }],
    ['a limit below zero', { value: 'secret', maxHitsPerQuery: -5 }],
    ['half a limit', { value: 'secret', maxQueriesPerIPPerHour: 0.5 }],
    ['a time before 1970', { value: 'secret', createdAt: -1 }],
    ['a long text', { value: 'secret', description: 'x'.repeat(1_001) }],
    ['many entries', { value: 'secret', indexes: Array.from({ length: 101 }, () => 'a') }],
  ])('leaves %s to the schema', (_, raw) => {
    expect(isOrdinaryKey(raw)).toBe(false);
  });
});
