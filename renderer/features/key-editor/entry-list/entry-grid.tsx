import { Pencil, X } from 'lucide-react';
import { type KeyboardEvent, useEffect, useMemo, useState } from 'react';
import type { SpecProblem } from '#shared/kinds/kind';
import { FieldNotes, IconButton, useRowWindow } from '../../../ui';
import styles from './entry-list.module.css';
import { EntryInput } from './entry-input';
import { removeEntries, replaceEntry } from './entries';
import { type EntryMark, marksOf, positionOf } from './marks';

const ROW = 34;
/** The box grows with its entries up to this many rows, then it scrolls. */
const MOST_ROWS = 10;

interface EntryGridProps<Spec> {
  readonly id: string;
  readonly label: string;
  readonly entries: readonly string[];
  readonly problems: readonly SpecProblem<Spec>[];
  readonly active: number;
  readonly onActive: (index: number) => void;
  readonly onChange: (entries: readonly string[]) => void;
  readonly onFix: (fix: (spec: Spec) => Spec) => void;
  /** An entry to scroll to and to put the focus on; a new object asks anew. */
  readonly show: { readonly index: number } | null;
  readonly whenEmpty: string;
}

function useMarks<Spec>(problems: readonly SpecProblem<Spec>[]): ReadonlyMap<number, EntryMark<Spec>> {
  return useMemo(() => marksOf(problems), [problems]);
}

/** The entries as rows: arrows move, Enter edits, Delete removes, Space selects for removing several at once. */
export function EntryGrid<Spec>(props: EntryGridProps<Spec>) {
  const { id, label, entries, problems, active, onActive, onChange, onFix, show, whenEmpty } = props;
  const marks = useMarks(problems);
  const [editing, setEditing] = useState<number | null>(null);
  const [chosen, setChosen] = useState<ReadonlySet<number>>(new Set());
  const {
    ref,
    window: seen,
    pageSize,
    show: scrollTo,
  } = useRowWindow({ total: entries.length, rowHeight: ROW });
  useEffect(() => {
    if (show !== null) scrollTo(show.index);
  }, [show, scrollTo]);

  const move = (index: number) => {
    const next = Math.max(0, Math.min(entries.length - 1, index));
    onActive(next);
    scrollTo(next);
  };
  const remove = (positions: ReadonlySet<number>) => {
    onChange(removeEntries(entries, positions));
    setChosen(new Set());
    move(Math.min(...positions));
  };
  const finish = (text: string | null) => {
    if (text !== null && editing !== null && text !== entries[editing]) {
      onChange(replaceEntry(entries, editing, text));
    }
    setEditing(null);
    document.getElementById(id)?.focus();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.target !== event.currentTarget || event.ctrlKey !== (event.key === 'a') || event.metaKey)
      return;
    const step = gridStep(event.key, { active, total: entries.length, pageSize: pageSize });
    if (step !== null) move(step);
    else if (event.key === 'Enter' || event.key === 'F2') setEditing(active);
    else if (event.key === 'Delete' || event.key === 'Backspace')
      remove(chosen.size > 0 ? chosen : new Set([active]));
    else if (event.key === ' ') setChosen(toggled(chosen, active));
    else if (event.key === 'a') setChosen(new Set(entries.keys()));
    else return;
    event.preventDefault();
  };
  const edit = (index: number) => {
    onActive(index);
    setEditing(index);
  };
  if (entries.length === 0) return <p className={styles.empty}>{whenEmpty}</p>;
  const drawn = entries.slice(seen.first, seen.end);
  const isDrawn = active >= seen.first && active < seen.end;
  return (
    <div>
      <div
        ref={ref}
        id={id}
        role="grid"
        tabIndex={0}
        aria-label={label}
        aria-rowcount={entries.length}
        aria-multiselectable="true"
        aria-activedescendant={isDrawn ? `${id}-${active}` : undefined}
        className={styles.grid}
        style={{ height: Math.min(entries.length, MOST_ROWS) * ROW + 2 }}
        onKeyDown={onKeyDown}
        onClick={(event) => {
          const index = rowAt(event.target);
          if (index !== null) onActive(index);
        }}
        onDoubleClick={(event) => {
          const index = rowAt(event.target);
          if (index !== null) edit(index);
        }}
      >
        <div role="rowgroup" style={{ height: seen.height, paddingTop: seen.top }}>
          {drawn.map((entry, offset) => {
            const index = seen.first + offset;
            return (
              <EntryRow
                key={index}
                id={`${id}-${index}`}
                index={index}
                entry={entry}
                mark={marks.get(index) ?? null}
                active={index === active}
                selected={chosen.has(index)}
                editing={index === editing}
                onEdit={() => edit(index)}
                onRemove={() => remove(new Set([index]))}
                onDone={finish}
              />
            );
          })}
        </div>
      </div>
      <ActiveMark
        entries={entries}
        index={active}
        mark={marks.get(active) ?? null}
        onFix={onFix}
        onJump={move}
      />
    </div>
  );
}

