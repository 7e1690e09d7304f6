import { Check as CheckIcon, Minus, X } from 'lucide-react';
import type { Check, Decision, Verdict } from '#shared/policy/decision';
import { Code, Tag, VisuallyHidden } from '../../ui';
import styles from './simulator.module.css';
import { CHECK_WORDS, deciderWords, effectWords, outcomeWord, reasonOf } from './words';

interface DecisionViewProps {
  readonly decision: Decision;
  /** The verdict before the edit; null where nothing is edited. */
  readonly before: Verdict | null;
  /** Leads to the field that decided. */
  readonly onGo: ((field: string) => void) | null;
}

/** Verdict, what decided it, and every check in order. */
export function DecisionView({ decision, before, onGo }: DecisionViewProps) {
  const { verdict, decidedBy, refusal, effects, checks } = decision;
  const { what, entry } = deciderWords(decision);
  const { field } = decidedBy;
  return (
    <div className={styles.decision}>
      <div role="status" aria-label="Verdict" className={styles.verdict} data-verdict={verdict}>
        <VerdictMark verdict={verdict} />
        <span>
          <strong>{verdict === 'allow' ? 'Allowed' : 'Denied'}</strong> {what}
          {entry !== null && (
            <>
              {' '}
              <Code>{entry}</Code>
            </>
          )}
        </span>
      </div>
      {before !== null && <BeforeNote before={before} after={verdict} />}
      <p className={styles.reason}>
        {reasonOf(decision)}
        {field !== null && onGo !== null && (
          <>
            {' '}
            <button type="button" className={styles.go} onClick={() => onGo(field)}>
              Show in the form
            </button>
          </>
        )}
      </p>
      {refusal !== null && (
        <p className={styles.muted}>
          The answer is <Code>{`${refusal.status} ${refusal.message}`}</Code>
        </p>
      )}
      {effects.length > 0 && (
        <ul className={styles.effects} aria-label="Effects">
          {effects.map((effect, position) => (
            <li key={position}>{effectWords(effect)}</li>
          ))}
        </ul>
      )}
      <ol className={styles.checks} aria-label="Checks in order">
        {checks.map((check, position) => (
          <CheckLine key={position} check={check} />
        ))}
      </ol>
    </div>
  );
}

/** What the edit makes of the verdict; the words say it, the tone only adds to them. */
function BeforeNote({ before, after }: { readonly before: Verdict; readonly after: Verdict }) {
  if (before === after) {
    return (
      <p className={styles.muted}>{`${before === 'allow' ? 'Allowed' : 'Denied'} before this change too.`}</p>
    );
  }
  return (
    <p>
      {after === 'allow' ? (
        <Tag tone="warn">denied before this change</Tag>
      ) : (
        <Tag>allowed before this change</Tag>
      )}
    </p>
  );
}

/** The mark of a verdict; its word stands beside it. */
export function VerdictMark({ verdict }: { readonly verdict: Verdict }) {
  return verdict === 'allow' ? (
    <CheckIcon aria-hidden="true" className={styles.mark} data-verdict="allow" />
  ) : (
    <X aria-hidden="true" className={styles.mark} data-verdict="deny" />
  );
}

function CheckLine({ check }: { readonly check: Check }) {
  const { sort, outcome, explanation } = check;
  return (
    <li className={styles.check} data-outcome={outcome}>
      <OutcomeMark outcome={outcome} />
      <span>
        <span className={styles.checkName}>{CHECK_WORDS[sort]}:</span>
        <VisuallyHidden>{` ${outcomeWord(check)}.`}</VisuallyHidden>{' '}
        {outcome === 'skipped' ? 'not reached' : explanation}
      </span>
    </li>
  );
}

function OutcomeMark({ outcome }: Pick<Check, 'outcome'>) {
  switch (outcome) {
    case 'pass':
      return <CheckIcon aria-hidden="true" className={styles.mark} data-verdict="allow" />;
    case 'fail':
      return <X aria-hidden="true" className={styles.mark} data-verdict="deny" />;
    case 'skipped':
      return <Minus aria-hidden="true" className={styles.mark} />;
  }
}
