import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { analyse, tidy } from '#shared/scopes/analysis';
import { indexFamily } from '#shared/scopes/index-family';
import { nameFamily } from '#shared/scopes/name-family';
import { patternCovers, readPattern } from '#shared/scopes/pattern';
import { refererFamily } from '#shared/scopes/referer-family';
import { everyString, naiveAnalysis, naiveMatch } from '../../support/naive-patterns';

const states = (entries: readonly string[]) =>
  analyse(indexFamily, entries).entries.map(
    ({ canonical: _canonical, remarks: _remarks, near: _near, unreachable: _unreachable, ...state }) => state,
  );

describe('the analysis of a list', () => {
  it('names the entry that makes another one redundant', () => {
    expect(states(['dev_eu_*', 'prod', 'dev_*'])).toEqual([
      { state: 'redundant', because: 2 },
      { state: 'kept' },
      { state: 'kept' },
    ]);
  });

  it('keeps the first of equal entries and flags the later ones', () => {
    expect(states(['dev_*', 'dev_**', ' dev_*'])).toEqual([
      { state: 'kept' },
      { state: 'duplicate', of: 0 },
      { state: 'duplicate', of: 0 },
    ]);
  });

  it('gives as reason an entry that survives tidying, and of several the first', () => {
    expect(states(['dev_x_prod', 'dev_x_*', 'dev_*', '*_prod'])).toEqual([
      { state: 'redundant', because: 2 },
      { state: 'redundant', because: 2 },
      { state: 'kept' },
      { state: 'kept' },
    ]);
    expect(states(['dev_x_prod', '*_prod', 'dev_*'])[0]).toEqual({ state: 'redundant', because: 1 });
  });

  it('lets a star make everything else redundant', () => {
    expect(states(['a*', '**', '*', 'b'])).toEqual([
      { state: 'redundant', because: 1 },
      { state: 'kept' },
      { state: 'duplicate', of: 1 },
      { state: 'redundant', because: 1 },
    ]);
    expect(analyse(indexFamily, ['a*', '*']).everything).toBe(true);
    expect(analyse(indexFamily, ['a*']).everything).toBe(false);
  });

  it('sets invalid entries apart and shows the place of the fault', () => {
    expect(states(['dev_*', ' dev_*_old', '', 'dev_*_x'])).toEqual([
      { state: 'kept' },
      expect.objectContaining({ state: 'invalid', from: 5, to: 6 }),
      expect.objectContaining({ state: 'invalid', from: 0, to: 0 }),
      expect.objectContaining({ state: 'invalid', from: 4, to: 5 }),
    ]);
  });

  it('hints at entries that differ in case only, without calling them redundant', () => {
    const { entries, superfluous } = analyse(indexFamily, ['foo/*', 'Foo/bar', 'FOO/*', 'foo/baz']);
    expect(entries.map(({ state }) => state)).toEqual(['kept', 'kept', 'kept', 'redundant']);
    const byCase = { at: 0, by: 'case' };
    expect(entries.map(({ near }) => near)).toEqual([null, byCase, byCase, null]);
    expect(superfluous).toBe(1);
  });

  it('finds only duplicates among plain names', () => {
    expect(analyse(nameFamily, ['search', 'browse', 'search']).entries.map(({ state }) => state)).toEqual([
      'kept',
      'kept',
      'duplicate',
    ]);
  });
});

const entry = fc.tuple(
  fc.constantFrom('', '*'),
  fc.string({ unit: fc.constantFrom('a', 'b'), minLength: 1, maxLength: 5 }),
  fc.constantFrom('', '*'),
);
const canonicalEntry = fc.oneof(
  { weight: 30, arbitrary: entry.map((parts) => parts.join('')) },
  { weight: 1, arbitrary: fc.constant('*') },
);
const anyEntry = fc.string({ unit: fc.constantFrom('a', 'b', 'A', '*', ' '), maxLength: 6 });
const pairCovers = (a: string, b: string): boolean => {
  const [x, y] = [readPattern(a), readPattern(b)];
  return x !== null && y !== null && patternCovers(x, y);
};

