import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { algolia } from '#shared/kinds/algolia/index';
import type { AlgoliaSpec } from '#shared/kinds/algolia/spec';
import { algorithmia } from '#shared/kinds/algorithmia/index';
import type { Kind, Subject } from '#shared/kinds/kind';
import type { PolicyRequest } from '#shared/policy/decision';
import { patternMatches, readPattern } from '#shared/scopes/pattern';
import { patternLookup, patternMatcher } from '#shared/scopes/pattern-matcher';
import { RANDOM_AT, algoliaRequest, algoliaSpec } from '../../support/random-algolia';
import { algorithmiaRequest, algorithmiaSpec } from '../../support/random-algorithmia';

/** Asked again and again, so that what is built only for keys in much use is compared too. */
function expectSame<Spec>(
  kind: Pick<Kind<Spec, never>, 'decide' | 'prepare'>,
  subject: Subject<Spec>,
  requests: readonly PolicyRequest[],
): void {
  const prepared = kind.prepare(subject);
  for (let round = 0; round < 80; round += 1) {
    const request = requests[round % requests.length];
    if (request === undefined) return;
    const { verdict, decidedBy } = kind.decide(subject, request, RANDOM_AT);
    expect(prepared.judge(request, RANDOM_AT)).toEqual({ verdict, decidedBy });
  }
}

describe('a prepared decision', () => {
  it('is the decision itself, for any search key and any request', () => {
    fc.assert(
      fc.property(algoliaSpec, fc.array(algoliaRequest, { minLength: 1, maxLength: 40 }), (spec, requests) =>
        expectSame(algolia, { sort: 'key', spec }, requests),
      ),
      { numRuns: 400 },
    );
  });

  it('is the decision itself, for any algorithm key and any request', () => {
    fc.assert(
      fc.property(
        algorithmiaSpec,
        fc.array(algorithmiaRequest, { minLength: 1, maxLength: 40 }),
        (spec, requests) => expectSame(algorithmia, { sort: 'key', spec }, requests),
      ),
      { numRuns: 400 },
    );
  });

  it('is the decision itself for the administrator, unknown keys and derived ones', () => {
    const restrictions = [['restrictIndices', 'a*']] as const;
    fc.assert(
      fc.property(algoliaSpec, algoliaRequest, (spec, request) => {
        expectSame(algolia, { sort: 'admin' }, [request]);
        expectSame(algolia, { sort: 'unknown' }, [request]);
        expectSame(algolia, { sort: 'derived', spec, verified: true, restrictions }, [request]);
        expectSame(algorithmia, { sort: 'admin' }, [request]);
        expectSame(algorithmia, { sort: 'unknown' }, [request]);
      }),
      { numRuns: 50 },
    );
  });

  it('gives the whole decision with its checks on demand', () => {
    const subject: Subject<AlgoliaSpec> = { sort: 'key', spec: { ...algolia.defaultSpec, acl: ['search'] } };
    const [example] = algolia.exampleRequests([]);
    if (example === undefined) throw new Error('No example.');
    expect(algolia.prepare(subject).decide(example.request, RANDOM_AT)).toEqual(
      algolia.decide(subject, example.request, RANDOM_AT),
    );
  });
});

describe('a list of patterns made ready for look-ups', () => {
  const first = (entries: readonly string[], text: string): number =>
    entries.findIndex((entry) => {
      const pattern = readPattern(entry);
      return pattern !== null && patternMatches(pattern, text);
    });
  const core = fc.string({ unit: fc.constantFrom('a', 'b', 'ž', '😀'), minLength: 1, maxLength: 4 });
  const entry = fc
    .tuple(fc.constantFrom('', '*'), core, fc.constantFrom('', '*'))
    .map((parts) => parts.join(''));

  it('finds the first entry that allows a text, as trying them one by one does', () => {
    fc.assert(
      fc.property(fc.array(entry, { maxLength: 30 }), fc.array(core), (entries, texts) => {
        const find = patternMatcher(entries.map(readPattern));
        for (const text of [...texts, '', 'abab', 'cab']) expect(find(text)).toBe(first(entries, text));
      }),
      { numRuns: 2_000 },
    );
  });

  it('skips entries that match nothing, and nothing comes after an entry that allows everything', () => {
    const entries = ['', 'a*', '*b', 'c', 'd', 'e', '*', 'x*', '*f*'];
    const find = patternLookup(entries);
    for (let round = 0; round < 100; round += 1) {
      expect([find('ab'), find('xb'), find('xf'), find('c')]).toEqual([1, 2, 6, 3]);
    }
  });

  it('answers the same for a list that is too large to be built', () => {
    const entries = Array.from(
      { length: 4_000 },
      (_, at) => `${'x'.repeat(30)}${at}_${String.fromCharCode(200 + at)}*`,
    );
    const find = patternMatcher(entries.map(readPattern));
    expect(find(`${entries[3_999]?.slice(0, -1)}tail`)).toBe(3_999);
    expect(find('y')).toBe(-1);
  });
});
