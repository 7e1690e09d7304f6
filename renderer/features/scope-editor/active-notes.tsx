import type { Grant } from '#shared/scopes/tree/states';
import type { TreeRow } from '#shared/scopes/tree/rows';
import { type FieldNote, FieldNotes } from '../../ui';
import { positionOf, type EntryMark } from './marks';
import styles from './scope-editor.module.css';

interface ActiveNotesProps<Spec> {
  readonly list: readonly string[];
  readonly row: TreeRow;
  readonly grant: Grant;
  readonly mark: EntryMark<Spec> | null;
  readonly onFix: (fix: (spec: Spec) => Spec) => void;
  readonly onJump: (at: number) => void;
}

/** What there is to say about the row that the keyboard is on, in full, with its remedies and the way to the cause. */
export function ActiveNotes<Spec>({ list, row, grant, mark, onFix, onJump }: ActiveNotesProps<Spec>) {
  const notes: FieldNote[] = [];
  if (mark !== null) {
    const { severity, message, fix } = mark.problem;
    notes.push({
      severity,
      message,
      fix: fix === undefined ? undefined : { label: fix.label, onClick: () => onFix(fix.apply) },
    });
  }
  const because = causeOf({ list, row, grant, mark });
  const cause = list[because];
  if (cause !== undefined) {
    notes.push({
      severity: 'hint',
      message: mark === null ? `${row.text} is allowed by ${cause}.` : 'The entry that covers it:',
      fix: { label: `Go to ${cause}`, onClick: () => onJump(because) },
    });
  }
  if (notes.length === 0) return null;
  return (
    <div className={styles.activeMark}>
      <FieldNotes notes={notes} />
    </div>
  );
}

type CauseInput<Spec> = Pick<ActiveNotesProps<Spec>, 'list' | 'row' | 'grant' | 'mark'>;

/** The position of the entry that explains the row, or -1. */
function causeOf<Spec>({ list, row, grant, mark }: CauseInput<Spec>): number {
  if (mark === null) return grant.state === 'by' ? grant.entry : -1;
  const { because } = mark.problem;
  return because === undefined ? -1 : positionOf(list, because, row.entries[0] ?? -1);
}
