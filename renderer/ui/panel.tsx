import type { ReactNode } from 'react';
import styles from './panel.module.css';

export interface PanelCardProps {
  readonly title: string;
  readonly action?: ReactNode;
  readonly children: ReactNode;
}

/** A titled part of the live panel or of the details pane. */
export function PanelCard({ title, action, children }: PanelCardProps) {
  return (
    <div>
      <div className={styles.head}>
        <h3 className={styles.title}>{title}</h3>
        {action}
      </div>
      {children}
    </div>
  );
}

export interface DescriptionItem {
  readonly term: string;
  readonly value: ReactNode;
}

/** Names and values in two columns. */
export function DescriptionList({ items }: { readonly items: readonly DescriptionItem[] }) {
  return (
    <dl className={styles.list}>
      {items.map(({ term, value }) => (
        <div key={term} style={{ display: 'contents' }}>
          <dt>{term}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}

/** Text for assistive technology alone. */
export function VisuallyHidden({ children }: { readonly children: ReactNode }) {
  return <span className={styles.hidden}>{children}</span>;
}
