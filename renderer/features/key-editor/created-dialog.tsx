import type { ClusterView } from '#shared/contract/clusters';
import type { ChangeOutcome } from '#shared/contract/keys';
import { kindOf } from '#shared/kinds/registry';
import { Banner, Button, Dialog, SummaryText, formatInstant } from '../../ui';
import { SecretField, TryKey } from '../key-secret';
import styles from './created-dialog.module.css';

interface CreatedDialogProps {
  readonly outcome: Extract<ChangeOutcome, { readonly outcome: 'done' }>;
  readonly cluster: ClusterView;
  readonly onDone: () => void;
}

/** The new key: its secret, what it can do, and a real request to see it work. */
export function CreatedDialog({ outcome, cluster, onDone }: CreatedDialogProps) {
  const { record, settled } = outcome;
  const kind = kindOf(record.kind);
  return (
    <Dialog
      open
      wide
      keepOpen
      onClose={onDone}
      title={`Key created on ${cluster.name}`}
      footer={
        <Button variant="primary" onClick={onDone}>
          Done
        </Button>
      }
    >
      <div className={styles.body}>
        {!settled && (
          <Banner tone="warn">
            {cluster.name} accepted the key but does not show it yet. Until it does, requests with it can be
            refused.
          </Banner>
        )}
        <SecretField record={record} revealAtOnce />
        <p className={styles.say}>
          <SummaryText parts={kind.summarize(record.spec, formatInstant)} />
        </p>
        {kind.trial !== null && (
          <section className={styles.try}>
            <h3 className={styles.title}>Try it</h3>
            <TryKey record={record} cluster={cluster} trial={kind.trial} />
          </section>
        )}
      </div>
    </Dialog>
  );
}
