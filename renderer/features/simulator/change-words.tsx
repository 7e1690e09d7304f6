import { TriangleAlert } from 'lucide-react';
import type { Environment } from '#shared/contract/clusters';
import type { ChangeInWords, SummaryPart } from '#shared/kinds/kind';
import { SummaryText } from '../../ui';
import styles from './change-words.module.css';

interface ChangeWordsProps {
  readonly change: ChangeInWords;
  readonly environment: Environment;
}

/** An edit in words: what it adds and removes. Adding something on production stands out, in word and tone. */
export function ChangeWords({ change, environment }: ChangeWordsProps) {
  const { adds, removes } = change;
  const grave = adds.length > 0 && environment === 'production';
  return (
    <div
      role="group"
      aria-label="The change in words"
      className={styles.words}
      data-grave={grave || undefined}
    >
      {grave && (
        <p className={styles.lead}>
          <TriangleAlert aria-hidden="true" />
          This widens what the key can do on production.
        </p>
      )}
      <Side verb="Adds" phrases={adds} />
      <Side verb="Removes" phrases={removes} />
    </div>
  );
}

interface SideProps {
  readonly verb: string;
  readonly phrases: readonly (readonly SummaryPart[])[];
}

function Side({ verb, phrases }: SideProps) {
  return (
    <p>
      <span className={styles.verb}>{verb}:</span> {phrases.length === 0 && 'nothing.'}
      {phrases.map((phrase, position) => (
        <span key={position}>
          <SummaryText parts={phrase} />
          {position === phrases.length - 1 ? '.' : '; '}
        </span>
      ))}
    </p>
  );
}
