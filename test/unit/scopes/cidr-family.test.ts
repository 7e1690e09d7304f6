import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { analyse, tidy } from '#shared/scopes/analysis';
import { cidrFamily } from '#shared/scopes/cidr-family';
import { blockContains, parseIpv4, parseIpv4Block, writeIpv4Block } from '#shared/scopes/ipv4';

const block = fc
  .tuple(fc.integer({ min: 0, max: 255 }), fc.integer({ min: 20, max: 32 }))
  .map(([low, bits]) => `10.0.${low % 16}.${low}/${bits}`);

describe('addresses', () => {
  it.each([
    ['0.0.0.0', 0],
    ['255.255.255.255', 4_294_967_295],
    ['192.168.1.7', 3_232_235_783],
    ['::ffff:192.168.1.7', 3_232_235_783],
  ])('%s is read', (text, value) => {
    expect(parseIpv4(text)).toBe(value);
  });

  it.each(['', '1.2.3', '1.2.3.4.5', '256.1.1.1', '01.2.3.4', '1.2.3.4 ', '::1', 'a.b.c.d', '1.2.3.-4'])(
    '%j is none',
    (text) => {
      expect(parseIpv4(text)).toBeNull();
    },
  );
});

describe('ranges', () => {
  it.each([
    ['192.168.1.77/24', '192.168.1.0/24'],
    ['10.0.0.1', '10.0.0.1'],
    ['10.0.0.1/32', '10.0.0.1'],
    ['255.255.255.255/0', '0.0.0.0/0'],
    ['200.1.2.3/1', '128.0.0.0/1'],
  ])('%s is written %s', (text, canonical) => {
    const parsed = parseIpv4Block(text);
    expect(parsed === null ? null : writeIpv4Block(parsed)).toBe(canonical);
  });

  it.each([
    ['10.0.0.0/33', 'number from 0 to 32', 9, 11],
    ['10.0.0.0/', 'number from 0 to 32', 9, 9],
    ['10.0.0.0/8,11.0.0.0/8', 'no list', 10, 21],
    [' 10.0.0.1 10.0.0.2', 'no list', 9, 18],
    ['2001:db8::/32', 'IPv6', 0, 13],
    ['::ffff:10.0.0.1', 'IPv6', 0, 15],
    ['10.0.0', 'no IPv4', 0, 6],
    ['', 'Enter an IPv4', 0, 0],
  ])('%j is refused with the place', (entry, words, from, to) => {
    expect(cidrFamily.parse(entry)).toEqual({ ok: false, message: expect.stringContaining(words), from, to });
  });

  it('holds its first and last address and not the neighbours', () => {
    const range = parseIpv4Block('10.0.1.0/24');
    const holds = (address: string) => range !== null && blockContains(range, address);
    expect(['10.0.0.255', '10.0.1.0', '10.0.1.255', '10.0.2.0', '::ffff:10.0.1.9', '::1'].map(holds)).toEqual(
      [false, true, true, false, true, false],
    );
  });

  it('cover and overlap as enumeration says', () => {
    const addresses = Array.from({ length: 4096 }, (_, i) => `10.0.${Math.floor(i / 256)}.${i % 256}`);
    fc.assert(
      fc.property(block, block, (a, b) => {
        const [x, y] = [parseIpv4Block(a), parseIpv4Block(b)];
        if (x === null || y === null) throw new Error('The generator makes valid ranges.');
        const inX = addresses.map((address) => blockContains(x, address));
        const inY = addresses.map((address) => blockContains(y, address));
        expect(cidrFamily.covers(x, y)).toBe(inY.every((is, i) => !is || inX[i]));
        expect(cidrFamily.overlaps(x, y)).toBe(inY.some((is, i) => is && inX[i]));
      }),
      { numRuns: 200 },
    );
  });
});

describe('lists of ranges', () => {
  it('names the outermost range as the reason', () => {
    const { entries } = analyse(cidrFamily, [
      '10.0.0.5',
      '10.0.0.0/24',
      '10.0.0.0/16',
      '10.0.0.99/24',
      '11.0.0.0/8',
    ]);
    expect(entries.map((one) => (one.state === 'redundant' ? one.because : one.state))).toEqual([
      2,
      2,
      'kept',
      2,
      'kept',
    ]);
  });

  it('finds what lies in a later range too', () => {
    expect(tidy(cidrFamily, ['11.1.0.0/16', '10.0.0.0/8', '11.0.0.0/8', '10.1.0.0/16', '12.0.0.1'])).toEqual([
      '10.0.0.0/8',
      '11.0.0.0/8',
      '12.0.0.1',
    ]);
  });

  it('keeps two halves that only together hold a third range', () => {
    expect(tidy(cidrFamily, ['10.0.0.0/25', '10.0.0.128/25'])).toEqual(['10.0.0.0/25', '10.0.0.128/25']);
  });

  it('allows the same addresses when tidied', () => {
    fc.assert(
      fc.property(fc.array(block, { maxLength: 8 }), fc.integer({ min: 0, max: 4095 }), (entries, i) => {
        const address = `10.0.${Math.floor(i / 256)}.${i % 256}`;
        const allows = (list: readonly string[]) =>
          list.some((one) => {
            const parsed = parseIpv4Block(one);
            return parsed !== null && blockContains(parsed, address);
          });
        expect(allows(tidy(cidrFamily, entries))).toBe(allows(entries));
      }),
    );
  });
});
