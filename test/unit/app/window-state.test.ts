import { boundsFor, acceptWindowState, type WindowState } from '#electron/app/window-state';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

const primary = { x: 0, y: 25, width: 1920, height: 1055 };
const second = { x: 1920, y: 0, width: 1280, height: 720 };
const saved = (x: number, y: number, width = 1000, height = 700): WindowState => ({
  bounds: { x, y, width, height },
  maximized: false,
  fullScreen: false,
});

describe('where the window opens', () => {
  it('is where it was', () => {
    expect(boundsFor(saved(100, 80), [primary])).toEqual({ x: 100, y: 80, width: 1000, height: 700 });
  });

  it('is on the second display when it was there', () => {
    expect(boundsFor(saved(2000, 10), [primary, second])).toEqual({
      x: 2000,
      y: 10,
      width: 1000,
      height: 700,
    });
  });

  it('is cut to the display that it was on', () => {
    expect(boundsFor(saved(1920, 0, 5000, 5000), [primary, second])).toMatchObject({
      width: 1280,
      height: 720,
    });
  });

  it.each([
    ['it was never open', null],
    ['its display is gone', saved(2000, 10)],
    ['its title bar is above the display', saved(100, -300)],
    ['too little of it is left of the edge', saved(1900, 100)],
    ['it is below the display', saved(100, 1079)],
  ])('is the middle in the usual size when %s', (_why, state) => {
    expect(boundsFor(state, [primary])).toEqual({ width: 1280, height: 800 });
  });

  it('fits a small display, but not below the minimum', () => {
    expect(boundsFor(null, [{ x: 0, y: 0, width: 1024, height: 500 }])).toEqual({ width: 1024, height: 600 });
  });

  it('leaves a title bar to grab on some display, whatever was saved', () => {
    const coordinate = fc.integer({ min: -100_000, max: 100_000 });
    const size = fc.integer({ min: 1, max: 100_000 });
    fc.assert(
      fc.property(coordinate, coordinate, size, size, (x, y, width, height) => {
        const bounds = boundsFor(saved(x, y, width, height), [primary, second]);
        expect(bounds.width).toBeGreaterThanOrEqual(900);
        expect(bounds.height).toBeGreaterThanOrEqual(600);
        if (bounds.x === undefined || bounds.y === undefined) return;
        const { x: left, y: top } = bounds;
        const reachable = [primary, second].some(
          (area) =>
            left < area.x + area.width - 100 &&
            left + bounds.width > area.x + 100 &&
            top >= area.y &&
            top < area.y + area.height - 30,
        );
        expect(reachable).toBe(true);
      }),
    );
  });

  it('is read back from what was written', () => {
    const state = { ...saved(-5, 7), maximized: true };
    expect(acceptWindowState(JSON.parse(JSON.stringify(state)))).toEqual(state);
  });

  it.each([
    null,
    7,
    'x',
    [],
    {},
    { bounds: null, maximized: false, fullScreen: false },
    { bounds: { x: 0, y: 0, width: 0, height: 0 }, maximized: false, fullScreen: false },
    { bounds: { x: null, y: 0, width: 9, height: 9 }, maximized: false, fullScreen: false },
    { bounds: { x: 0.5, y: 0, width: 9, height: 9 }, maximized: false, fullScreen: false },
    { bounds: { x: 1e9, y: 0, width: 9, height: 9 }, maximized: false, fullScreen: false },
    { bounds: { x: 0, y: 0, width: 900 }, maximized: false, fullScreen: false },
    { bounds: { x: 0, y: 0, width: 900, height: 600 }, maximized: 'yes', fullScreen: false },
    { bounds: { x: 0, y: 0, width: 900, height: 600 }, maximized: false },
  ])('is not read from a damaged file: %j', (state) => {
    expect(acceptWindowState(state)).toBeNull();
  });
});
