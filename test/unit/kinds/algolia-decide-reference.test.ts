import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decide } from '#shared/kinds/algolia/decide';
import { permissions } from '#shared/kinds/algolia/catalogue';
import { operations } from '#shared/kinds/algolia/operations';
import { parseParameters } from '#shared/kinds/algolia/query-parameters';
import type { AlgoliaSpec } from '#shared/kinds/algolia/spec';
import type { Subject } from '#shared/kinds/kind';
import {
  REFERENCE_NEEDS,
  referenceDecide,
  type ReferenceCaller,
  type ReferenceKey,
} from '../../support/reference-algolia';

const AT = 1_760_000_000_000;

/** Small alphabets, so that patterns and values meet often. */
const core = fc.string({ unit: fc.constantFrom('a', 'b', '_'), minLength: 1, maxLength: 3 });
const entry = fc.oneof(
  {
    weight: 8,
    arbitrary: fc
      .tuple(fc.constantFrom('', '*'), core, fc.constantFrom('', '*', '**'))
      .map((p) => p.join('')),
  },
  { weight: 1, arbitrary: fc.constantFrom('*', '', ' a ', 'a*b', '**', '*a*b*') },
);
const index = fc.oneof(core, fc.constantFrom('a*b', 'ab_ab'));
const source = fc.constantFrom(
  '10.0.0.0/8',
  '10.0.0.1',
  '10.0.0.7/30',
  '192.168.1.0/24',
  '0.0.0.0/0',
  '10.0.0.0/33',
  '10.0.0.1,10.0.0.2',
  '::1',
  '',
);
const ip = fc.constantFrom('10.0.0.1', '10.0.0.5', '192.168.1.9', '::ffff:10.0.0.1', '::1', '127.0.0.1');
const shuffledPermissions = fc.subarray(permissions.map(({ id }) => id as string));
const acl = fc.oneof(
  { weight: 3, arbitrary: fc.constant(permissions.map(({ id }) => id as string)) },
  { weight: 1, arbitrary: shuffledPermissions },
);
const parameters = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom('', 'filters=a%3Ab', 'typoTolerance=strict&ignorePlurals=false') },
  { weight: 1, arbitrary: source.map((value) => `x=1&restrictSources=${value}`) },
  { weight: 1, arbitrary: source.map((value) => `restrictSources=${encodeURIComponent(value)}&&filters`) },
);

const key: fc.Arbitrary<ReferenceKey> = fc.record({
  acl,
  indexes: fc.oneof(fc.constant<string[]>([]), fc.array(entry, { maxLength: 4 })),
  referers: fc.oneof(
    { weight: 2, arbitrary: fc.constant<string[]>([]) },
    { weight: 1, arbitrary: fc.array(entry, { maxLength: 4 }) },
  ),
  maxQueriesPerIPPerHour: fc.constantFrom(0, 0, 1, 5),
  maxHitsPerQuery: fc.constantFrom(0, 20),
  queryParameters: parameters,
  expiresAt: fc.constantFrom(null, null, null, AT + 1000, AT + 1, AT, AT - 1),
});

const list = fc.array(
  entry.filter((one) => !one.includes(',')),
  { maxLength: 3 },
);
const restriction = fc.oneof(
  list.map((entries) => `restrictIndices=${encodeURIComponent(JSON.stringify(entries))}`),
  list.map((entries) => `restrictIndices=${encodeURIComponent(entries.join(','))}`),
  fc.constantFrom(1, 1_759_999_999, 1_760_000_000, 2_524_604_400).map((at) => `validUntil=${at}`),
  fc.constantFrom('validUntil=', 'validUntil=soon', 'userToken=ann', 'filters=x'),
  source.map((value) => `restrictSources=${encodeURIComponent(value)}`),
);
const query = fc.array(restriction, { maxLength: 3 }).map((all) => all.join('&'));

const caller: fc.Arbitrary<ReferenceCaller> = fc.oneof(
  { weight: 1, arbitrary: fc.constantFrom<ReferenceCaller>({ sort: 'nobody' }, { sort: 'admin' }) },
  { weight: 10, arbitrary: fc.record({ sort: fc.constant('key' as const), key }) },
  {
    weight: 10,
    arbitrary: fc.record({
      sort: fc.constant('secured' as const),
      parent: key,
      signatureFits: fc.constantFrom(true, true, true, true, false),
      query,
    }),
  },
);

const request = fc.record({
  operation: fc.oneof(
    { weight: 2, arbitrary: fc.constantFrom('search', 'browse', 'addObject') },
    { weight: 1, arbitrary: fc.constantFrom(...Object.keys(REFERENCE_NEEDS)) },
  ),
  index: fc.oneof({ weight: 9, arbitrary: index }, { weight: 1, arbitrary: fc.constant(null) }),
  referer: fc.oneof({ weight: 3, arbitrary: core }, { weight: 1, arbitrary: fc.constant(null) }),
  ip,
  used: fc.constantFrom(0, 0, 1, 4, 5),
});

function subjectOf(of: ReferenceCaller): Subject<AlgoliaSpec> {
  const spec = (one: ReferenceKey): AlgoliaSpec => ({ ...one, description: '' });
  switch (of.sort) {
    case 'nobody':
      return { sort: 'unknown' };
    case 'admin':
      return { sort: 'admin' };
    case 'key':
      return { sort: 'key', spec: spec(of.key) };
    case 'secured':
      return {
        sort: 'derived',
        spec: spec(of.parent),
        verified: of.signatureFits,
        restrictions: parseParameters(of.query),
      };
  }
}

describe('decide() against a naive reading of the protocol', () => {
  it('knows the same operations', () => {
    expect(operations.map(({ id }) => id).sort()).toEqual(Object.keys(REFERENCE_NEEDS).sort());
  });

  it('gives the same verdict, status and message for random keys and requests', () => {
    const seen = new Map<string, number>();
    fc.assert(
      fc.property(caller, request, (who, what) => {
        const { index: resource, ...rest } = what;
        const expected = referenceDecide(who, what, AT);
        const decision = decide(subjectOf(who), { ...rest, resource, origin: null, userToken: null }, AT);
        const { verdict, refusal } = decision;
        expect({ verdict, status: refusal?.status ?? null, message: refusal?.message ?? null }).toEqual(
          expected,
        );
        const outcome = expected.message ?? 'allow';
        seen.set(outcome, (seen.get(outcome) ?? 0) + 1);
      }),
      { numRuns: 20_000, seed: 20_260_823 },
    );
    // The comparison is worth something only when every row of the table came up often.
    expect(seen.size).toBe(9);
    expect(Math.min(...seen.values())).toBeGreaterThan(100);
  });
});
