import { useState } from 'react';
import type { SpecProblem } from '#shared/kinds/kind';
import { FieldNotes, TextArea, formatCount } from '../../ui';
import styles from './scope-editor.module.css';
import { linesOf } from '#shared/scopes/tree/list-edits';
import { marksOf } from './marks';

interface EntryTextProps<Spec> {
  readonly label: string;
  readonly entries: readonly string[];
  readonly problems: readonly SpecProblem<Spec>[];
  readonly onChange: (entries: readonly string[]) => void;
}

/** At most this many lines are spoken about below the text. */
const SHOWN = 12;

function sameEntries(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && a.every((entry, index) => entry === b[index]);
}

/** The entries as lines of text; blank lines are kept while typing and mean nothing. */
export function EntryText<Spec>({ label, entries, problems, onChange }: EntryTextProps<Spec>) {
  const [typed, setTyped] = useState(() => entries.join('\n'));
  const text = sameEntries(linesOf(typed), entries) ? typed : entries.join('\n');
  const lines = lineNumbers(text);
  const marks = [...marksOf(problems)]
    .toSorted(([a], [b]) => a - b)
    .map(([index, mark]) => ({ line: lines[index] ?? index + 1, mark }));
  return (
    <div className={styles.textMode}>
      <TextArea
        mono
        rows={Math.min(24, Math.max(8, entries.length + 2))}
        aria-label={`${label}, one a line`}
        value={text}
        onChange={(next) => {
          setTyped(next);
          onChange(linesOf(next));
        }}
      />
      <FieldNotes
        notes={marks.slice(0, SHOWN).map(({ line, mark }) => ({
          severity: mark.problem.severity,
          message: `Line ${formatCount(line)}: ${mark.problem.message}`,
        }))}
      />
      {marks.length > SHOWN && (
        <p className={styles.muted}>{`${formatCount(marks.length - SHOWN)} more lines have remarks.`}</p>
      )}
    </div>
  );
}

/** The line (from 1) on which each entry stands. */
function lineNumbers(text: string): readonly number[] {
  return text.split(/\r\n|\r|\n/).flatMap((line, index) => (line.trim() === '' ? [] : [index + 1]));
}
