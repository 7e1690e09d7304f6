import fc from 'fast-check';
import { permissions } from '#shared/kinds/algolia/catalogue';
import { operations } from '#shared/kinds/algolia/operations';
import type { AlgoliaSpec } from '#shared/kinds/algolia/spec';
import type { PolicyRequest } from '#shared/policy/decision';

/** The moment around which random keys expire. */
export const RANDOM_AT = 1_760_000_000_000;

/** Small alphabets, so that patterns and values meet often; `é` is no letter of the first 128. */
const core = fc.string({ unit: fc.constantFrom('a', 'b', '_', 'é'), minLength: 1, maxLength: 4 });
const entry = fc.oneof(
  {
    weight: 9,
    arbitrary: fc.tuple(fc.constantFrom('', '*'), core, fc.constantFrom('', '*')).map((p) => p.join('')),
  },
  { weight: 1, arbitrary: fc.constantFrom('*', '', ' a ', 'a*b', '**b') },
);
const entries = fc.oneof(
  { weight: 1, arbitrary: fc.constant<string[]>([]) },
  { weight: 3, arbitrary: fc.array(entry, { maxLength: 12 }) },
);

/** Any key of this kind, its expiry well apart from {@link RANDOM_AT}. */
export const algoliaSpec: fc.Arbitrary<AlgoliaSpec> = fc.record({
  acl: fc.oneof(
    fc.subarray(permissions.map(({ id }) => id as string)),
    fc.constant(permissions.map(({ id }) => id as string)),
  ),
  description: fc.constantFrom('', 'a'),
  indexes: entries,
  referers: fc.oneof({ weight: 2, arbitrary: fc.constant<string[]>([]) }, entries),
  maxHitsPerQuery: fc.constantFrom(0, 20),
  maxQueriesPerIPPerHour: fc.constantFrom(0, 0, 1, 5),
  queryParameters: fc.constantFrom(
    '',
    '',
    'filters=a%3Ab',
    'restrictSources=10.0.0.0/8',
    'restrictSources=10.0.0.1',
    'restrictSources=10.0.0.0/33',
    'restrictSources=10.0.0.0/8&restrictSources=10.0.0.1',
    'restrictSources=192.168.0.0/16&x=1',
  ),
  expiresAt: fc.constantFrom(null, null, RANDOM_AT + 60_000, RANDOM_AT - 60_000),
});

export const algoliaRequest: fc.Arbitrary<PolicyRequest> = fc.record({
  operation: fc.constantFrom('search', 'search', 'browse', 'none such', ...operations.map(({ id }) => id)),
  resource: fc.option(fc.oneof(core, fc.constantFrom('a*b', 'abab_abab_')), { freq: 9 }),
  referer: fc.option(core),
  origin: fc.constant(null),
  ip: fc.constantFrom('10.0.0.1', '10.0.0.5', '192.168.1.9', '::1', '::ffff:10.0.0.1'),
  userToken: fc.constant(null),
  used: fc.constantFrom(0, 0, 1, 5),
});
