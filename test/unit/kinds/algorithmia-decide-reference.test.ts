import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decide } from '#shared/kinds/algorithmia/decide';
import { operations } from '#shared/kinds/algorithmia/operations';
import type { Subject } from '#shared/kinds/kind';
import type { AlgorithmiaSpec } from '#shared/kinds/algorithmia/spec';
import { REFERENCE_NEEDS, referenceDecide, type ReferenceKey } from '../../support/reference-algorithmia';

const AT = 1_760_000_000_000;

/** Small alphabets, so that entries and calls meet often. */
const owner = fc.constantFrom('foo', 'Foo', 'foobar');
const name = fc.constantFrom('bar', 'bars');
const entry = fc.oneof(
  {
    weight: 6,
    arbitrary: fc
      .tuple(owner, name, fc.constantFrom('', '/*', '/1.*', '/1.2', '/1.2.*', '/1.2.3', '/latest', '/a1b2'))
      .map(([o, n, v]) => `algo://${o}/${n}${v}`),
  },
  { weight: 2, arbitrary: owner.map((o) => `algo://${o}/*`) },
  {
    weight: 1,
    arbitrary: fc.constantFrom('algo://*', '', 'foo/bar', 'algo://foo', 'algo://*/bar', 'algo://.my/*'),
  },
);
const call = fc
  .tuple(owner, name, fc.constantFrom('', '/1.2.3', '/1.2', '/1.20.3', '/1.*', '/latest', '/a1b2'))
  .map(([o, n, v]) => `${o}/${n}${v}`);

const key: fc.Arbitrary<ReferenceKey> = fc.record({
  key_type: fc.constantFrom('standard', 'standard', 'standard', 'admin'),
  algo_acl: fc.array(entry, { maxLength: 4 }),
  allow_algo: fc.boolean(),
  allow_web_algo: fc.boolean(),
  referer_host: fc.constantFrom('', 'a.com', 'A.com', 'www.a.com', '[::1]', 'com'),
  allow_data: fc.boolean(),
  allow_data_write: fc.boolean(),
  allow_algo_management: fc.boolean(),
});

const request = fc.record({
  operation: fc.oneof(
    { weight: 2, arbitrary: fc.constant('callAlgorithm') },
    { weight: 1, arbitrary: fc.constantFrom(...Object.keys(REFERENCE_NEEDS), 'fly') },
  ),
  resource: fc.oneof({ weight: 9, arbitrary: call }, { weight: 1, arbitrary: fc.constant(null) }),
  origin: fc.constantFrom(
    null,
    null,
    'https://a.com',
    'http://a.com:8080',
    'https://A.com',
    'https://www.a.com',
    'https://nota.com',
    'http://[::1]:3000',
    'null',
  ),
  referer: fc.constantFrom(null, 'https://a.com/', 'https://www.a.com/x?y', 'https://b.com/a.com'),
});

function subjectOf(one: ReferenceKey | null): Subject<AlgorithmiaSpec> {
  return one === null
    ? { sort: 'unknown' }
    : { sort: 'key', spec: { ...one, key_label: '', owner: { sort: 'user', user: 'ann' } } };
}

describe('decide() against a naive reading of the protocol', () => {
  it('knows the same operations', () => {
    expect(operations.map(({ id }) => id).sort()).toEqual(Object.keys(REFERENCE_NEEDS).sort());
  });

  it('gives the same verdict, status and message for random keys and requests', () => {
    const seen = new Map<string, number>();
    fc.assert(
      fc.property(fc.option(key, { freq: 10 }), request, (who, what) => {
        const expected = referenceDecide(who, what);
        const { verdict, refusal, checks } = decide(
          subjectOf(who),
          { ...what, ip: '10.0.0.1', userToken: null, used: 0 },
          AT,
        );
        expect({ verdict, status: refusal?.status ?? null, message: refusal?.message ?? null }).toEqual(
          expected,
        );
        const failed = checks.find(({ outcome }) => outcome === 'fail')?.sort ?? 'allow';
        const outcome = what.operation === 'callAlgorithm' ? `call: ${failed}` : failed;
        seen.set(outcome, (seen.get(outcome) ?? 0) + 1);
      }),
      { numRuns: 20_000, seed: 20_260_823 },
    );
    // The comparison is worth something only when every row of the table came up often.
    expect([...seen.keys()].sort()).toEqual([
      'allow',
      'call: allow',
      'call: permission',
      'call: referer',
      'call: scope',
      'call: state',
      'permission',
      'scope',
      'state',
    ]);
    expect(Math.min(...seen.values())).toBeGreaterThan(100);
  });

  it('gives the same for every operation, type of key and combination of rights', () => {
    const flags = ['allow_algo', 'allow_web_algo', 'allow_data', 'allow_data_write', 'allow_algo_management'];
    for (const { id: operation } of operations) {
      for (const key_type of ['standard', 'admin'] as const) {
        for (const origin of [null, 'https://a.com']) {
          for (let bits = 0; bits < 2 ** flags.length; bits += 1) {
            const on = (flag: number): boolean => ((bits >> flag) & 1) === 1;
            const who: ReferenceKey = {
              key_type,
              algo_acl: ['algo://foo/*'],
              allow_algo: on(0),
              allow_web_algo: on(1),
              referer_host: '',
              allow_data: on(2),
              allow_data_write: on(3),
              allow_algo_management: on(4),
            };
            const what = { operation, resource: 'foo/bar', origin, referer: null };
            const policy = { ...what, ip: '10.0.0.1', userToken: null, used: 0 };
            expect(decide(subjectOf(who), policy, AT).verdict).toBe(referenceDecide(who, what).verdict);
          }
        }
      }
    }
  });
});
