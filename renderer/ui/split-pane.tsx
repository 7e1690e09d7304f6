import { type ReactNode, useState } from 'react';
import { useEscape } from './escape';
import { ResizeHandle } from './resize-handle';
import styles from './split-pane.module.css';

export interface SplitPaneProps {
  /** The list. */
  readonly children: ReactNode;
  /** The details pane; null: none. */
  readonly details: ReactNode | null;
  /** "Details of Blog search". */
  readonly detailsLabel: string;
  /** The remembered width in pixels. */
  readonly width: number;
  readonly onWidthChange: (width: number) => void;
  /** Esc closes the pane. */
  readonly onCloseDetails: () => void;
}

const MIN = 280;
const MAX = 640;

/** A list with a details pane: beside it where there is room, over it where there is not. */
export function SplitPane(props: SplitPaneProps) {
  const { children, details, detailsLabel, width, onWidthChange, onCloseDetails } = props;
  const [dragged, setDragged] = useState<number | null>(null);
  const shown = dragged ?? width;
  useEscape(onCloseDetails, details !== null);
  return (
    <div className={styles.split}>
      <div className={styles.main}>{children}</div>
      {details !== null && (
        <aside aria-label={detailsLabel} className={styles.details} style={{ width: shown }}>
          <ResizeHandle
            label="Width of the details"
            edge="start"
            value={shown}
            min={MIN}
            max={MAX}
            onChange={setDragged}
            onCommit={(next) => {
              setDragged(null);
              onWidthChange(next);
            }}
          />
          <div className={styles.content}>{details}</div>
        </aside>
      )}
    </div>
  );
}
