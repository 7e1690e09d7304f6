import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { requestParameters, withForced } from '#electron/practice/algolia/parameters';
import { readQuery, search, shown, wordsOf } from '#electron/practice/algolia/search';

const place = (objects: readonly (Record<string, unknown> & { objectID: string })[]) =>
  objects.map((object, number) => ({ number, object }));
const run = (
  objects: Parameters<typeof place>[0],
  body: Record<string, unknown>,
  settings: Record<string, unknown> = {},
) =>
  search(place(objects), readQuery(withForced(requestParameters(body), []), settings, 20), settings, false);

describe('searching', () => {
  it('puts objects with whole words before those with beginnings, else keeps their order', () => {
    const objects = [
      { objectID: 'a', title: 'Lampshade' },
      { objectID: 'b', title: 'A lamp' },
      { objectID: 'c', title: 'Lamp' },
    ];
    expect(run(objects, { query: 'lamp' }).hits.map(({ objectID }) => objectID)).toEqual(['b', 'c', 'a']);
  });

  it('looks into nested values and numbers, or only where the settings say', () => {
    const objects = [{ objectID: 'a', maker: { city: 'Ghent' }, year: 1965, title: 'x' }];
    expect(run(objects, { query: 'ghent 1965' }).nbHits).toBe(1);
    expect(run(objects, { query: 'ghent' }, { searchableAttributes: ['title'] }).nbHits).toBe(0);
    expect(
      run(objects, { query: 'ghent' }, { searchableAttributes: ['unordered(maker.city),title'] }).nbHits,
    ).toBe(1);
  });

  it('gives every hit out once over all pages', () => {
    fc.assert(
      fc.property(fc.nat(60), fc.integer({ min: 1, max: 20 }), (count, hitsPerPage) => {
        const objects = Array.from({ length: count }, (_, at) => ({ objectID: String(at) }));
        const { nbPages } = run(objects, { hitsPerPage });
        const seen = Array.from({ length: nbPages }, (_, page) =>
          run(objects, { hitsPerPage, page }).hits.map(({ objectID }) => objectID),
        );
        expect(seen.flat()).toEqual(objects.map(({ objectID }) => objectID));
      }),
    );
  });

  it('reaches at most 1,000 hits, or what the settings say', () => {
    const objects = Array.from({ length: 1100 }, (_, at) => ({ objectID: String(at) }));
    expect(run(objects, { hitsPerPage: 1000 })).toMatchObject({ nbHits: 1100, nbPages: 1 });
    expect(run(objects, { hitsPerPage: 1000, page: 1 }).hits).toEqual([]);
    expect(run(objects, { hitsPerPage: 5000 }).hits).toHaveLength(1000);
    expect(run(objects, { hitsPerPage: 10, page: 4 }, { paginationLimitedTo: 45 }).hits).toHaveLength(5);
  });
});

describe('parameters', () => {
  it('come from members, from a params text, and from the first alone where both name one', () => {
    const parameters = requestParameters({ params: 'query=a&hitsPerPage=3&filters=x%3Ay', query: 'b' });
    expect([...parameters]).toEqual([
      ['query', 'b'],
      ['hitsPerPage', '3'],
      ['filters', 'x:y'],
    ]);
  });

  it('of the key replace single-valued ones and join combining ones', () => {
    const { single, combined, maxHits } = withForced(
      requestParameters({ query: 'a', hitsPerPage: 50, filters: 'own:1' }),
      [
        { sort: 'hit-cap', max: 10 },
        { sort: 'forced-parameter', name: 'query', value: 'forced' },
        { sort: 'forced-parameter', name: 'filters', value: 'key:1' },
        { sort: 'forced-parameter', name: 'filters', value: 'child:1' },
        { sort: 'rate-limit', max: 5, remaining: 4 },
      ],
    );
    expect(single.get('query')).toBe('forced');
    expect(combined('filters')).toEqual(['own:1', 'key:1', 'child:1']);
    expect(combined('facetFilters')).toEqual([]);
    expect(maxHits).toBe(10);
  });

  it('read lists as arrays, as JSON, and as commas with brackets for or', () => {
    const objects = [
      { objectID: '1', a: 'x', b: 'y' },
      { objectID: '2', a: 'z', b: 'y' },
    ];
    const ids = (facetFilters: unknown) =>
      run(objects, { facetFilters }).hits.map(({ objectID }) => objectID);
    expect(ids([['a:x', 'a:z'], 'b:y'])).toEqual(['1', '2']);
    expect(ids('[["a:x","a:q"],"b:y"]')).toEqual(['1']);
    expect(ids('(a:x,a:q),b:y')).toEqual(['1']);
    expect(ids('a:x,a:z')).toEqual([]);
  });
});

describe('what is shown of an object', () => {
  const object = {
    objectID: '1',
    title: 'x',
    cost: 3,
    supplier: { name: 'n', contact: 'c' },
    all: [{ k: 1, h: 2 }],
  };
  const settings = { unretrievableAttributes: ['cost', 'supplier.contact', 'all.h'] };

  it('leaves out what is hidden, at any depth', () => {
    expect(shown(object, settings, false, null)).toEqual({
      objectID: '1',
      title: 'x',
      supplier: { name: 'n' },
      all: [{ k: 1 }],
    });
  });

  it('cannot be widened by asking', () => {
    expect(shown(object, settings, false, ['cost', 'title', '*'])).not.toHaveProperty('cost');
    expect(shown(object, settings, false, ['cost'])).toEqual({ objectID: '1' });
  });

  it('is everything for who may see everything', () => {
    expect(shown(object, settings, true, null)).toEqual(object);
  });
});

describe('words', () => {
  it('are lower case, without accents, of any script', () => {
    expect(wordsOf('Crème-Brûlée, №5 Тест')).toEqual(['creme', 'brulee', '5', 'тест']);
  });
});
