import { clsx } from 'clsx';
import { CircleAlert, Info, TriangleAlert, X } from 'lucide-react';
import type { ReactNode } from 'react';
import { assertNever } from '#shared/errors';
import styles from './banner.module.css';
import { IconButton } from './button';

export interface BannerProps {
  readonly tone?: 'info' | 'warn' | 'danger' | undefined;
  readonly title?: string | undefined;
  readonly children?: ReactNode;
  /** The remedy as a button. */
  readonly action?: ReactNode;
  readonly onDismiss?: (() => void) | undefined;
  /** Without rounded corners, for the full width under a header. */
  readonly flush?: boolean | undefined;
}

/** Something that is true of the screen as a whole, with what to do about it. */
export function Banner({ tone = 'info', title, children, action, onDismiss, flush = false }: BannerProps) {
  return (
    <div
      role={tone === 'danger' ? 'alert' : 'status'}
      className={clsx(styles.banner, styles[tone], flush && styles.flush)}
    >
      <BannerIcon tone={tone} />
      <div className={styles.text}>
        {title !== undefined && <span className={styles.title}>{title} </span>}
        {children}
      </div>
      {(action !== undefined || onDismiss !== undefined) && (
        <div className={styles.actions}>
          {action}
          {onDismiss !== undefined && (
            <IconButton size="small" label="Dismiss" icon={<X aria-hidden="true" />} onClick={onDismiss} />
          )}
        </div>
      )}
    </div>
  );
}

function BannerIcon({ tone }: { readonly tone: 'info' | 'warn' | 'danger' }) {
  switch (tone) {
    case 'info':
      return <Info aria-hidden="true" />;
    case 'warn':
      return <TriangleAlert aria-hidden="true" />;
    case 'danger':
      return <CircleAlert aria-hidden="true" />;
    default:
      return assertNever(tone);
  }
}
