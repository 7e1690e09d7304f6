import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { blocksThatCover, mergedBlocks } from '#shared/scopes/cidr-union';
import { parseIpv4Block, writeIpv4Block, type Ipv4Block } from '#shared/scopes/ipv4';

function block(text: string): Ipv4Block {
  const read = parseIpv4Block(text);
  if (read === null) throw new Error(`No range: ${text}`);
  return read;
}

const merged = (...texts: readonly string[]) => mergedBlocks(texts.map(block)).map(writeIpv4Block);

/** Ranges within 10.0.0.0/27, small enough to count addresses. */
const small = fc
  .tuple(fc.nat(31), fc.integer({ min: 27, max: 32 }))
  .map(([host, bits]) => block(`10.0.0.${host}/${bits}`));
const addressesOf = (blocks: readonly Ipv4Block[]): ReadonlySet<number> =>
  new Set(blocks.flatMap(({ base, bits }) => Array.from({ length: 2 ** (32 - bits) }, (_, i) => base + i)));

describe('ranges together', () => {
  it('cover what their halves make up', () => {
    const blocks = ['10.0.0.128/25', '10.9.0.0/16', '10.0.0.0/25'].map(block);
    expect(blocksThatCover(blocks, block('10.0.0.0/24'))).toEqual([2, 0]);
    expect(blocksThatCover(blocks, block('10.0.0.0/23'))).toBeNull();
    expect(blocksThatCover(blocks, block('10.9.1.0/24'))).toEqual([1]);
    expect(blocksThatCover([block('0.0.0.0/1'), block('128.0.0.0/1')], block('0.0.0.0/0'))).toEqual([0, 1]);
    expect(blocksThatCover([], block('10.0.0.0/24'))).toBeNull();
  });

  it('become the shortest list', () => {
    expect(merged('10.0.0.0/25', '10.0.0.128/25')).toEqual(['10.0.0.0/24']);
    expect(merged('10.0.0.128/25', '10.0.1.0/25')).toEqual(['10.0.0.128/25', '10.0.1.0/25']);
    expect(merged('10.0.0.0/26', '10.0.0.64/26', '10.0.0.128/25', '10.0.0.1')).toEqual(['10.0.0.0/24']);
    expect(merged('0.0.0.0/1', '128.0.0.0/1')).toEqual(['0.0.0.0/0']);
  });

  it('agree with counting addresses', () => {
    fc.assert(
      fc.property(fc.array(small, { maxLength: 12 }), small, (blocks, wanted) => {
        const all = addressesOf(blocks);
        const cover = blocksThatCover(blocks, wanted);
        const inside = [...addressesOf([wanted])].every((address) => all.has(address));
        expect(cover !== null).toBe(inside);
        if (cover !== null) {
          const chosen = addressesOf(cover.flatMap((at) => blocks[at] ?? []));
          expect([...addressesOf([wanted])].every((address) => chosen.has(address))).toBe(true);
        }
        const short = mergedBlocks(blocks);
        expect(addressesOf(short)).toEqual(all);
        expect(mergedBlocks(short)).toEqual(short);
      }),
      { numRuns: 1_000 },
    );
  });
});
