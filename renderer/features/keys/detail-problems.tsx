import { useMemo } from 'react';
import type { KeyRecord } from '#shared/keys/record';
import type { AnySpec, SpecProblem } from '#shared/kinds/kind';
import { kindOf } from '#shared/kinds/registry';
import { Button, Tag, formatCount, useNow } from '../../ui';
import styles from './details.module.css';
import type { KeyAction } from './use-key-actions';

/** More are counted; the editor shows them all at their entries. */
const SHOWN = 4;

/** What there is to say about a key's spec, as cards; mending is done in the editor. */
export function DetailProblems({ record, edit }: { readonly record: KeyRecord; readonly edit: KeyAction }) {
  const now = useNow();
  const problems = useMemo(
    () =>
      kindOf(record.kind)
        .check(record.spec, now)
        .filter(({ severity }) => severity !== 'hint'),
    [record, now],
  );
  if (problems.length === 0 || record.admin) return null;
  const rest = problems.length - SHOWN;
  return (
    <div className={styles.problems} role="group" aria-label="Problems">
      {problems.slice(0, SHOWN).map((problem, position) => (
        <div key={position} className={styles.problem}>
          <div>
            <Tag tone={problem.severity === 'error' ? 'danger' : 'warn'}>{tagOf(problem)}</Tag>
          </div>
          <div className={styles.problemText}>{problem.message}</div>
        </div>
      ))}
      <div className={styles.problemsFoot}>
        {rest > 0 && <span className={styles.muted}>{`and ${formatCount(rest)} more`}</span>}
        {edit.disabled === null && (
          <Button size="small" onClick={edit.run}>
            Open in the editor
          </Button>
        )}
      </div>
    </div>
  );
}

function tagOf({ rule, severity }: SpecProblem<AnySpec>): string {
  if (/-(?:redundant|duplicate)$/.test(rule)) return 'no effect';
  return severity === 'error' ? 'problem' : 'warning';
}
