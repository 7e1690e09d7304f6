import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  patternCovers,
  patternMatches,
  patternsOverlap,
  readPattern,
  writePattern,
  type Pattern,
} from '#shared/scopes/pattern';
import { everyPattern, everyString, naiveMatch } from '../../support/naive-patterns';

function pattern(entry: string): Pattern {
  const read = readPattern(entry);
  if (read === null) throw new Error(`No pattern: ${JSON.stringify(entry)}`);
  return read;
}

describe('reading a pattern', () => {
  it.each([
    ['dev', { sort: 'exact', core: 'dev' }],
    ['dev_*', { sort: 'prefix', core: 'dev_' }],
    ['*_dev', { sort: 'suffix', core: '_dev' }],
    ['*dev*', { sort: 'contains', core: 'dev' }],
    ['*', { sort: 'all' }],
    ['***', { sort: 'all' }],
    ['  **dev_** ', { sort: 'contains', core: 'dev_' }],
    ['a*b', { sort: 'exact', core: 'a*b' }],
    ['a*b*', { sort: 'prefix', core: 'a*b' }],
  ])('takes %j for what C2 and C7 say', (entry, expected) => {
    expect(readPattern(entry)).toEqual(expected);
  });

  it.each(['', '   ', '\t'])('finds nothing in %j', (entry) => {
    expect(readPattern(entry)).toBeNull();
  });

  it('has a canonical form that reads back as the same pattern', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom('a', 'B', '*', ' ', '/', 'é') }), (entry) => {
        const read = readPattern(entry);
        fc.pre(read !== null);
        const written = writePattern(read);
        expect(readPattern(written)).toEqual(read);
        expect(writePattern(pattern(written))).toBe(written);
      }),
    );
  });
});

describe('cover, overlap and match', () => {
  it.each([
    ['dev_*', 'dev_eu_*'],
    ['*dev*', 'dev_*'],
    ['*dev*', '*_dev'],
    ['*_products_*', 'x_products_*'],
    ['*', '*dev*'],
    ['**', '*'],
    ['https://a.com/*', 'https://a.com/app/*'],
  ])('%s covers %s', (a, b) => {
    expect(patternCovers(pattern(a), pattern(b))).toBe(true);
  });

  it.each([
    ['dev_eu_*', 'dev_*'],
    ['dev_*', '*_dev'],
    ['*_dev', 'dev_*'],
    ['dev_*', 'Dev_eu'],
    ['dev_*', '*dev_*'],
    ['dev', 'dev*'],
  ])('%s does not cover %s', (a, b) => {
    expect(patternCovers(pattern(a), pattern(b))).toBe(false);
  });

  it('lets dev_* and *_dev overlap, in dev_dev for example', () => {
    expect(patternsOverlap(pattern('dev_*'), pattern('*_dev'))).toBe(true);
    expect(patternMatches(pattern('dev_*'), 'dev_dev') && patternMatches(pattern('*_dev'), 'dev_dev')).toBe(
      true,
    );
  });

  // C5: with a letter that no pattern uses, a finite universe decides cover and overlap.
  const patterns = everyPattern('ab', 2);
  const universe = everyString('abx', 7);
  const members = patterns.map((entry) => universe.map((text) => naiveMatch(entry, text)));

  it('agrees with enumeration for every pair of patterns', () => {
    const wrong: string[] = [];
    patterns.forEach((a, i) => {
      patterns.forEach((b, j) => {
        const inA = members[i] ?? [];
        const inB = members[j] ?? [];
        if (patternCovers(pattern(a), pattern(b)) !== inB.every((is, k) => !is || inA[k]))
          wrong.push(`${a} ⊇ ${b}`);
        if (patternsOverlap(pattern(a), pattern(b)) !== inB.some((is, k) => is && inA[k]))
          wrong.push(`${a} ∩ ${b}`);
      });
    });
    expect(universe).toHaveLength(3280);
    expect(patterns).toHaveLength(25);
    expect(wrong).toEqual([]);
  });

  it('matches what enumeration matches', () => {
    const wrong = patterns.filter((entry, i) =>
      universe.some((text, k) => patternMatches(pattern(entry), text) !== members[i]?.[k]),
    );
    expect(wrong).toEqual([]);
  });

  it('is a partial order on canonical texts', () => {
    const any = fc.constantFrom(...patterns);
    fc.assert(
      fc.property(any, any, any, (a, b, c) => {
        const covers = (x: string, y: string): boolean => patternCovers(pattern(x), pattern(y));
        expect(covers(a, a)).toBe(true);
        if (covers(a, b) && covers(b, a)) expect(a).toBe(b);
        if (covers(a, b) && covers(b, c)) expect(covers(a, c)).toBe(true);
      }),
    );
  });
});
