import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createPracticeClock } from '#electron/practice/clock';
import { createFaultSwitches, matchesPath } from '#electron/practice/faults';
import { faultsSchema } from '#electron/practice/fault-schema';

/** A source whose fractions are given one after the other. */
function fractions(...values: readonly number[]) {
  let at = 0;
  return (size: number): Uint8Array => {
    const bytes = Buffer.alloc(size);
    bytes.writeUInt32BE(Math.floor((values[at % values.length] ?? 0) * 2 ** 32));
    at += 1;
    return bytes;
  };
}

function switches(rules: readonly unknown[], random = fractions(0)) {
  const clock = createPracticeClock(() => 1000);
  const faults = createFaultSwitches(clock, random);
  faults.set(faultsSchema.parse({ rules }));
  return { clock, faults };
}

describe('fault switches', () => {
  it('do nothing when no rule concerns the request', () => {
    const { faults } = switches([{ fault: 'malformed-json', method: 'POST', path: '/1/keys' }]);
    expect(faults.strike('GET', '/1/keys')).toEqual({ waitMs: 0, fault: null });
    expect(faults.strike('POST', '/1/keys/x')).toEqual({ waitMs: 0, fault: null });
    expect(faults.strike('POST', '/1/keys').fault).toMatchObject({ fault: 'malformed-json' });
  });

  it('let the first rule strike, and leave the later ones unspent', () => {
    const { faults } = switches([
      { fault: 'status', status: 500, times: 1 },
      { fault: 'status', status: 502, times: 1 },
    ]);
    expect(faults.strike('GET', '/').fault).toMatchObject({ status: 500 });
    expect(faults.get().rules).toEqual([{ fault: 'status', status: 502, times: 1 }]);
    expect(faults.strike('GET', '/').fault).toMatchObject({ status: 502 });
    expect(faults.strike('GET', '/').fault).toBeNull();
  });

  it('count several hits down, and show what is left', () => {
    const { faults } = switches([{ fault: 'drop', when: 'before-answer', times: 3 }]);
    faults.strike('GET', '/');
    expect(faults.get().rules).toEqual([{ fault: 'drop', when: 'before-answer', times: 2 }]);
  });

  it('add latencies up, with jitter below its bound', () => {
    const { faults } = switches(
      [
        { fault: 'latency', ms: 10 },
        { fault: 'latency', ms: 5, jitterMs: 100 },
      ],
      fractions(0.5),
    );
    expect(faults.strike('GET', '/').waitMs).toBe(65);
  });

  it('strike below the rate alone', () => {
    const { faults } = switches([{ fault: 'status', status: 500, rate: 0.5 }], fractions(0.49, 0.5));
    expect(faults.strike('GET', '/').fault).not.toBeNull();
    expect(faults.strike('GET', '/').fault).toBeNull();
  });

  it('move the clock, and back', () => {
    const { clock, faults } = switches([]);
    faults.set(faultsSchema.parse({ clockOffsetMs: -400 }));
    expect(clock.now()).toBe(600);
    faults.set(faultsSchema.parse({}));
    expect(clock.now()).toBe(1000);
  });
});

describe('path patterns', () => {
  it.each([
    ['/1/keys', '/1/keys', true],
    ['/1/keys', '/1/keys/a', false],
    ['/1/keys*', '/1/keys/a', true],
    ['*/restore', '/1/keys/a/restore', true],
    ['/1/*/a/*', '/1/keys/a/b', true],
    ['/1/*/a/*', '/1/keys/b', false],
    ['*', '', true],
    ['a*a', 'a', false],
  ])('%s on %s is %s', (pattern, path, expected) => {
    expect(matchesPath(pattern, path)).toBe(expected);
  });

  it('agree with a regular expression', () => {
    const text = fc.string({ unit: fc.constantFrom('a', 'b', '/'), maxLength: 8 });
    const pattern = fc.string({ unit: fc.constantFrom('a', 'b', '*', '/'), minLength: 1, maxLength: 6 });
    fc.assert(
      fc.property(pattern, text, (one, path) => {
        const expected = new RegExp(`^${one.replaceAll('*', '.*')}$`, 's').test(path);
        expect(matchesPath(one, path)).toBe(expected);
      }),
      { numRuns: 1000 },
    );
  });
});
