import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { algoFamily } from '#shared/scopes/algo-family';
import { analyse } from '#shared/scopes/analysis';
import { chainFrom, meaningOf } from '#shared/scopes/explain';
import { indexFamily } from '#shared/scopes/index-family';
import { nameFamily } from '#shared/scopes/name-family';
import { refererFamily } from '#shared/scopes/referer-family';
import { eachFamily, scopeIn } from '../../support/scope-entries';

const chainIn = (entries: readonly string[], at: number) =>
  chainFrom(indexFamily, entries, indexFamily.survey(entries), at).map((place) => entries[place]);

describe('the chain from an entry to its reason', () => {
  it('names what lies between them', () => {
    expect(chainIn(['blog_*', 'blog_posts_x', 'blog_posts_*', 'shop'], 1)).toEqual([
      'blog_posts_x',
      'blog_posts_*',
      'blog_*',
    ]);
  });

  it('leaves out equal ones and those that lie elsewhere', () => {
    expect(chainIn(['a*', 'ab*', 'ab**', 'abc*', '*c', 'abc'], 5)).toEqual(['abc', 'abc*', 'ab*', 'a*']);
  });

  it.each([
    [['dev_*', 'dev_*'], 1, ['dev_*', 'dev_*']],
    [['dev_*', 'prod'], 1, ['prod']],
    [['dev_*', 'a*b'], 1, ['a*b']],
  ])('of %j at %i is %j', (entries, at, chain) => {
    expect(chainIn(entries, at)).toEqual(chain);
  });

  it('follows the tree of algorithms', () => {
    const entries = ['algo://*', 'algo://a/x/1.2.3', 'algo://a/x/1.*', 'algo://a/x', 'algo://a/*'];
    expect(chainFrom(algoFamily, entries, algoFamily.survey(entries), 1)).toEqual([1, 2, 3, 4, 0]);
  });

  eachFamily((name, run) => {
    it(`rises strictly to an entry that survives (${name})`, () => {
      run(({ family, entry }) => {
        fc.assert(
          fc.property(fc.array(entry, { minLength: 1, maxLength: 14 }), fc.nat(13), (entries, pick) => {
            const at = pick % entries.length;
            const survey = family.survey(entries);
            const chain = chainFrom(family, entries, survey, at);
            expect(chain[0]).toBe(at);
            if ((survey.to[at] ?? -1) < 0) {
              expect(chain).toEqual([at]);
              return;
            }
            expect(chain.at(-1)).toBe(survey.to[at]);
            chain.slice(1).forEach((place, i) => {
              const [above, below] = [entries[place] ?? '', entries[chain[i] ?? 0] ?? ''];
              expect(family.covers(scopeIn(family, above), scopeIn(family, below))).toBe(true);
            });
          }),
          { numRuns: 500 },
        );
      });
    });
  });
});

describe('what a list means as a whole', () => {
  it.each([
    [[], 'everything', 'everything'],
    [[], 'nothing', 'nothing'],
    [['*'], 'nothing', 'everything'],
    [['a', ' ** '], 'everything', 'everything'],
    [['a'], 'everything', 'these'],
    [[''], 'everything', 'nothing'],
    [['a*b', ''], 'everything', 'nothing'],
    [['a*b', 'a'], 'nothing', 'these'],
  ] as const)('%j with an empty list that means %s: %s', (entries, emptyMeans, meaning) => {
    expect(meaningOf(indexFamily, entries, emptyMeans)).toBe(meaning);
  });

  it('is never everything for plain names', () => {
    expect(meaningOf(nameFamily, ['*'], 'nothing')).toBe('these');
  });
});

describe('hints', () => {
  const nearIn = (entries: readonly string[]) =>
    analyse(refererFamily, entries).entries.map(({ near }) => near);

  it('name entries that differ by a slash at the end', () => {
    expect(nearIn(['https://a.com', 'https://a.com/', '*.b.com', '*.b.com/*'])).toEqual([
      null,
      { at: 0, by: 'slash' },
      null,
      { at: 2, by: 'slash' },
    ]);
    expect(nearIn(['https://a.com', 'https://a.com/*'])[1]).toEqual({ at: 0, by: 'slash' });
  });

  it('say nothing of a slash where an entry is covered or merely longer', () => {
    expect(nearIn(['https://a.com*', 'https://a.com/*'])).toEqual([null, null]);
    expect(nearIn(['https://a.com/*', 'https://a.comx'])).toEqual([null, null]);
  });

  it('prefer case to the slash', () => {
    expect(nearIn(['https://a.com/', 'https://A.com/', 'https://A.com'])).toEqual([
      null,
      { at: 0, by: 'case' },
      { at: 1, by: 'slash' },
    ]);
  });

  it('tell what can never match', () => {
    const { entries } = analyse(refererFamily, ['algolia.com/*', 'https://algolia.com/*']);
    expect(entries.map(({ unreachable }) => unreachable)).toEqual([true, false]);
  });
});

describe('examples', () => {
  const exampleOf = (b: string, a: string) =>
    indexFamily.example(scopeIn(indexFamily, b), scopeIn(indexFamily, a));

  it.each([
    ['dev_*', 'dev_eu_*', 'dev_'],
    ['dev_*', 'dev_', 'dev_x'],
    ['*', 'x', '1'],
    ['*_prod', '*x_prod', '_prod'],
    ['dev_*', '*', null],
  ])('of %s outside %s is %s', (b, a, example) => {
    expect(exampleOf(b, a)).toBe(example);
  });

  it('are likely referers', () => {
    const scope = (entry: string) => scopeIn(refererFamily, entry);
    expect(refererFamily.example(scope('*a.com/*'), scope('https://a.com/*'))).toBe('https://xa.com/');
    expect(refererFamily.example(scope('https://a.com*'), scope('https://a.com/*'))).toBe('https://a.com');
  });
});
