import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { algoFamily } from '#shared/scopes/algo-family';
import { beyond } from '#shared/scopes/beyond';
import { scopesOf, type Family } from '#shared/scopes/family';
import { indexFamily } from '#shared/scopes/index-family';
import { readPattern, writePattern, type Pattern } from '#shared/scopes/pattern';

/** As a cluster reads them: a star inside is an ordinary character (key-apis C6). */
function patterns(...entries: readonly string[]): readonly Pattern[] {
  return entries.map(readPattern).filter((pattern) => pattern !== null);
}

function extra(list: readonly string[], other: readonly string[]): readonly (readonly [string, boolean])[] {
  return beyond(indexFamily, patterns(...list), patterns(...other)).map(({ scope, partly }) => [
    writePattern(scope),
    partly,
  ]);
}

describe('what a list allows beyond another one', () => {
  it.each<[readonly string[], readonly string[], readonly (readonly [string, boolean])[]]>([
    [
      ['a*', 'b'],
      ['a1', 'a2'],
      [
        ['a*', true],
        ['b', false],
      ],
    ],
    [['a1', 'b*'], ['a*'], [['b*', false]]],
    [['a*', 'a1'], [], [['a*', false]]],
    [['a*'], ['a*'], []],
    // Entries that an editor refuses stand on clusters all the same.
    [['a*', 'a*b'], ['a*'], []],
    [['a*b'], ['c'], [['a*b', false]]],
    [['a*'], ['a*b'], [['a*', true]]],
  ])('%j beyond %j is %j', (list, other, expected) => {
    expect(extra(list, other)).toEqual(expected);
  });

  const laws = <Scope>(family: Family<Scope>, entry: fc.Arbitrary<string>): void => {
    const scopes = fc.array(entry, { maxLength: 6 }).map((entries) => scopesOf(family, entries));
    fc.assert(
      fc.property(scopes, scopes, (list, other) => {
        const told = beyond(family, list, other).map(({ scope }) => family.write(scope));
        const open = list.filter((scope) => !other.some((one) => family.covers(one, scope)));
        const widest = open.filter(
          (scope) =>
            !open.some((one) => family.covers(one, scope) && family.write(one) !== family.write(scope)),
        );
        expect(told).toEqual([...new Set(widest.map(family.write))]);
      }),
      { numRuns: 3_000 },
    );
  };

  it('is what pairs tell, for patterns and for algorithms', () => {
    const star = fc.constantFrom('', '*');
    const core = fc.string({ unit: fc.constantFrom('a', 'b', '_'), minLength: 1, maxLength: 3 });
    laws(
      indexFamily,
      fc.tuple(star, core, star).map((parts) => parts.join('')),
    );
    laws(
      algoFamily,
      fc.constantFrom(
        'algo://*',
        'algo://a/*',
        'algo://a/x',
        'algo://a/x/1.2',
        'algo://a/x/1.2.3',
        'algo://b/x/*',
      ),
    );
  });
});
