import type { Rectangle } from 'electron';
import { MINIMUM_SIZE } from './window-options';

/** Where the window was, in device-independent pixels; `bounds` are those of the window when not maximised. */
export interface WindowState {
  readonly bounds: Rectangle;
  readonly maximized: boolean;
  readonly fullScreen: boolean;
}

/** Larger than any desktop. */
const FAR = 100_000;

function isWhole(value: unknown, low: number): value is number {
  return typeof value === 'number' && Number.isInteger(value) && value >= low && value <= FAR;
}

function acceptBounds(value: unknown): Rectangle | null {
  if (typeof value !== 'object' || value === null) return null;
  if (!('x' in value && 'y' in value && 'width' in value && 'height' in value)) return null;
  const { x, y, width, height } = value;
  const whole = isWhole(x, -FAR) && isWhole(y, -FAR) && isWhole(width, 1) && isWhole(height, 1);
  return whole ? { x, y, width, height } : null;
}

/** The state that a file holds, or null. By hand, since the window must not wait for a schema library. */
export function acceptWindowState(value: unknown): WindowState | null {
  if (typeof value !== 'object' || value === null) return null;
  if (!('bounds' in value && 'maximized' in value && 'fullScreen' in value)) return null;
  const { maximized, fullScreen } = value;
  const bounds = acceptBounds(value.bounds);
  if (bounds === null || typeof maximized !== 'boolean' || typeof fullScreen !== 'boolean') return null;
  return { bounds, maximized, fullScreen };
}

const USUAL_SIZE = { width: 1280, height: 800 } as const;

/** Pixels of the title bar that must be reachable for the window to be moved back by hand. */
const REACHABLE = { width: 120, height: 40 } as const;

function overlap(bounds: Rectangle, area: Rectangle): { readonly width: number; readonly height: number } {
  return {
    width: Math.min(bounds.x + bounds.width, area.x + area.width) - Math.max(bounds.x, area.x),
    height: Math.min(bounds.y + bounds.height, area.y + area.height) - Math.max(bounds.y, area.y),
  };
}

/**
 * The bounds for a new window. Saved ones are taken where a usable part of the title bar lies on one of today's
 * displays, cut to that display's size; else the window opens in the usual size in the middle (no x and y).
 * `workAreas`: the displays without bars and docks, the primary one first.
 */
export function boundsFor(
  saved: WindowState | null,
  workAreas: readonly Rectangle[],
): { readonly width: number; readonly height: number; readonly x?: number; readonly y?: number } {
  const fitting =
    saved === null ? [] : workAreas.map((area) => ({ area, bounds: cutTo(saved.bounds, area) }));
  const home = fitting.find(({ area, bounds }) => isReachable(bounds, area));
  if (home !== undefined) return home.bounds;
  const primary = workAreas[0] ?? { x: 0, y: 0, ...USUAL_SIZE };
  const { width, height } = cutTo({ ...primary, ...USUAL_SIZE }, primary);
  return { width, height };
}

function cutTo(bounds: Rectangle, area: Rectangle): Rectangle {
  return {
    ...bounds,
    width: Math.max(MINIMUM_SIZE.width, Math.min(bounds.width, area.width)),
    height: Math.max(MINIMUM_SIZE.height, Math.min(bounds.height, area.height)),
  };
}

function isReachable(bounds: Rectangle, area: Rectangle): boolean {
  const bar = overlap({ ...bounds, height: REACHABLE.height }, area);
  return bar.width >= REACHABLE.width && bar.height >= REACHABLE.height && bounds.y >= area.y;
}
