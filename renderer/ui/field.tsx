import { clsx } from 'clsx';
import { CircleAlert, Info, TriangleAlert } from 'lucide-react';
import { type ReactNode, useId, useMemo } from 'react';
import { assertNever } from '#shared/errors';
import { FieldContext } from './field-context';
import styles from './field.module.css';
import { VisuallyHidden } from './panel';

export interface FieldNote {
  readonly severity: 'error' | 'warning' | 'hint';
  readonly message: ReactNode;
  /** A remedy that is applied with one click. */
  readonly fix?: { readonly label: string; readonly onClick: () => void } | undefined;
}

export interface FieldProps {
  readonly label: string;
  /** What the member means, its default and limits. */
  readonly help?: ReactNode;
  /** Shorthand for one note of severity error. */
  readonly error?: ReactNode;
  readonly notes?: readonly FieldNote[] | undefined;
  readonly required?: boolean | undefined;
  /** Says "optional" beside the label; for forms where most fields are required. */
  readonly optional?: boolean | undefined;
  /** At the right end of the label row. */
  readonly action?: ReactNode;
  /** The label is there for assistive technology alone: what stands above says the same. */
  readonly hideLabel?: boolean | undefined;
  /** The member of a form that is edited here, so that a problem of it can lead here. */
  readonly field?: string | undefined;
  readonly children: ReactNode;
}

/** A control with its label, help and messages, tied together for assistive technology. */
export function Field(props: FieldProps) {
  const { label, help, error, notes = [], required = false, optional = false, action, children } = props;
  const hideLabel = props.hideLabel === true;
  const id = useId();
  const all: readonly FieldNote[] = hasContent(error)
    ? [{ severity: 'error', message: error }, ...notes]
    : notes;
  const helpId = hasContent(help) ? `${id}-help` : undefined;
  const notesId = all.length > 0 ? `${id}-notes` : undefined;
  const describedBy = [helpId, notesId].filter((part) => part !== undefined).join(' ') || undefined;
  const invalid = all.some((note) => note.severity === 'error');
  const wiring = useMemo(
    () => ({ id, describedBy, invalid, required }),
    [id, describedBy, invalid, required],
  );
  return (
    <div className={styles.field} data-field={props.field}>
      <div className={styles.head}>
        <label className={clsx(styles.label, hideLabel && styles.hidden)} htmlFor={id}>
          {label}
          {optional && <span className={styles.optional}>optional</span>}
        </label>
        {action}
      </div>
      <FieldContext value={wiring}>{children}</FieldContext>
      {helpId !== undefined && (
        <div id={helpId} className={styles.help}>
          {help}
        </div>
      )}
      <div aria-live="polite" className={styles.live}>
        {notesId !== undefined && <FieldNotes id={notesId} notes={all} />}
      </div>
    </div>
  );
}

export type GroupProps = Omit<FieldProps, 'required' | 'optional'>;

/** Several controls under one legend: radio buttons, check boxes. Messages belong to the group. */
export function FieldGroup({
  label,
  help,
  error,
  notes = [],
  action,
  children,
  hideLabel = false,
  field,
}: GroupProps) {
  const id = useId();
  const all: readonly FieldNote[] = hasContent(error)
    ? [{ severity: 'error', message: error }, ...notes]
    : notes;
  const notesId = all.length > 0 ? `${id}-notes` : undefined;
  const helpId = hasContent(help) ? `${id}-help` : undefined;
  const describedBy = [helpId, notesId].filter((part) => part !== undefined).join(' ') || undefined;
  return (
    <div
      role="group"
      aria-labelledby={`${id}-label`}
      aria-describedby={describedBy}
      className={styles.field}
      data-field={field}
    >
      <div className={styles.head} hidden={hideLabel}>
        <span className={styles.label} id={`${id}-label`}>
          {label}
        </span>
        {action}
      </div>
      {children}
      {hasContent(help) && (
        <div id={`${id}-help`} className={styles.help}>
          {help}
        </div>
      )}
      <div aria-live="polite" className={styles.live}>
        {notesId !== undefined && <FieldNotes id={notesId} notes={all} />}
      </div>
    </div>
  );
}

export interface FieldNotesProps {
  readonly id?: string | undefined;
  readonly notes: readonly FieldNote[];
}

/** Messages in the order given, each with its mark and its remedy. */
export function FieldNotes({ id, notes }: FieldNotesProps) {
  return (
    <div id={id} className={styles.notes}>
      {notes.map((note, position) => (
        <div key={position} className={clsx(styles.note, styles[note.severity])}>
          <NoteIcon severity={note.severity} />
          <span>
            <VisuallyHidden>{SPOKEN[note.severity]}</VisuallyHidden> {note.message}{' '}
            {note.fix !== undefined && (
              <button type="button" className={styles.fix} onClick={note.fix.onClick}>
                {note.fix.label}
              </button>
            )}
          </span>
        </div>
      ))}
    </div>
  );
}

/** What the colour and the icon say, for those who see neither. */
const SPOKEN = { error: 'Problem:', warning: 'Warning:', hint: 'Hint:' } as const;

function NoteIcon({ severity }: { readonly severity: FieldNote['severity'] }) {
  switch (severity) {
    case 'error':
      return <CircleAlert aria-hidden="true" />;
    case 'warning':
      return <TriangleAlert aria-hidden="true" />;
    case 'hint':
      return <Info aria-hidden="true" />;
    default:
      return assertNever(severity);
  }
}

function hasContent(node: ReactNode): boolean {
  return node !== undefined && node !== null && node !== false && node !== '';
}
