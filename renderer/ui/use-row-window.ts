import { type RefCallback, useCallback, useEffect, useRef, useState } from 'react';
import { type RowWindow, type WindowShape, rowWindow, scrollToRow } from './row-window';

export interface RowWindowOptions {
  readonly total: number;
  /** In px, the same for all rows. */
  readonly rowHeight: number;
  /** Height in px of what stands fixed at the top of the scrolled element (a header). */
  readonly header?: number | undefined;
}

export interface RowWindowControl {
  /** For the element that scrolls. */
  readonly ref: RefCallback<HTMLElement>;
  readonly window: RowWindow;
  /** Whole rows that are seen at once. */
  readonly pageSize: number;
  /** Scrolls as little as is needed to show the row. */
  readonly show: (row: number) => void;
  readonly toTop: () => void;
}

/** Rows beyond both ends that are drawn ahead of scrolling. */
const OVERSCAN = 6;

function sameWindow(a: RowWindow, b: RowWindow): boolean {
  return a.first === b.first && a.end === b.end && a.top === b.top && a.height === b.height;
}

/** Draws only the rows of a long list that are in sight, however long it is. */
export function useRowWindow({ total, rowHeight, header = 0 }: RowWindowOptions): RowWindowControl {
  const [element, setElement] = useState<HTMLElement | null>(null);
  // Until the element is measured, as many rows as the window can hold: a few too many rather than drawn twice.
  const [measured, setViewport] = useState<number | null>(null);
  const viewport = measured ?? window.innerHeight;
  const shape: WindowShape = { total, rowHeight, viewport };
  // Kept here, because asking the element while rendering would make the browser lay the page out.
  const [scrollTop, setScrollTop] = useState(0);
  const drawn = rowWindow(shape, scrollTop, measured === null ? 0 : OVERSCAN);
  const latest = useRef({ shape, drawn });
  useEffect(() => {
    latest.current = { shape, drawn };
  });

  useEffect(() => {
    if (element === null) return;
    const update = () => {
      const top = element.scrollTop;
      if (!sameWindow(rowWindow(latest.current.shape, top, OVERSCAN), latest.current.drawn))
        setScrollTop(top);
    };
    const observer = new ResizeObserver(() => setViewport(Math.max(0, element.clientHeight - header)));
    observer.observe(element);
    element.addEventListener('scroll', update, { passive: true });
    return () => {
      observer.disconnect();
      element.removeEventListener('scroll', update);
    };
  }, [element, header]);

  const show = useCallback(
    (row: number) => {
      if (element === null) return;
      const top = scrollToRow(latest.current.shape, element.scrollTop, row);
      if (top !== element.scrollTop) element.scrollTo({ top });
    },
    [element],
  );
  const toTop = useCallback(() => {
    element?.scrollTo({ top: 0 });
  }, [element]);
  return {
    ref: setElement,
    window: drawn,
    pageSize: Math.max(1, Math.floor(viewport / rowHeight) - 1),
    show,
    toTop,
  };
}
