import { CircleAlert } from 'lucide-react';
import type { ReactNode } from 'react';
import type { AppErrorData } from '#shared/errors';
import { Button } from './button';
import { useCopyText } from './copy-context';
import styles from './states.module.css';

export interface EmptyStateProps {
  readonly icon?: ReactNode;
  readonly title: string;
  /** What this place is for. */
  readonly children?: ReactNode;
  /** The first step. */
  readonly actions?: ReactNode;
}

/** A place without content yet, or a filter without a match: says what it is for and offers the next step. */
export function EmptyState({ icon, title, children, actions }: EmptyStateProps) {
  return (
    <div className={styles.state}>
      {icon !== undefined && (
        <div className={styles.icon} aria-hidden="true">
          {icon}
        </div>
      )}
      <h2 className={styles.title}>{title}</h2>
      {children !== undefined && <div className={styles.text}>{children}</div>}
      {actions !== undefined && <div className={styles.actions}>{actions}</div>}
    </div>
  );
}

export interface ErrorStateProps {
  /** What could not be done: "The keys cannot be shown". */
  readonly title: string;
  readonly error: AppErrorData;
  readonly onRetry?: (() => void) | undefined;
  readonly retryLabel?: string | undefined;
  readonly actions?: ReactNode;
  /** The only heading of the page: nothing else could be shown. */
  readonly whole?: boolean | undefined;
}

/** A failure that leaves nothing to show: what, why, what next, and the details to pass on. */
export function ErrorState({
  title,
  error,
  onRetry,
  retryLabel = 'Try again',
  actions,
  whole,
}: ErrorStateProps) {
  const copy = useCopyText();
  const Place = whole === true ? 'main' : 'div';
  const Heading = whole === true ? 'h1' : 'h2';
  return (
    <Place className={styles.state}>
      <div className={styles.icon} aria-hidden="true">
        <CircleAlert />
      </div>
      <div role="alert" className={styles.words}>
        <Heading className={styles.title}>{title}</Heading>
        <div className={styles.cause}>{error.message}</div>
        {error.remedy !== undefined && <div className={styles.text}>{error.remedy}</div>}
      </div>
      <div className={styles.actions}>
        {onRetry !== undefined && <Button onClick={onRetry}>{retryLabel}</Button>}
        {actions}
        {copy !== null && (
          <Button variant="ghost" onClick={() => copy(errorDetails(title, error))}>
            Copy details
          </Button>
        )}
      </div>
    </Place>
  );
}

/** A failure as text for a report: title, code, message, remedy and the allow-listed details. */
export function errorDetails(title: string, error: AppErrorData): string {
  const details = Object.entries(error.details ?? {}).map(([name, value]) => `${name}: ${String(value)}`);
  return [title, `${error.code}: ${error.message}`, error.remedy, ...details]
    .filter((line) => line !== undefined)
    .join('\n');
}

const WIDTHS = [38, 52, 31, 46, 28, 57, 42, 35] as const;

export interface SkeletonProps {
  /** How many lines of the row height. */
  readonly rows: number;
  /** Said to assistive technology: "Loading keys". */
  readonly label: string;
}

/** Space held for rows of a first load. */
export function Skeleton({ rows, label }: SkeletonProps) {
  return (
    <div role="status" aria-label={label} className={styles.skeletonRows}>
      {Array.from({ length: rows }, (_, row) => (
        <div key={row} className={styles.skeletonRow} aria-hidden="true">
          <span className={styles.skeleton} style={{ width: `${WIDTHS[row % WIDTHS.length] ?? 40}%` }} />
        </div>
      ))}
    </div>
  );
}
