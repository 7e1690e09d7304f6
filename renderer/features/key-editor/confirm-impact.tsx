import type { Environment } from '#shared/contract/clusters';
import type { ChangeInWords, SummaryPart } from '#shared/kinds/kind';
import { EnvironmentTag, SummaryText } from '../../ui';
import { ChangeWords } from '../simulator';
import { ChangeList, type DirectedChange } from './changes';
import styles from './confirm-impact.module.css';

interface ConfirmImpactProps {
  readonly environment: Environment;
  readonly summary: readonly SummaryPart[];
  /** Null for a new key. */
  readonly changes: readonly DirectedChange[] | null;
  /** The same in words; null for a new key. */
  readonly words: ChangeInWords | null;
  /** What else goes with the change. */
  readonly loss: string | null;
}

/** What a save comes to, for the question before it. */
export function ConfirmImpact({ environment, summary, changes, words, loss }: ConfirmImpactProps) {
  return (
    <div className={styles.impact}>
      <p>
        This is a <EnvironmentTag environment={environment} /> cluster.
      </p>
      {words !== null && <ChangeWords change={words} environment={environment} />}
      {changes !== null && changes.length > 0 && <ChangeList changes={changes} />}
      {loss !== null && <p>{loss}</p>}
      <p>
        <SummaryText parts={summary} />
      </p>
    </div>
  );
}
