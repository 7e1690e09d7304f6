import { CircleAlert, Info, TriangleAlert } from 'lucide-react';
import type { Severity } from '#shared/kinds/kind';
import styles from './scope-editor.module.css';

/** Height of a line of the text in px, and the space above the first one. */
const LINE = 18;
const ABOVE = 6;
/** More lines than a text field of any height shows. */
const DRAWN = 100;

interface GutterProps {
  readonly count: number;
  /** The gravest remark of each line (from 1) that has any. */
  readonly severities: ReadonlyMap<number, Severity>;
  readonly scrollTop: number;
}

/** The numbers of the lines in sight, with a mark where there is something to say. Said in words below the text. */
export function Gutter({ count, severities, scrollTop }: GutterProps) {
  const first = Math.max(0, Math.floor((scrollTop - ABOVE) / LINE));
  const lines = Array.from(
    { length: Math.max(0, Math.min(DRAWN, count - first)) },
    (_, at) => first + at + 1,
  );
  return (
    <div aria-hidden="true" className={styles.gutter}>
      {lines.map((line) => {
        const severity = severities.get(line);
        return (
          <span
            key={line}
            className={styles.line}
            data-severity={severity}
            style={{ top: ABOVE + (line - 1) * LINE - scrollTop }}
          >
            {severity !== undefined && <Mark severity={severity} />}
            {line}
          </span>
        );
      })}
    </div>
  );
}

function Mark({ severity }: { readonly severity: Severity }) {
  switch (severity) {
    case 'error':
      return <CircleAlert />;
    case 'warning':
      return <TriangleAlert />;
    case 'hint':
      return <Info />;
  }
}
