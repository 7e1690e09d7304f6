import { Check, ChevronDown, ChevronRight, Minus, Pencil, X } from 'lucide-react';
import type { Grant, Reach } from '#shared/scopes/tree/states';
import type { TreeRow } from '#shared/scopes/tree/rows';
import { IconButton, VisuallyHidden } from '../../ui';
import { EntryInput } from './entry-input';
import { positionOf, type EntryMark } from './marks';
import styles from './scope-editor.module.css';
import { reachWords, type Nouns } from './words';

export interface TreeRowViewProps<Spec> {
  readonly domId: string;
  readonly index: number;
  readonly row: TreeRow;
  /** The text of its entry as it stands in the list; null for a node that is no entry. */
  readonly entry: string | null;
  readonly grant: Grant;
  readonly reach: Reach | null;
  readonly mark: EntryMark<Spec> | null;
  readonly noun: Nouns;
  readonly texts: readonly string[];
  /** Null where nothing is beneath it. */
  readonly open: boolean | null;
  readonly active: boolean;
  readonly chosen: boolean;
  readonly editing: boolean;
  readonly onFold: () => void;
  readonly onCheck: () => void;
  readonly onRename: () => void;
  readonly onRemove: () => void;
  readonly onDone: (text: string | null) => void;
  readonly onJump: (at: number) => void;
}

/** One node: disclosure, check, name, what it reaches now, and what there is to say. */
export function TreeRowView<Spec>(props: TreeRowViewProps<Spec>) {
  const { domId, index, row, entry, grant, reach, mark, noun, texts, open, active, chosen, editing } = props;
  const redundant = mark?.redundant === true || row.sort === 'twin';
  const reached = reachWords(row, grant, reach, { noun, redundant });
  const said = remarkOf(props);
  const name = entry ?? row.text;
  return (
    <div
      role="treeitem"
      tabIndex={-1}
      data-index={index}
      id={domId}
      aria-level={row.level}
      aria-setsize={row.setSize}
      aria-posinset={row.position}
      aria-expanded={open ?? undefined}
      aria-checked={checkedOf(grant)}
      aria-selected={chosen}
      data-active={active || undefined}
      data-entry={entry !== null || undefined}
      className={styles.row}
    >
      <div className={styles.node} style={{ paddingInlineStart: (row.level - 1) * INDENT }}>
        <Disclosure open={open} onFold={props.onFold} />
        <CheckMark grant={grant} onCheck={props.onCheck} />
        {editing ? (
          <EntryInput entry={name} onDone={props.onDone} />
        ) : (
          <span className={styles.name} data-redundant={redundant || undefined} title={name}>
            <NameText name={name} row={row} />
            {row.level === 1 && row.sort === 'place' && (
              <>
                {' '}
                <span className={styles.every}>{`every ${noun.one}`}</span>
              </>
            )}
          </span>
        )}
      </div>
      {!editing && (
        <>
          {' '}
          <span className={styles.reach}>{reached}</span>{' '}
          <span className={styles.mark} data-severity={said.severity} title={said.text}>
            <Remark {...props} texts={texts} />
          </span>
        </>
      )}
      {entry !== null && !editing && (
        // For the mouse; the keyboard has Enter and Delete.
        <span aria-hidden="true" className={styles.actions}>
          <IconButton
            size="small"
            tabIndex={-1}
            label={`Edit ${entry}`}
            icon={<Pencil aria-hidden="true" />}
            onClick={props.onRename}
          />
          <IconButton
            size="small"
            tabIndex={-1}
            label={`Remove ${entry}`}
            icon={<X aria-hidden="true" />}
            onClick={props.onRemove}
          />
        </span>
      )}
    </div>
  );
}

/** Where room is short, what the row above shows already goes first. It is spoken as one word. */
function NameText({ name, row }: { readonly name: string; readonly row: TreeRow }) {
  if (name === '') return <span className={styles.muted}>empty entry</span>;
  const head = row.text.slice(0, row.repeated);
  if (head === '' || !name.startsWith(head)) return <span className={styles.tail}>{name}</span>;
  return (
    <>
      <VisuallyHidden>{name}</VisuallyHidden>
      <span aria-hidden="true" className={styles.head}>
        {head}
      </span>
      <span aria-hidden="true" className={styles.tail}>
        {name.slice(head.length)}
      </span>
    </>
  );
}

/** Px that a level lies further in than the one above it. */
const INDENT = 16;

function checkedOf({ state }: Grant): boolean | 'mixed' | undefined {
  switch (state) {
    case 'granted':
    case 'by':
      return true;
    case 'partly':
      return 'mixed';
    case 'none':
    case 'open':
      return false;
    case 'invalid':
      return undefined;
  }
}

/** For the mouse; the keyboard and assistive technology act on the row itself. */
function Disclosure({ open, onFold }: { readonly open: boolean | null; readonly onFold: () => void }) {
  if (open === null) return <span className={styles.disclosure} />;
  return (
    <span
      aria-hidden="true"
      data-part="disclosure"
      className={styles.disclosure}
      onClick={(event) => {
        event.stopPropagation();
        onFold();
      }}
    >
      {open ? <ChevronDown /> : <ChevronRight />}
    </span>
  );
}

function CheckMark({ grant, onCheck }: { readonly grant: Grant; readonly onCheck: () => void }) {
  return (
    <span
      aria-hidden="true"
      data-part="check"
      data-state={grant.state}
      className={styles.check}
      onClick={(event) => {
        event.stopPropagation();
        onCheck();
      }}
    >
      {(grant.state === 'granted' || grant.state === 'by') && <Check />}
      {grant.state === 'partly' && <Minus />}
    </span>
  );
}

interface Said {
  readonly text: string;
  readonly severity: 'error' | 'warning' | 'hint' | undefined;
  /** The entry that explains it. */
  readonly because: number;
}

/** The remark in short, as text; the entry itself stands beside it already. */
function remarkOf<Spec>({ row, entry, grant, mark, texts }: TreeRowViewProps<Spec>): Said {
  if (mark === null) {
    if (grant.state !== 'by') return { text: '', severity: undefined, because: -1 };
    return { text: `by ${texts[grant.entry] ?? ''}`, severity: undefined, because: grant.entry };
  }
  const { problem, redundant } = mark;
  const { severity, message, because } = problem;
  const own = row.entries[0] ?? -1;
  if (!redundant || because === undefined) {
    const text = message.startsWith(`${entry}: `) ? message.slice(`${entry}: `.length) : message;
    return { text, severity, because: -1 };
  }
  const text = row.sort === 'twin' ? 'no effect: stands here twice' : `no effect: ${because} covers it`;
  return { text, severity, because: positionOf(texts, because, own) };
}

/** The same for the eye, with the entry that explains it to be clicked. */
function Remark<Spec>(props: TreeRowViewProps<Spec>) {
  const { text, because } = remarkOf(props);
  const cause = props.texts[because] ?? '';
  const at = cause === '' ? -1 : text.indexOf(cause);
  if (at < 0) return text;
  return (
    <>
      {text.slice(0, at)}
      <button type="button" tabIndex={-1} className={styles.jump} onClick={() => props.onJump(because)}>
        {cause}
      </button>
      {text.slice(at + cause.length)}
    </>
  );
}
