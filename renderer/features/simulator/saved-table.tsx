import { Ellipsis } from 'lucide-react';
import { useRef, useState } from 'react';
import type { Instant } from '#shared/ids';
import type { NamedRequest } from '#shared/kinds/operation';
import type { PolicyRequest, PreparedDecision, Verdict } from '#shared/policy/decision';
import { Button, IconButton, Menu, MenuItem, TextInput, VisuallyHidden } from '../../ui';
import { VerdictMark } from './decision-view';
import styles from './simulator.module.css';
import type { SavedRequests } from './use-saved-requests';

interface SavedTableProps {
  readonly saved: SavedRequests;
  /** The request that is being tried. */
  readonly current: PolicyRequest;
  readonly after: PreparedDecision;
  readonly before: PreparedDecision | null;
  readonly at: Instant;
  readonly onPick: (request: PolicyRequest) => void;
}

/** Kept requests, a row each, with what becomes of them: before and after an edit, or as things stand. */
export function SavedTable({ saved, current, after, before, at, onPick }: SavedTableProps) {
  const { rows, own, keep, reset } = saved;
  const [renamed, setRenamed] = useState<number | null>(null);
  const table = useRef<HTMLTableElement>(null);
  /** The field of the name goes away; the focus stays in its row. */
  const finish = (position: number) => {
    setRenamed(null);
    requestAnimationFrame(() =>
      table.current?.querySelectorAll('tbody tr')[position]?.querySelector('button')?.focus(),
    );
  };
  const replace = (position: number, row: NamedRequest) =>
    keep(rows.map((old, index) => (index === position ? row : old)));
  return (
    <div>
      <table ref={table} className={styles.table}>
        <caption className={styles.caption}>Kept requests</caption>
        <thead>
          <tr>
            <th scope="col">Request</th>
            {before !== null && <th scope="col">Before</th>}
            <th scope="col">{before === null ? 'Verdict' : 'After'}</th>
            <th scope="col">
              <VisuallyHidden>Actions</VisuallyHidden>
            </th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row, position) => (
            <SavedRow
              key={position}
              row={row}
              after={after.judge(row.request, at).verdict}
              before={before?.judge(row.request, at).verdict ?? null}
              edited={renamed === position}
              onPick={() => onPick(row.request)}
              onEdit={() => setRenamed(position)}
              onRename={(name) => {
                if (name !== null) replace(position, { ...row, name });
                finish(position);
              }}
              onReplace={() => replace(position, { ...row, request: current })}
              onRemove={() => keep(rows.toSpliced(position, 1))}
            />
          ))}
        </tbody>
      </table>
      {rows.length === 0 && <p className={styles.muted}>None is kept.</p>}
      {own && (
        <Button size="small" variant="ghost" className={styles.reset} onClick={reset}>
          Reset to the examples
        </Button>
      )}
    </div>
  );
}

interface SavedRowProps {
  readonly row: NamedRequest;
  readonly after: Verdict;
  readonly before: Verdict | null;
  /** Its name is being typed. */
  readonly edited: boolean;
  readonly onPick: () => void;
  readonly onEdit: () => void;
  /** Null: the name stays. */
  readonly onRename: (name: string | null) => void;
  readonly onReplace: () => void;
  readonly onRemove: () => void;
}

function SavedRow(props: SavedRowProps) {
  const { row, after, before, edited, onPick, onEdit, onRename, onReplace, onRemove } = props;
  const changed = before !== null && before !== after;
  /** The field of the name takes the focus only when the menu does not want it back any more. */
  const wantsName = useRef(false);
  const closed = (): boolean => {
    const edits = wantsName.current;
    wantsName.current = false;
    if (edits) onEdit();
    return edits;
  };
  return (
    <tr data-changed={changed || undefined} data-widened={(changed && after === 'allow') || undefined}>
      <th scope="row">
        {edited ? (
          <NameField name={row.name} onDone={onRename} />
        ) : (
          <button type="button" className={styles.pick} title="Try this request" onClick={onPick}>
            {row.name}
          </button>
        )}
      </th>
      {before !== null && <VerdictCell verdict={before} />}
      <VerdictCell verdict={after} changed={changed} />
      <td>
        <Menu
          align="end"
          onClosed={closed}
          trigger={
            <IconButton
              size="small"
              label={`Actions for ${row.name}`}
              icon={<Ellipsis aria-hidden="true" />}
            />
          }
        >
          <MenuItem
            onSelect={() => {
              wantsName.current = true;
            }}
          >
            Rename
          </MenuItem>
          <MenuItem onSelect={onReplace}>Replace by the request above</MenuItem>
          <MenuItem onSelect={onRemove}>Remove</MenuItem>
        </Menu>
      </td>
    </tr>
  );
}

function VerdictCell({
  verdict,
  changed = false,
}: {
  readonly verdict: Verdict;
  readonly changed?: boolean;
}) {
  return (
    <td className={styles.cell}>
      <span className={styles.cellWords}>
        <VerdictMark verdict={verdict} />
        {verdict}
        {changed && <VisuallyHidden>, changed</VisuallyHidden>}
      </span>
    </td>
  );
}

function NameField({
  name,
  onDone,
}: {
  readonly name: string;
  readonly onDone: (name: string | null) => void;
}) {
  const [text, setText] = useState(name);
  const done = useRef(false);
  const end = (result: string | null) => {
    if (done.current) return;
    done.current = true;
    onDone(result === null || result.trim() === '' ? null : result.trim());
  };
  return (
    <TextInput
      compact
      autoFocus
      aria-label={`Name of ${name}`}
      value={text}
      maxLength={100}
      onChange={setText}
      onFocus={(event) => event.target.select()}
      onBlur={() => end(text)}
      onKeyDown={(event) => {
        if (event.key !== 'Enter' && event.key !== 'Escape') return;
        event.preventDefault();
        event.stopPropagation();
        end(event.key === 'Enter' ? text : null);
      }}
    />
  );
}
