import { clsx } from 'clsx';
import type { ReactNode } from 'react';
import type { Environment } from '#shared/contract/clusters';
import styles from './tag.module.css';

/** `warn` marks what widens or warns, `danger` what destroys or is invalid; nothing else is amber or red. */
export type Tone = 'neutral' | 'accent' | 'warn' | 'danger';

export interface TagProps {
  readonly tone?: Tone | undefined;
  readonly title?: string | undefined;
  readonly children: ReactNode;
}

/** A short mark inside a row or beside a title. */
export function Tag({ tone = 'neutral', title, children }: TagProps) {
  return (
    <span className={clsx(styles.tag, tone !== 'neutral' && styles[tone])} title={title}>
      {children}
    </span>
  );
}

/** The environment's word in its own hue. */
export function EnvironmentTag({ environment }: { readonly environment: Environment }) {
  return (
    <span className={styles.environment} data-env={environment}>
      {environment}
    </span>
  );
}
