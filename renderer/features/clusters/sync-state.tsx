import { clsx } from 'clsx';
import { RefreshCw } from 'lucide-react';
import type { ClusterView } from '#shared/contract/clusters';
import { kindOf } from '#shared/kinds/registry';
import { keysOf } from '../../app/commands/shortcuts';
import { IconButton, ProgressBar, RelativeTime } from '../../ui';
import { useCancelSync, useSync } from './cluster-actions';
import { clusterStatus, sendingBlocked } from './cluster-status';
import styles from './sync-state.module.css';

/** Kind, age of what is shown and the way to renew it; while a sync runs, its progress and Cancel. */
export function SyncState({ cluster }: { readonly cluster: ClusterView }) {
  const sync = useSync();
  const cancel = useCancelSync();
  const { network } = cluster;
  if (network.state === 'syncing') {
    return (
      <div className={styles.state}>
        <span className={clsx(styles.words, styles.beside)}>{kindOf(cluster.kind).name} · syncing</span>
        <ProgressBar
          label={`Syncing ${cluster.name}`}
          done={network.done}
          total={network.total}
          unit="keys"
          onCancel={() => cancel(cluster.id)}
        />
      </div>
    );
  }
  const blocked = sendingBlocked(cluster);
  return (
    <div className={styles.state}>
      <span className={styles.words}>
        {kindOf(cluster.kind).name} · <Age cluster={cluster} />
      </span>
      <IconButton
        size="small"
        label={blocked ?? 'Sync now'}
        keys={blocked === null ? keysOf('sync.start') : undefined}
        disabled={blocked !== null}
        icon={<RefreshCw aria-hidden="true" />}
        onClick={() => sync(cluster)}
      />
    </div>
  );
}

function Age({ cluster }: { readonly cluster: ClusterView }) {
  const { words } = clusterStatus(cluster);
  const { syncedAt } = cluster;
  if (syncedAt === null) return words === 'online' ? 'not synced yet' : words;
  const asOf = <RelativeTime past at={syncedAt} />;
  return words === 'online' || words === 'not contacted yet' ? (
    <>synced {asOf}</>
  ) : (
    <>
      {words}, as of {asOf}
    </>
  );
}