/** The position of the row that was clicked; null for its buttons and its input, which act themselves. */
function rowAt(target: EventTarget): number | null {
  if (!(target instanceof Element) || target.closest('button, input') !== null) return null;
  const index = target.closest('[role=row]')?.getAttribute('aria-rowindex');
  return index === null || index === undefined ? null : Number(index) - 1;
}

function toggled(set: ReadonlySet<number>, index: number): ReadonlySet<number> {
  const next = new Set(set);
  if (!next.delete(index)) next.add(index);
  return next;
}

interface Place {
  readonly active: number;
  readonly total: number;
  readonly pageSize: number;
}

function gridStep(key: string, { active, total, pageSize }: Place): number | null {
  switch (key) {
    case 'ArrowDown':
      return active + 1;
    case 'ArrowUp':
      return active - 1;
    case 'PageDown':
      return active + pageSize;
    case 'PageUp':
      return active - pageSize;
    case 'Home':
      return 0;
    case 'End':
      return total - 1;
    default:
      return null;
  }
}

interface EntryRowProps<Spec> {
  readonly id: string;
  readonly index: number;
  readonly entry: string;
  readonly mark: EntryMark<Spec> | null;
  readonly active: boolean;
  readonly selected: boolean;
  readonly editing: boolean;
  readonly onEdit: () => void;
  readonly onRemove: () => void;
  readonly onDone: (text: string | null) => void;
}

function EntryRow<Spec>(props: EntryRowProps<Spec>) {
  const { id, index, entry, mark, active, selected, editing, onEdit, onRemove, onDone } = props;
  if (editing) {
    return (
      <div role="row" id={id} aria-rowindex={index + 1} className={styles.row}>
        <div role="gridcell" className={styles.editCell}>
          <EntryInput entry={entry} onDone={onDone} />
        </div>
      </div>
    );
  }
  return (
    <div
      role="row"
      id={id}
      aria-rowindex={index + 1}
      aria-selected={selected}
      data-active={active || undefined}
      className={styles.row}
    >
      <div
        role="gridcell"
        className={styles.entry}
        data-redundant={mark?.redundant || undefined}
        title={entry}
      >
        {entry === '' ? <span className={styles.muted}>empty entry</span> : entry}
      </div>
      <div
        role="gridcell"
        className={styles.mark}
        data-severity={mark?.problem.severity}
        title={mark?.problem.message}
      >
        {mark !== null && markText(mark, entry)}
      </div>
      <div role="gridcell" className={styles.actions}>
        <IconButton
          size="small"
          tabIndex={-1}
          label={`Edit ${entry}`}
          icon={<Pencil aria-hidden="true" />}
          onClick={onEdit}
        />
        <IconButton
          size="small"
          tabIndex={-1}
          label={`Remove ${entry}`}
          icon={<X aria-hidden="true" />}
          onClick={onRemove}
        />
      </div>
    </div>
  );
}

/** The remark in short; the entry itself stands beside it already. */
function markText<Spec>({ problem, redundant }: EntryMark<Spec>, entry: string) {
  const { message, because } = problem;
  if (!redundant) return message.startsWith(`${entry}: `) ? message.slice(entry.length + 2) : message;
  return because === entry ? (
    'no effect: stands here twice'
  ) : (
    <>
      no effect: <span className={styles.code}>{because}</span> covers it
    </>
  );
}

interface ActiveMarkProps<Spec> {
  readonly entries: readonly string[];
  readonly index: number;
  readonly mark: EntryMark<Spec> | null;
  readonly onFix: (fix: (spec: Spec) => Spec) => void;
  readonly onJump: (index: number) => void;
}

/** What there is to say about the entry that the keyboard is on, in full, with its remedies. */
function ActiveMark<Spec>({ entries, index, mark, onFix, onJump }: ActiveMarkProps<Spec>) {
  if (mark === null) return null;
  const { problem } = mark;
  const { fix, because } = problem;
  const target = because === undefined ? -1 : positionOf(entries, because, index);
  return (
    <div className={styles.activeMark}>
      <FieldNotes
        notes={[
          {
            severity: problem.severity,
            message: problem.message,
            ...(fix === undefined ? {} : { fix: { label: fix.label, onClick: () => onFix(fix.apply) } }),
          },
          ...(target === -1
            ? []
            : [
                {
                  severity: 'hint' as const,
                  message: 'The entry that covers it:',
                  fix: { label: `Go to ${because}`, onClick: () => onJump(target) },
                },
              ]),
        ]}
      />
    </div>
  );
}
