import { useEffect, useMemo, useRef, useState } from 'react';
import type { SpecProblem } from '#shared/kinds/kind';
import { linesOf } from '#shared/scopes/tree/list-edits';
import { FieldNotes, TextArea, formatCount } from '../../ui';
import { Gutter } from './gutter';
import { marksOf } from './marks';
import styles from './scope-editor.module.css';

interface EntryTextProps<Spec> {
  readonly label: string;
  readonly entries: readonly string[];
  readonly problems: readonly SpecProblem<Spec>[];
  readonly onChange: (entries: readonly string[]) => void;
  /** An entry to select; a new object asks anew. */
  readonly shown: { readonly at: number } | null;
}

/** At most this many lines are spoken about below the text. */
const SHOWN = 12;

function sameEntries(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && a.every((entry, index) => entry === b[index]);
}

/** The entries as lines of text; blank lines are kept while typing and mean nothing. */
export function EntryText<Spec>({ label, entries, problems, onChange, shown }: EntryTextProps<Spec>) {
  const [typed, setTyped] = useState(() => entries.join('\n'));
  const [scrollTop, setScrollTop] = useState(0);
  const area = useRef<HTMLTextAreaElement>(null);
  const text = sameEntries(linesOf(typed), entries) ? typed : entries.join('\n');
  const lines = useMemo(() => lineNumbers(text), [text]);
  const marks = useMemo(
    () =>
      [...marksOf(problems)]
        .toSorted(([a], [b]) => a - b)
        .map(([index, mark]) => ({ line: lines[index] ?? index + 1, mark })),
    [problems, lines],
  );
  const severities = useMemo(
    () => new Map(marks.map(({ line, mark }) => [line, mark.problem.severity])),
    [marks],
  );
  const selected = useRef<object | null>(null);
  useEffect(() => {
    if (shown === null || shown === selected.current) return;
    selected.current = shown;
    selectLine(area.current, lines[shown.at] ?? 1);
  }, [shown, lines]);
  return (
    <div className={styles.textMode}>
      <div className={styles.textBox}>
        <Gutter count={text.split('\n').length} severities={severities} scrollTop={scrollTop} />
        <TextArea
          mono
          ref={area}
          wrap="off"
          rows={Math.min(24, Math.max(8, entries.length + 2))}
          aria-label={`${label}, one a line`}
          value={text}
          onScroll={(event) => setScrollTop(event.currentTarget.scrollTop)}
          onChange={(next) => {
            setTyped(next);
            onChange(linesOf(next));
          }}
        />
      </div>
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

/** Selects a line (from 1) and gives the text the focus, which scrolls to it. */
function selectLine(area: HTMLTextAreaElement | null, line: number): void {
  if (area === null) return;
  const before = area.value.split('\n').slice(0, line - 1);
  const from = before.reduce((sum, one) => sum + one.length + 1, 0);
  const end = area.value.indexOf('\n', from);
  // Only a collapsed selection is scrolled to, when the focus comes.
  area.blur();
  area.setSelectionRange(from, from);
  area.focus();
  area.setSelectionRange(from, end < 0 ? area.value.length : end);
}
