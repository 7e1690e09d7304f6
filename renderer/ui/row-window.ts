/** Chromium draws no element taller than 33,554,432 px; beyond this the scroll position is scaled. */
export const TALLEST = 30_000_000;

export interface WindowShape {
  /** Rows in all. */
  readonly total: number;
  /** Height of a row in px. */
  readonly rowHeight: number;
  /** Height in px in which rows are seen. */
  readonly viewport: number;
}

export interface RowWindow {
  /** First row to draw. */
  readonly first: number;
  /** Row after the last one to draw. */
  readonly end: number;
  /** Top of the first drawn row inside the spacer, in px. */
  readonly top: number;
  /** Height of the spacer, in px. */
  readonly height: number;
}

/** How many px of the list one px of scrolling passes; 1 unless the list is too tall for an element. */
function scaleOf({ total, rowHeight, viewport }: WindowShape): number {
  const height = total * rowHeight;
  return height <= TALLEST ? 1 : (height - viewport) / (TALLEST - viewport);
}

/** Which rows to draw at a scroll position, and where; `overscan` rows more at both ends. */
export function rowWindow(shape: WindowShape, scrollTop: number, overscan: number): RowWindow {
  const { total, rowHeight, viewport } = shape;
  const scale = scaleOf(shape);
  const height = Math.min(total * rowHeight, TALLEST);
  // A list that has become shorter is scrolled to its end before the browser says so.
  const scrolled = Math.max(0, Math.min(scrollTop, height - viewport));
  const furthest = Math.max(0, total * rowHeight - viewport);
  const listTop = Math.min(furthest, scrolled * scale);
  const first = Math.min(total, Math.max(0, Math.floor(listTop / rowHeight) - overscan));
  const end = Math.min(total, Math.ceil((listTop + viewport) / rowHeight) + overscan);
  return {
    first,
    end: Math.max(first, end),
    top: first * rowHeight - listTop + scrolled,
    height,
  };
}

/** The scroll position nearest to the present one at which the row is seen whole. */
export function scrollToRow(shape: WindowShape, scrollTop: number, row: number): number {
  const scale = scaleOf(shape);
  const listTop = scrollTop * scale;
  const top = row * shape.rowHeight;
  const bottom = top + shape.rowHeight;
  if (top < listTop) return top / scale;
  if (bottom > listTop + shape.viewport) return Math.max(0, (bottom - shape.viewport) / scale);
  return scrollTop;
}
