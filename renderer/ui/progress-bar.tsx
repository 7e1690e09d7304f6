import { clsx } from 'clsx';
import { Button } from './button';
import styles from './progress-bar.module.css';
import { formatCount } from './time';

export interface ProgressBarProps {
  /** What is running: "Syncing shop-prod". */
  readonly label: string;
  readonly done: number;
  /** Null while the whole is not known. */
  readonly total: number | null;
  /** Said after the count: "keys". */
  readonly unit?: string | undefined;
  readonly onCancel?: (() => void) | undefined;
}

/** Long work: a bar, a count and Cancel. */
export function ProgressBar({ label, done, total, unit, onCancel }: ProgressBarProps) {
  const part = total === null || total === 0 ? null : Math.min(1, done / total);
  const count = total === null ? formatCount(done) : `${formatCount(done)} of ${formatCount(total)}`;
  return (
    <div className={styles.progress}>
      <div
        role="progressbar"
        aria-label={label}
        aria-valuemin={0}
        aria-valuemax={total ?? undefined}
        aria-valuenow={total === null ? undefined : done}
        aria-valuetext={[count, unit].filter((word) => word !== undefined).join(' ')}
        className={styles.bar}
      >
        <div
          className={clsx(styles.fill, part === null && styles.unknown)}
          style={part === null ? undefined : { width: `${part * 100}%` }}
        />
      </div>
      <span className={styles.text}>
        {count}
        {unit !== undefined && ` ${unit}`}
      </span>
      {onCancel !== undefined && (
        <Button size="small" variant="ghost" onClick={onCancel}>
          Cancel
        </Button>
      )}
    </div>
  );
}
