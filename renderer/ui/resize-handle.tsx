import { clsx } from 'clsx';
import { type KeyboardEvent, type PointerEvent, useRef } from 'react';
import styles from './split-pane.module.css';

export interface ResizeHandleProps {
  /** "Width of the details". */
  readonly label: string;
  readonly value: number;
  readonly min: number;
  readonly max: number;
  /** The edge of the pane at which it stands; dragging away from the pane widens it. */
  readonly edge: 'start' | 'end';
  /** While dragging and on every key. */
  readonly onChange: (value: number) => void;
  /** When a drag ends and on every key: the width to remember. */
  readonly onCommit: (value: number) => void;
}

const STEP = 16;

/** Changes a pane's width by dragging or with the arrow keys, Home and End. */
export function ResizeHandle({ label, value, min, max, edge, onChange, onCommit }: ResizeHandleProps) {
  const drag = useRef<{ readonly x: number; readonly from: number; readonly last: number } | null>(null);
  const direction = edge === 'end' ? 1 : -1;
  const clamp = (width: number) => Math.round(Math.min(max, Math.max(min, width)));

  const start = (event: PointerEvent<HTMLDivElement>) => {
    event.currentTarget.setPointerCapture(event.pointerId);
    drag.current = { x: event.clientX, from: value, last: value };
  };
  const move = (event: PointerEvent<HTMLDivElement>) => {
    if (drag.current === null) return;
    const last = clamp(drag.current.from + direction * (event.clientX - drag.current.x));
    drag.current = { ...drag.current, last };
    onChange(last);
  };
  const end = () => {
    if (drag.current !== null) onCommit(drag.current.last);
    drag.current = null;
  };
  const byKey = (event: KeyboardEvent<HTMLDivElement>) => {
    const next = widthAfterKey(event.key, { value, min, max, direction });
    if (next === null) return;
    event.preventDefault();
    onChange(clamp(next));
    onCommit(clamp(next));
  };

  return (
    <div
      role="separator"
      tabIndex={0}
      aria-orientation="vertical"
      aria-label={label}
      aria-valuenow={value}
      aria-valuemin={min}
      aria-valuemax={max}
      className={clsx(styles.handle, styles[edge])}
      onPointerDown={start}
      onPointerMove={move}
      onPointerUp={end}
      onPointerCancel={end}
      onKeyDown={byKey}
    />
  );
}

interface Range {
  readonly value: number;
  readonly min: number;
  readonly max: number;
  readonly direction: number;
}

function widthAfterKey(key: string, { value, min, max, direction }: Range): number | null {
  switch (key) {
    case 'ArrowRight':
      return value + direction * STEP;
    case 'ArrowLeft':
      return value - direction * STEP;
    case 'Home':
      return min;
    case 'End':
      return max;
    default:
      return null;
  }
}
