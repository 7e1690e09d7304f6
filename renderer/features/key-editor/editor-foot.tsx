import { Button, Spinner, Tag, formatCount } from '../../ui';
import type { ProblemCounts } from './draft';
import styles from './editor-foot.module.css';
import type { Editing } from './use-editing';
import { progressWords } from './use-submit';

function plural(count: number, one: string, many: string): string {
  return `${formatCount(count)} ${count === 1 ? one : many}`;
}

interface FootSummaryProps<Spec> {
  readonly counts: ProblemCounts;
  readonly editing: Editing<Spec>;
  readonly clusterName: string;
}

/** What the draft's problems come to; while it is sent, how far that is. */
export function FootSummary<Spec>({ counts, editing, clusterName }: FootSummaryProps<Spec>) {
  const { state } = editing.submit;
  if (state.step === 'sending') {
    return (
      <span role="status" className={styles.progress}>
        <Spinner /> {progressWords(state.progress, clusterName)}
      </span>
    );
  }
  return (
    <>
      {counts.errors > 0 && <Tag tone="danger">{plural(counts.errors, 'problem', 'problems')}</Tag>}
      {counts.warnings > 0 && <Tag tone="warn">{plural(counts.warnings, 'warning', 'warnings')}</Tag>}
      {counts.hints > 0 && <Tag>{plural(counts.hints, 'hint', 'hints')}</Tag>}
    </>
  );
}

interface FootButtonsProps<Spec> {
  readonly editing: Editing<Spec>;
  readonly label: string;
  readonly disabled: boolean;
  readonly onCancel: () => void;
  readonly onSend: () => void;
}

/** The one action of the editor, and the way out of it. */
export function FootButtons<Spec>({ editing, label, disabled, onCancel, onSend }: FootButtonsProps<Spec>) {
  const { submit } = editing;
  const busy = submit.state.step === 'sending';
  return (
    <>
      {busy ? (
        <Button onClick={submit.stop}>Stop waiting</Button>
      ) : (
        <Button onClick={onCancel}>Cancel</Button>
      )}
      <Button variant="primary" busy={busy} disabled={disabled} onClick={onSend}>
        {label}
      </Button>
    </>
  );
}
