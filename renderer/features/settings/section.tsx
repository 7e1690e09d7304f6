import { type ReactNode, useId } from 'react';
import styles from './settings.module.css';

export interface SectionProps {
  readonly title: string;
  readonly children: ReactNode;
}

/** One titled part of the settings. */
export function Section({ title, children }: SectionProps) {
  const id = useId();
  return (
    <section className={styles.section} aria-labelledby={id}>
      <h2 id={id}>{title}</h2>
      <div className={styles.body}>{children}</div>
    </section>
  );
}
