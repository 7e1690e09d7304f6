import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { TALLEST, rowWindow, scrollToRow } from '../../../../renderer/ui/row-window';

const rowHeight = 36;
const viewport = 600;

describe('the window over a long list', () => {
  it('draws what is seen and a few rows around it', () => {
    expect(rowWindow({ total: 1000, rowHeight, viewport }, 3600, 2)).toEqual({
      first: 98,
      end: 119,
      top: 98 * 36,
      height: 36_000,
    });
  });

  it('is empty for an empty list', () => {
    expect(rowWindow({ total: 0, rowHeight, viewport }, 0, 2)).toEqual({
      first: 0,
      end: 0,
      top: 0,
      height: 0,
    });
  });

  it('begins at its end when it has become shorter than it is scrolled', () => {
    expect(rowWindow({ total: 3, rowHeight, viewport }, 9000, 2)).toEqual({
      first: 0,
      end: 3,
      top: 0,
      height: 108,
    });
    expect(rowWindow({ total: 50, rowHeight, viewport }, 9000, 0)).toMatchObject({ end: 50, height: 1800 });
  });

  it('reaches every row of a million without a taller element than can be drawn', () => {
    const shape = { total: 1_000_000, rowHeight, viewport };
    const bottom = rowWindow(shape, TALLEST - viewport, 0);
    expect(bottom.height).toBe(TALLEST);
    expect(bottom.end).toBe(1_000_000);
    expect(Math.round(bottom.top + (bottom.end - bottom.first) * rowHeight)).toBe(TALLEST);
  });

  it('shows the row that it scrolls to, whole', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 1_500_000 }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (total, from, to) => {
          const shape = { total, rowHeight, viewport };
          const furthest = Math.max(0, Math.min(total * rowHeight, TALLEST) - viewport);
          const row = Math.floor(to * (total - 1));
          const scrollTop = scrollToRow(shape, from * furthest, row);
          const drawn = rowWindow(shape, scrollTop, 0);
          const top = drawn.top + (row - drawn.first) * rowHeight - scrollTop;
          expect(top).toBeGreaterThanOrEqual(-0.01);
          expect(top + rowHeight).toBeLessThanOrEqual(viewport + 0.01);
          expect(drawn.first <= row && row < drawn.end).toBe(true);
        },
      ),
    );
  });

  it('stays where it is when the row is in sight', () => {
    expect(scrollToRow({ total: 1000, rowHeight, viewport }, 3600, 105)).toBe(3600);
  });
});
