import type { ReactNode } from 'react';
import { type FieldNote, FieldNotes } from '../../ui';
import styles from './section.module.css';

export interface SectionFrameProps {
  readonly id: string;
  readonly title: string;
  /** At the right end of the title row. */
  readonly action?: ReactNode;
  /** What this part of the key means, and what blank means. */
  readonly lead?: ReactNode;
  readonly children: ReactNode;
}

/** One section of the form, named by its heading so that the section list can lead to it. */
export function SectionFrame({ id, title, action, lead, children }: SectionFrameProps) {
  return (
    <section id={sectionElementId(id)} className={styles.section} aria-labelledby={`${id}-title`}>
      <div className={styles.head}>
        <h2 id={`${id}-title`} className={styles.title}>
          {title}
        </h2>
        {action}
      </div>
      {lead !== undefined && <p className={styles.lead}>{lead}</p>}
      {children}
    </section>
  );
}

/** The element of a section in the page, for scrolling to it. */
export function sectionElementId(id: string): string {
  return `editor-section-${id}`;
}

/** Remarks on a member whose control is no single field; takes no room when there are none. */
export function Notes({ notes }: { readonly notes: readonly FieldNote[] }) {
  return notes.length === 0 ? null : <FieldNotes notes={notes} />;
}
