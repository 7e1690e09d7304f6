import { blockCovers, sizeOfBlock, type Ipv4Block } from './ipv4';

/**
 * Ranges are the one family in which several entries can cover what no single one does (key-apis C5 b): both halves of
 * a range are the range. These functions are for lists in which that counts, such as allowed sources of a vault.
 */

/** Positions of the blocks that allow all of `wanted` together, as few as possible, by address; null when they do not. */
export function blocksThatCover(blocks: readonly Ipv4Block[], wanted: Ipv4Block): readonly number[] | null {
  const single = blocks.findIndex((block) => blockCovers(block, wanted));
  if (single >= 0) return [single];
  const end = wanted.base + sizeOfBlock(wanted.bits);
  const chosen: number[] = [];
  let next = wanted.base;
  for (const { block, at } of ordered(blocks)) {
    if (block.base < next) continue;
    if (block.base > next || next >= end) break;
    chosen.push(at);
    next = block.base + sizeOfBlock(block.bits);
  }
  return next === end ? chosen : null;
}

/** The shortest list of blocks that allows the same addresses, by address: nested ones go, halves become their whole. */
export function mergedBlocks(blocks: readonly Ipv4Block[]): readonly Ipv4Block[] {
  const merged: Ipv4Block[] = [];
  for (const { block } of ordered(blocks)) {
    const last = merged.at(-1);
    if (last !== undefined && blockCovers(last, block)) continue;
    merged.push(block);
    joinHalves(merged);
  }
  return merged;
}

/** By first address, larger blocks first. */
function ordered(
  blocks: readonly Ipv4Block[],
): readonly { readonly block: Ipv4Block; readonly at: number }[] {
  return blocks
    .map((block, at) => ({ block, at }))
    .toSorted((a, b) => a.block.base - b.block.base || a.block.bits - b.block.bits);
}

/** While the last two blocks are the halves of one, that one takes their place. */
function joinHalves(merged: Ipv4Block[]): void {
  for (;;) {
    const upper = merged.at(-1);
    const lower = merged.at(-2);
    if (upper === undefined || lower === undefined || upper.bits !== lower.bits) return;
    const bits = lower.bits - 1;
    const halves =
      lower.base % sizeOfBlock(bits) === 0 && upper.base === lower.base + sizeOfBlock(lower.bits);
    if (!halves) return;
    merged.splice(-2, 2, { base: lower.base, bits });
  }
}
