import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { algolia } from '#shared/kinds/algolia/index';
import type { AlgoliaSpec } from '#shared/kinds/algolia/spec';
import { algorithmia } from '#shared/kinds/algorithmia/index';
import { bareRequest } from '#shared/policy/decision';
import { whoCan, type Askable } from '#shared/policy/who-can';
import { RANDOM_AT, algoliaRequest, algoliaSpec } from '../../support/random-algolia';

const search: Askable<AlgoliaSpec> = {
  prepare: (spec) => algolia.prepare({ sort: 'key', spec }),
  instanceOf: algolia.instanceOf,
};

describe('who can', () => {
  it('names exactly the keys that decide allows, in their order, with what decided', () => {
    fc.assert(
      fc.property(fc.array(algoliaSpec, { maxLength: 8 }), algoliaRequest, (keys, request) => {
        fc.pre(!(request.resource ?? '').includes('*'));
        const expected = keys.flatMap((key) => {
          const { verdict, decidedBy } = algolia.decide({ sort: 'key', spec: key }, request, RANDOM_AT);
          return verdict === 'allow' ? [{ key, decidedBy }] : [];
        });
        expect(whoCan(search, keys, request, RANDOM_AT)).toEqual(expected);
      }),
    );
  });

  it('counts a key for a pattern when it may for some index within, and for no other', () => {
    const acl = ['deleteIndex'];
    const keys = ['prod_*', 'prod_a', '*_eu', '*', 'dev_*', 'prod'].map((entry): AlgoliaSpec => ({
      ...algolia.defaultSpec,
      acl,
      indexes: [entry],
    }));
    const found = whoCan(search, keys, bareRequest('deleteIndex', 'prod_*'), 0);
    expect(found.map(({ decidedBy }) => decidedBy.entry)).toEqual(['prod_*', 'prod_a', '*_eu', '*']);
  });

  it('finds an algorithm within a scope, whichever of the two is the wider', () => {
    const asked = (entries: string[], resource: string): number =>
      whoCan(
        { prepare: (spec) => algorithmia.prepare({ sort: 'key', spec }), instanceOf: algorithmia.instanceOf },
        [{ ...algorithmia.defaultSpec, algo_acl: entries }],
        bareRequest('callAlgorithm', resource),
        0,
      ).length;
    expect(asked(['algo://demo/Hello/1.*'], 'algo://*')).toBe(1);
    expect(asked(['algo://demo/*'], 'demo/Hello/*')).toBe(1);
    expect(asked(['algo://demo/Hello'], 'algo://demo/*')).toBe(1);
    expect(asked(['algo://demo/Hello'], 'algo://util/*')).toBe(0);
    expect(asked([], 'algo://*')).toBe(0);
    expect(asked(['algo://*'], 'no scope *')).toBe(0);
  });
});

describe('a resource within a pattern', () => {
  const letters = fc.string({ unit: fc.constantFrom('a', 'b'), minLength: 1, maxLength: 3 });
  const pattern = fc
    .tuple(fc.constantFrom('', '*'), letters, fc.constantFrom('', '*'))
    .map((parts) => parts.join(''));

  it('is one that the key reaches exactly where the two overlap', () => {
    const indexes = (entries: string[]): AlgoliaSpec => ({
      ...algolia.defaultSpec,
      acl: ['search'],
      indexes: entries,
    });
    fc.assert(
      fc.property(pattern, pattern, (own, asked) => {
        fc.pre(asked.includes('*'));
        const some = algolia.instanceOf(indexes([own]), asked);
        const within = (entry: string): boolean =>
          algolia.decide({ sort: 'key', spec: indexes([entry]) }, bareRequest('search', some), 0).verdict ===
          'allow';
        expect(within(asked)).toBe(true);
        const mirrored = algolia.instanceOf(indexes([asked]), own);
        if (own.includes('*'))
          expect(within(own)).toBe(mirrored !== own && withinOf(indexes([asked]), mirrored));
      }),
    );
  });

  function withinOf(spec: AlgoliaSpec, name: string): boolean {
    return algolia.decide({ sort: 'key', spec }, bareRequest('search', name), 0).verdict === 'allow';
  }
});
