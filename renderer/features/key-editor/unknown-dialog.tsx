import type { ClusterView } from '#shared/contract/clusters';
import type { ChangeOutcome } from '#shared/contract/keys';
import type { KeyRecord } from '#shared/keys/record';
import { kindOf } from '#shared/kinds/registry';
import { Banner, Button, Dialog, SummaryText, formatInstant } from '../../ui';
import styles from './unknown-dialog.module.css';

interface UnknownDialogProps {
  readonly outcome: Extract<ChangeOutcome, { readonly outcome: 'unknown' }>;
  /** The change was to make a new key. */
  readonly isNew: boolean;
  readonly cluster: Pick<ClusterView, 'name'>;
  readonly onShow: (record: KeyRecord) => void;
  readonly onBack: () => void;
  readonly onClose: () => void;
}

/** The change was sent, but no answer told what became of it: what is known, and what to do. */
export function UnknownDialog({ outcome, isNew, cluster, onShow, onBack, onClose }: UnknownDialogProps) {
  const { probable, message } = outcome;
  return (
    <Dialog
      open
      keepOpen
      wide
      onClose={onBack}
      title="What became of the change is not known"
      footer={
        <>
          <Button onClick={onBack}>Back to the form</Button>
          {probable === null ? (
            <Button variant="primary" onClick={onClose}>
              Close the editor
            </Button>
          ) : (
            <Button variant="primary" onClick={() => onShow(probable)}>
              Show this key
            </Button>
          )}
        </>
      }
    >
      <div className={styles.body}>
        <Banner tone="warn">{message}</Banner>
        {probable === null ? (
          <p>
            {isNew
              ? `No key on ${cluster.name} fits what was sent, as far as it can be read now. It may still appear. Sync before you create the key again, so that it does not exist twice.`
              : `${cluster.name} could not be read afterwards, or still shows the key as it was. Sync to see what holds.`}
          </p>
        ) : (
          <Probable record={probable} isNew={isNew} />
        )}
      </div>
    </Dialog>
  );
}

function Probable({ record, isNew }: { readonly record: KeyRecord; readonly isNew: boolean }) {
  return (
    <>
      {!isNew && <p>The key reads now:</p>}
      <div className={styles.key}>
        <div>
          <strong>{record.label === '' ? 'no description' : record.label}</strong> <code>{record.mask}</code>
        </div>
        <p>
          <SummaryText parts={kindOf(record.kind).summarize(record.spec, formatInstant)} />
        </p>
      </div>
    </>
  );
}
