import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  joinSources,
  parseParameters,
  recoverCorrupted,
  splitSources,
  writeParameters,
} from '#shared/kinds/algolia/query-parameters';

describe('the parameter string', () => {
  it.each([
    ['', []],
    ['a=b', [['a', 'b']]],
    [
      'b=1&a=2&b=3',
      [
        ['b', '1'],
        ['a', '2'],
        ['b', '3'],
      ],
    ],
    ['a=b=c', [['a', 'b=c']]],
    [
      'a&&=x&',
      [
        ['a', ''],
        ['', 'x'],
      ],
    ],
    ['restrictSources=192.168.1.0%2F24', [['restrictSources', '192.168.1.0/24']]],
    ['q=a+b%2Bc%20d', [['q', 'a b+c d']]],
    [
      'q=100%&r=%zz%20%C3%A9',
      [
        ['q', '100%'],
        ['r', '%zz é'],
      ],
    ],
    ['q=%FF', [['q', '%FF']]],
  ])('%s is read in order and decoded', (text, expected) => {
    expect(parseParameters(text)).toEqual(expected);
  });

  it('is written so that it reads back the same', () => {
    const text = fc.string({ unit: 'grapheme', maxLength: 12 });
    fc.assert(
      fc.property(
        fc.array(
          fc.tuple(
            text.filter((name) => name !== ''),
            text,
          ),
        ),
        (parameters) => {
          expect(parseParameters(writeParameters(parameters))).toEqual(parameters);
        },
      ),
    );
  });

  it('agrees with the platform on well-formed text', () => {
    const text = fc.string({ unit: 'grapheme', maxLength: 8 }).filter((one) => one !== '');
    fc.assert(
      fc.property(fc.array(fc.tuple(text, text)), (parameters) => {
        const encoded = new URLSearchParams(parameters.map(([name, value]) => [name, value])).toString();
        expect(parseParameters(encoded)).toEqual(parameters);
        expect([...new URLSearchParams(writeParameters(parameters))]).toEqual(parameters);
      }),
    );
  });

  it('stays readable and survives half a surrogate pair', () => {
    expect(writeParameters([['filters', 'a:b,c/d e&f']])).toBe('filters=a:b,c/d%20e%26f');
    expect(writeParameters([['a', '\ud800']])).toBe('a=%EF%BF%BD');
  });
});

describe('restrictSources', () => {
  it('is taken out, and put back behind the others', () => {
    const { sources, others } = splitSources('restrictSources=10.0.0.0%2F8&filters=a');
    expect(sources).toEqual(['10.0.0.0/8']);
    expect(joinSources(others, sources[0] ?? null)).toBe('filters=a&restrictSources=10.0.0.0/8');
    expect(joinSources(others, ' ')).toBe('filters=a');
    expect(joinSources([], null)).toBe('');
  });

  it('is found as often as it stands there', () => {
    expect(splitSources('restrictSources=1.1.1.1&restrictSources=2.2.2.2').sources).toEqual([
      '1.1.1.1',
      '2.2.2.2',
    ]);
  });
});

describe('what JS v3 made of a string', () => {
  it('is recognised and undone', () => {
    expect(recoverCorrupted('0=a&1=%3D&2=b')).toBe('a=b');
  });

  it('is undone for every text that v3 could have sent', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary-ascii', minLength: 1 }), (meant) => {
        const sent = meant
          .split('')
          .map((character, i) => `${i}=${encodeURIComponent(character)}`)
          .join('&');
        expect(recoverCorrupted(sent)).toBe(meant);
      }),
    );
  });

  it.each(['', 'a=b', '1=a&2=b', '0=ab', '0=a&2=b', '0=a&1='])('is not seen in %j', (text) => {
    expect(recoverCorrupted(text)).toBeNull();
  });
});
