import { useMemo, useState } from 'react';
import type { SpecProblem } from '#shared/kinds/kind';
import { Button, Code, Dialog, formatCount } from '../../ui';
import styles from './scope-editor.module.css';
import { removeEntries } from '#shared/scopes/tree/list-edits';
import { tidyable } from './marks';

interface TidyBarProps<Spec> {
  readonly entries: readonly string[];
  readonly problems: readonly SpecProblem<Spec>[];
  readonly onTidy: (entries: readonly string[]) => void;
  readonly onShow: (index: number) => void;
}

/** Stands above a list in which entries have no effect: leads to them, and removes them after showing what goes. */
export function TidyBar<Spec>({ entries, problems, onTidy, onShow }: TidyBarProps<Spec>) {
  const [open, setOpen] = useState(false);
  const [next, setNext] = useState(0);
  const positions = useMemo(() => tidyable(entries, problems), [entries, problems]);
  if (positions.length === 0) return null;
  const showNext = () => {
    onShow(positions[next % positions.length] ?? 0);
    setNext(next + 1);
  };
  return (
    <div className={styles.tidy}>
      <span className={styles.tidyText}>{countOf(positions.length)}</span>
      <Button size="small" onClick={showNext}>
        Show
      </Button>
      <Button size="small" onClick={() => setOpen(true)}>
        Tidy…
      </Button>
      <TidyDialog
        open={open}
        entries={entries}
        positions={positions}
        problems={problems}
        onClose={() => setOpen(false)}
        onTidy={() => {
          setOpen(false);
          onTidy(removeEntries(entries, new Set(positions)));
        }}
      />
    </div>
  );
}

function countOf(count: number): string {
  return count === 1 ? '1 entry has no effect' : `${formatCount(count)} entries have no effect`;
}

interface TidyDialogProps<Spec> {
  readonly open: boolean;
  readonly entries: readonly string[];
  readonly positions: readonly number[];
  readonly problems: readonly SpecProblem<Spec>[];
  readonly onClose: () => void;
  readonly onTidy: () => void;
}

const LISTED = 100;

function TidyDialog<Spec>({ open, entries, positions, problems, onClose, onTidy }: TidyDialogProps<Spec>) {
  const going = new Set(positions);
  const reasons = new Map(problems.map((problem) => [problem.index, problem.because]));
  const kept = removeEntries(entries, going);
  return (
    <Dialog
      open={open}
      onClose={onClose}
      title="Tidy the list"
      wide
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button variant="primary" onClick={onTidy}>
            {positions.length === 1 ? 'Remove 1 entry' : `Remove ${formatCount(positions.length)} entries`}
          </Button>
        </>
      }
    >
      <p>
        {`${formatCount(entries.length)} entries before, ${formatCount(kept.length)} after. The key reaches the same: each entry that goes is covered by one that stays.`}
      </p>
      <div className={styles.beforeAfter}>
        <div>
          <h3 className={styles.subhead}>{`Goes: ${formatCount(positions.length)}`}</h3>
          <ul className={styles.entries}>
            {[...positions].slice(0, LISTED).map((position) => (
              <li key={position}>
                <del>
                  <Code>{entries[position]}</Code>
                </del>{' '}
                <span className={styles.muted}>
                  covered by <Code>{reasons.get(position)}</Code>
                </span>
              </li>
            ))}
            {positions.length > LISTED && <More count={positions.length - LISTED} />}
          </ul>
        </div>
        <div>
          <h3 className={styles.subhead}>{`Stays: ${formatCount(kept.length)}`}</h3>
          <ul className={styles.entries}>
            {kept.slice(0, LISTED).map((entry, position) => (
              <li key={position}>
                <Code>{entry}</Code>
              </li>
            ))}
            {kept.length > LISTED && <More count={kept.length - LISTED} />}
          </ul>
        </div>
      </div>
    </Dialog>
  );
}

function More({ count }: { readonly count: number }) {
  return <li className={styles.muted}>{`and ${formatCount(count)} more`}</li>;
}