describe('random lists', () => {
  it('are judged as comparing all pairs judges them', () => {
    fc.assert(
      fc.property(fc.array(canonicalEntry, { maxLength: 14 }), (entries) => {
        expect(states(entries)).toEqual(naiveAnalysis(entries, pairCovers));
      }),
      { numRuns: 3000 },
    );
  });

  it('are judged alike when they are long, with shared beginnings, ends and middles', () => {
    const long = mixedPatterns(3000);
    expect(states(long)).toEqual(naiveAnalysis(long, pairCovers));
    expect(states(long).filter(({ state }) => state === 'redundant').length).toBeGreaterThan(300);
  }, 30_000);

  it('are judged alike when entries are pieces of the same long names', () => {
    const names = [
      'shop_products_de_berlin_2026',
      'aaaaaaaaaaaaaaaabaaaaaaaaaaa',
      'abababababababababababababab',
    ];
    const piece = fc
      .tuple(
        fc.constantFrom(...names),
        fc.nat(27),
        fc.integer({ min: 1, max: 28 }),
        fc.constantFrom('', '*'),
        fc.constantFrom('', '*'),
      )
      .map(([name, from, length, before, after]) => `${before}${name.slice(from, from + length)}${after}`);
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 25 }), (entries) => {
        expect(states(entries)).toEqual(naiveAnalysis(entries, pairCovers));
      }),
      { numRuns: 1500 },
    );
  });

  it('call redundant exactly what enumeration finds without effect, up to the choice among equals', () => {
    // Twice the longest core plus one, with a letter that no pattern uses (key-apis C5).
    const universe = everyString('abx', 7);
    fc.assert(
      fc.property(
        fc.array(
          canonicalEntry.filter((one) => one.replaceAll('*', '').length <= 3),
          { minLength: 1, maxLength: 6 },
        ),
        (entries) => {
          const kept = tidy(indexFamily, entries);
          kept.forEach((one, at) => {
            const others = kept.filter((_, i) => i !== at);
            const needed = universe.some(
              (text) => naiveMatch(one, text) && !others.some((other) => naiveMatch(other, text)),
            );
            expect(needed).toBe(true);
          });
        },
      ),
      { numRuns: 150 },
    );
  });

  it('keep their meaning when tidied, and are never emptied', () => {
    const universe = everyString('abAx', 5);
    const allows = (entries: readonly string[], text: string): boolean =>
      entries.some((one) => {
        const read = readPattern(one);
        return read !== null && naiveMatch(canonicalOf(one), text);
      });
    fc.assert(
      fc.property(fc.array(anyEntry, { maxLength: 7 }), (entries) => {
        const tidied = tidy(indexFamily, entries);
        expect(tidied.length === 0).toBe(entries.length === 0);
        const changed = universe.filter((text) => allows(entries, text) !== allows(tidied, text));
        expect(changed).toEqual([]);
        expect(tidy(indexFamily, tidied)).toEqual(tidied);
      }),
      { numRuns: 200 },
    );
  });

  it('give reasons that survive tidying', () => {
    fc.assert(
      fc.property(fc.array(anyEntry, { maxLength: 12 }), (entries) => {
        const { entries: analysed } = analyse(refererFamily, entries);
        for (const one of analysed) {
          if (one.state === 'redundant') expect(analysed[one.because]?.state).toBe('kept');
          if (one.state === 'duplicate') expect(analysed[one.of]?.state).toBe('kept');
        }
      }),
    );
  });
});

function canonicalOf(text: string): string {
  const trimmed = text.trim();
  return /^\*+$/.test(trimmed) ? '*' : trimmed.replace(/^\*+/, '*').replace(/\*+$/, '*');
}

function mixedPatterns(count: number): readonly string[] {
  return Array.from({ length: count }, (_, i) => {
    const number = (i * 7919) % 10_007;
    const name = `shop_${number % 23}_products_${number % 700}_eu`;
    const shapes = [
      name,
      `${name}*`,
      `${name.slice(0, 5 + (number % 20))}*`,
      `*${name.slice(-(4 + (number % 14)))}`,
    ];
    return i % 40 === 0 ? `*_${number % 700}_${i % 80 === 0 ? '' : 'e'}*` : (shapes[number % 4] ?? name);
  });
}
