import type { Instant } from '#shared/ids';
import { diffSpecs, type SpecChange } from '#shared/keys/diff';
import { Code, Tag, formatCount, formatInstant } from '../../ui';
import styles from './changes.module.css';
import type { Direction, KindEditor } from './form';

/** One difference with what it means for the key's reach. */
export interface DirectedChange {
  readonly change: SpecChange;
  readonly direction: Direction | null;
}

/** The differences between two specs, each with its direction. */
export function directedChanges<Spec, Connection>(
  editor: KindEditor<Spec, Connection>,
  before: Spec,
  after: Spec,
): readonly DirectedChange[] {
  const format = (at: Instant) => formatInstant(at);
  return diffSpecs(editor.kind, before, after, format).map((change) => ({
    change,
    direction: editor.direction(before, after, change.field),
  }));
}

/** Longer lists are cut to this many and a count. */
const SHOWN = 8;

/** Differences as lines: what it was, what it becomes, and whether that widens or narrows. */
export function ChangeList({ changes }: { readonly changes: readonly DirectedChange[] }) {
  return (
    <ul className={styles.list}>
      {changes.map(({ change, direction }) => (
        <li key={change.field}>
          <div className={styles.head}>
            <span className={styles.title}>{change.title}</span>
            <DirectionTag direction={direction} />
          </div>
          <ChangeBody change={change} />
        </li>
      ))}
    </ul>
  );
}

function DirectionTag({ direction }: { readonly direction: Direction | null }) {
  switch (direction) {
    case 'widens':
      return <Tag tone="warn">widens</Tag>;
    case 'both':
      return <Tag tone="warn">widens and narrows</Tag>;
    case 'narrows':
      return <Tag>narrows</Tag>;
    case null:
      return null;
  }
}

function ChangeBody({ change }: { readonly change: SpecChange }) {
  switch (change.sort) {
    case 'reordered':
      return <div className={styles.muted}>The same entries in another order.</div>;
    case 'replaced':
      return (
        <div>
          <Value text={change.before} code={change.code} /> → <Value text={change.after} code={change.code} />
        </div>
      );
    case 'values':
      return (
        <>
          {change.added.length > 0 && <Values verb="adds" values={change.added} code={change.code} />}
          {change.removed.length > 0 && <Values verb="removes" values={change.removed} code={change.code} />}
        </>
      );
  }
}

/** Longer values are cut; the fields show them whole. */
const LONGEST = 160;

function Value({ text, code }: { readonly text: string; readonly code: boolean }) {
  const shown = text.length > LONGEST ? `${text.slice(0, LONGEST - 1)}…` : text;
  return code ? <Code>{shown}</Code> : shown;
}

interface ValuesProps {
  readonly verb: string;
  readonly values: readonly string[];
  readonly code: boolean;
}

function Values({ verb, values, code }: ValuesProps) {
  const rest = values.length - SHOWN;
  return (
    <div>
      <span className={styles.muted}>{verb} </span>
      {values.slice(0, SHOWN).map((value, position) => (
        <span key={position}>
          {position > 0 && ', '}
          <Value text={value} code={code} />
        </span>
      ))}
      {rest > 0 && <span className={styles.muted}>{` and ${formatCount(rest)} more`}</span>}
    </div>
  );
}
