import type { ClusterView } from '#shared/contract/clusters';
import type { ChangeOutcome } from '#shared/contract/keys';
import type { KeyRecord } from '#shared/keys/record';
import { kindOf } from '#shared/kinds/registry';
import { Banner, Button, Dialog, SummaryText, formatInstant } from '../../ui';
import { SecretField, TryKey } from '../key-secret';
import styles from './created-dialog.module.css';
import { offerRefusal } from './refusal';

interface CreatedDialogProps {
  readonly outcome: Extract<ChangeOutcome, { readonly outcome: 'done' }>;
  readonly cluster: ClusterView;
  /** The key whose place the new one is to take. */
  readonly replaced: KeyRecord | null;
  readonly onDone: () => void;
}

/** The new key: its secret, what it can do, and a real request to see it work. */
export function CreatedDialog({ outcome, cluster, replaced, onDone }: CreatedDialogProps) {
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
        {replaced !== null && (
          <Banner title={`${replaced.label === '' ? replaced.mask : replaced.label} still works.`}>
            {removalWords(cluster, replaced)}
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

/** How the key that was replaced is got rid of. */
function removalWords(cluster: ClusterView, replaced: KeyRecord): string {
  const when = 'once everything uses the new key';
  return offerRefusal(cluster, replaced, 'remove') === null
    ? `Delete it ${when}.`
    : `Remove it where ${cluster.name} is administered, ${when}.`;
}
