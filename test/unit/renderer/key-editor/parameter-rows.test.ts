import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  editRow,
  readRows,
  sourcesOf,
  withSource,
  writeRows,
} from '../../../../renderer/features/key-editor/algolia/parameter-rows';

describe('forced search parameters', () => {
  it.each([
    'ignorePlurals=false&restrictSources=192.168.1.0/24',
    'restrictSources=192.168.1.0%2F24',
    'a=1%202&b=1+2&c',
    'filters=brand%3Aacme%20AND%20price%3C10&x=%E4%F6',
    '0=a&1=%3D&2=b',
  ])('keep their spelling to the byte when nothing is edited: %s', (text) => {
    expect(writeRows(readRows(text))).toBe(text);
  });

  it('are read decoded, plus signs as spaces, and broken escapes as they stand', () => {
    expect(readRows('q=a+b%21&x=%E4').map((row) => row.value)).toEqual(['a b!', '%E4']);
  });

  it('keep the spelling of the other rows when one is edited', () => {
    const rows = editRow(readRows('a=1+2&b=x'), 1, { value: 'y & z=é' });
    expect(writeRows(rows)).toBe('a=1+2&b=y%20%26%20z%3D%C3%A9');
  });

  it('come back as they were typed', () => {
    fc.assert(
      fc.property(fc.string({ minLength: 1 }), fc.string(), (name, value) => {
        fc.pre(![name, value].some((text) => /\p{Surrogate}/u.test(text)));
        const text = writeRows([{ name, value, raw: null }]);
        expect(readRows(text).map((row) => [row.name, row.value])).toEqual([[name, value]]);
      }),
    );
  });

  it('leave out rows that were added and not filled in', () => {
    expect(writeRows([...readRows('a=1'), { name: '', value: '', raw: null }])).toBe('a=1');
  });

  it('hold one source in its place, whatever stood there', () => {
    const rows = readRows('a=1&restrictSources=10.0.0.1&b=2&restrictSources=10.0.0.2');
    expect(sourcesOf(rows)).toEqual(['10.0.0.1', '10.0.0.2']);
    expect(writeRows(withSource(rows, '10.2.0.0/16'))).toBe('a=1&restrictSources=10.2.0.0/16&b=2');
    expect(writeRows(withSource(rows, ''))).toBe('a=1&b=2');
    expect(writeRows(withSource([], '10.2.7.11'))).toBe('restrictSources=10.2.7.11');
  });
});
