import { useLayoutEffect } from 'react';

/** Read by the figure for the start (npm run bench). */
const MARK = 'castellan:list-painted';

/** Marks the first paint of a list with rows on the page's timeline, once a page. */
export function usePaintedMark(hasRows: boolean): void {
  useLayoutEffect(() => {
    if (!hasRows || performance.getEntriesByName(MARK).length > 0) return;
    // Before the paint: the first callback comes with the frame that paints the rows, the second with the one after.
    let frame = requestAnimationFrame(() => {
      frame = requestAnimationFrame(() => performance.mark(MARK));
    });
    return () => cancelAnimationFrame(frame);
  }, [hasRows]);
}
