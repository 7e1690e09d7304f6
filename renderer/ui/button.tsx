import { clsx } from 'clsx';
import type { ComponentPropsWithRef, MouseEvent, ReactNode } from 'react';
import styles from './button.module.css';
import { Spinner } from './spinner';
import { Tooltip } from './tooltip';

export type ButtonVariant = 'primary' | 'secondary' | 'ghost' | 'danger';

export interface ButtonProps extends ComponentPropsWithRef<'button'> {
  readonly variant?: ButtonVariant | undefined;
  readonly size?: 'small' | 'medium' | undefined;
  /** Work that this button started is running: it keeps the focus and its place, and does nothing. */
  readonly busy?: boolean | undefined;
  readonly icon?: ReactNode;
}

/** A labelled action. `type` is "button" unless given, so that it never submits a form by accident. */
export function Button(props: ButtonProps) {
  const {
    variant = 'secondary',
    size = 'medium',
    busy = false,
    icon,
    children,
    className,
    onClick,
    ...rest
  } = props;
  const press = (event: MouseEvent<HTMLButtonElement>) => {
    if (busy) event.preventDefault();
    else onClick?.(event);
  };
  return (
    <button
      type="button"
      {...rest}
      onClick={press}
      aria-disabled={busy || rest['aria-disabled']}
      aria-busy={busy || undefined}
      className={clsx(
        styles.button,
        variant !== 'secondary' && styles[variant],
        size === 'small' && styles.small,
        className,
      )}
    >
      {busy ? <Spinner /> : icon}
      {children}
    </button>
  );
}

export interface IconButtonProps extends Omit<ButtonProps, 'children' | 'icon'> {
  /** The accessible name, also shown as tooltip. */
  readonly label: string;
  readonly icon: ReactNode;
  /** Shown beside the label in the tooltip: "Ctrl K". */
  readonly keys?: string | undefined;
}

/** An action shown by its icon alone, with its name as tooltip. */
export function IconButton(props: IconButtonProps) {
  const { label, icon, keys, variant = 'ghost', className, ...rest } = props;
  return (
    <Tooltip content={label} keys={keys}>
      <Button
        {...rest}
        variant={variant}
        icon={icon}
        aria-label={label}
        className={clsx(styles.icon, className)}
      />
    </Tooltip>
  );
}
