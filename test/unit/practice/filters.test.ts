import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Refusal } from '#electron/practice/exchange';
import {
  meets,
  readFacetFilters,
  readFilters,
  readNumericFilters,
  readTagFilters,
  valuesAt,
} from '#electron/practice/algolia/filters';

const LAMP = {
  objectID: '1',
  brand: 'Alder & Sons',
  colour: 'Red',
  price: 24,
  sizes: ['S', 'M'],
  maker: { city: 'Ghent', tags: ['old', 'OR'] },
  url: 'https://a.example/x',
  _tags: ['new'],
  'dotted.name': 'x',
};
const passes = (text: string): boolean => meets(LAMP, readFilters(text));

describe('filters', () => {
  it.each([
    ['', true],
    ['colour:red', true],
    ['colour:blue', false],
    ['brand:"Alder & Sons"', true],
    ["brand:'Alder & Sons'", true],
    ['sizes:M', true],
    ['maker.city:Ghent', true],
    ['maker.tags:"OR"', true],
    ['"dotted.name":x', true],
    ['url:https://a.example/x', true],
    ['new', true],
    ['used', false],
    ['price=24', true],
    ['price != 24', false],
    ['price >= 24 AND price < 25', true],
    ['price > 24', false],
    ['colour:blue OR sizes:S', true],
    ['NOT colour:blue', true],
    ['NOT NOT colour:red', true],
    ['colour:blue OR colour:red AND sizes:XL', false],
    ['(colour:blue OR colour:red) AND sizes:S', true],
    ['missing:x', false],
    ['missing > 0', false],
  ])('%j on the lamp is %s', (text, expected) => {
    expect(passes(text)).toBe(expected);
  });

  it.each([
    'AND',
    'colour:',
    'colour:red AND',
    '(colour:red',
    'colour:red)',
    'price > many',
    '"open',
    'a:b c:d',
    '=3',
  ])('refuse %j instead of letting everything through', (text) => {
    expect(() => readFilters(text)).toThrow(Refusal);
  });

  it('read any text or refuse it, and never loop', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom('a', ':', '"', '(', ')', ' ', '<', '\\', 'AND ', 'NOT ', '9') }),
        (text) => {
          try {
            meets(LAMP, readFilters(text));
          } catch (error) {
            expect(error).toBeInstanceOf(Refusal);
          }
        },
      ),
    );
  });

  it('keep to the laws of and, or and not', () => {
    const atom = fc.constantFrom('colour:red', 'colour:blue', 'price>20', 'sizes:S', 'none');
    fc.assert(
      fc.property(atom, atom, (a, b) => {
        expect(passes(`${a} AND ${b}`)).toBe(passes(a) && passes(b));
        expect(passes(`${a} OR ${b}`)).toBe(passes(a) || passes(b));
        expect(passes(`NOT ${a}`)).toBe(!passes(a));
      }),
    );
  });
});

describe('lists of filters', () => {
  it('join with and, lists within them with or', () => {
    expect(meets(LAMP, readFacetFilters(['colour:red', ['sizes:XL', 'sizes:S']]))).toBe(true);
    expect(meets(LAMP, readFacetFilters(['colour:red', ['sizes:XL']]))).toBe(false);
    expect(meets(LAMP, readFacetFilters('colour:-blue'))).toBe(true);
    expect(meets(LAMP, readFacetFilters('colour:\\-blue'))).toBe(false);
    expect(meets(LAMP, readTagFilters(['new', '-used']))).toBe(true);
    expect(meets(LAMP, readNumericFilters(['price>20', ['price=1', 'price=24']]))).toBe(true);
  });

  it('let nothing pass that is no list of texts', () => {
    for (const value of [5, { a: 1 }, [5], [['colour:red', 5]], 'colour', [':x']]) {
      expect(() => readFacetFilters(value)).toThrow(Refusal);
    }
    expect(meets(LAMP, readFacetFilters([[]]))).toBe(false);
  });
});

describe('values at a path', () => {
  it('go through lists and prefer an attribute that has the whole name', () => {
    expect(valuesAt({ a: [{ b: 1 }, { b: [2, 3] }] }, 'a.b')).toEqual([1, 2, 3]);
    expect(valuesAt({ 'a.b': 9, a: { b: 1 } }, 'a.b')).toEqual([9]);
    expect(valuesAt({ a: null }, 'a.b')).toEqual([]);
  });
});
