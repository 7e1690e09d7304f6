import { Code, formatCount } from '../../ui';
import styles from './scope-editor.module.css';

const LISTED = 100;

interface EntryColumnProps {
  readonly title: string;
  readonly entries: readonly string[];
  readonly none: string;
}

/** A list of entries under a heading, cut where it is long. */
export function EntryColumn({ title, entries, none }: EntryColumnProps) {
  return (
    <div>
      <h3 className={styles.subhead}>{title}</h3>
      {entries.length === 0 ? (
        <p className={styles.muted}>{none}</p>
      ) : (
        <ul className={styles.entries}>
          {entries.slice(0, LISTED).map((entry, position) => (
            <li key={position}>
              <Code>{entry}</Code>
            </li>
          ))}
          {entries.length > LISTED && (
            <li className={styles.muted}>{`and ${formatCount(entries.length - LISTED)} more`}</li>
          )}
        </ul>
      )}
    </div>
  );
}
