import type { ClusterView } from '#shared/contract/clusters';
import type { KeyRecord } from '#shared/keys/record';
import { Button, Dialog } from '../../ui';
import { SecretField } from '../key-secret';
import { nameOf } from './asked-change';
import styles from './keys-screen.module.css';

interface RotatedDialogProps {
  readonly cluster: Pick<ClusterView, 'name'>;
  readonly record: KeyRecord;
  readonly onDone: () => void;
}

/** The new secret of a key that was rotated. */
export function RotatedDialog({ cluster, record, onDone }: RotatedDialogProps) {
  return (
    <Dialog
      open
      wide
      keepOpen
      onClose={onDone}
      title={`${nameOf(record)} has a new secret on ${cluster.name}`}
      footer={
        <Button variant="primary" onClick={onDone}>
          Done
        </Button>
      }
    >
      <p className={styles.lead}>The old secret is refused. Put this one where the key is used.</p>
      <SecretField record={record} revealAtOnce />
    </Dialog>
  );
}
