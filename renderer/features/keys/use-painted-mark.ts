import { useEffect } from 'react';

/** Read by the figure for the start (npm run bench). */
const MARK = 'castellan:list-painted';

/** Marks the first paint of a list with rows on the page's timeline, once a page. */
export function usePaintedMark(hasRows: boolean): void {
  useEffect(() => {
    if (!hasRows || performance.getEntriesByName(MARK).length > 0) return;
    // The callback of the frame after the one that paints the rows.
    let frame = requestAnimationFrame(() => {
      frame = requestAnimationFrame(() => performance.mark(MARK));
    });
    return () => cancelAnimationFrame(frame);
  }, [hasRows]);
}
