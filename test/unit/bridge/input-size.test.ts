import { judgeInput } from '#electron/bridge/input-size';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

/** JSON without characters that JSON escapes, so that its length is the number of units. */
const plainText = fc.string({ unit: fc.constantFrom(...'abcXYZ 09äß日') });
const json = fc.letrec((tie) => ({
  value: fc.oneof(
    plainText,
    fc.integer(),
    fc.boolean(),
    fc.constant(null),
    fc.array(tie('value'), { maxLength: 5 }),
    fc.dictionary(plainText, tie('value'), { maxKeys: 5 }),
  ),
})).value;

describe('the size cap on what comes over the bridge', () => {
  it('counts what JSON would take, unit for unit', () => {
    fc.assert(
      fc.property(json, (value) => {
        const units = JSON.stringify(value).length;
        expect(judgeInput(value, units)).toBe('fits');
        expect(judgeInput(value, units - 1)).toBe('too-large');
      }),
    );
  });

  it('leaves out members that are undefined, as JSON does', () => {
    const value = { a: 1, b: undefined };
    expect(judgeInput(value, JSON.stringify(value).length)).toBe('fits');
  });

  it.each([
    ['a map', new Map()],
    ['a set', new Set()],
    ['bytes', new Uint8Array(3)],
    ['a buffer', new ArrayBuffer(3)],
    ['a date', new Date(0)],
    ['a pattern', /x/],
    ['an error', new Error('x')],
    ['a bigint', 1n],
    ['NaN', Number.NaN],
    ['infinity', Number.POSITIVE_INFINITY],
    ['a function', () => 1],
    ['a symbol', Symbol('x')],
  ])('refuses %s, which is not plain data', (_name, value) => {
    expect(judgeInput(value, 1000)).toBe('not-plain');
    expect(judgeInput({ deep: [value] }, 1000)).toBe('not-plain');
  });

  it('refuses a member called __proto__', () => {
    const value: unknown = JSON.parse('{"a":{"__proto__":{"admin":true}}}');
    expect(judgeInput(value, 1000)).toBe('not-plain');
  });

  it('ends on a cycle', () => {
    const cycle: { self?: unknown } = {};
    cycle.self = cycle;
    expect(judgeInput(cycle, 1_000_000)).toBe('not-plain');
  });

  it('ends on a nesting deeper than any input', () => {
    let deep: unknown = null;
    for (let level = 0; level < 100_000; level += 1) deep = [deep];
    expect(judgeInput(deep, Number.MAX_SAFE_INTEGER)).toBe('not-plain');
  });

  it('ends at the cap of a huge sparse array without visiting its places', () => {
    const before = performance.now();
    expect(judgeInput(new Array(4_000_000_000), 1000)).toBe('too-large');
    expect(performance.now() - before).toBeLessThan(1000);
  });
});
