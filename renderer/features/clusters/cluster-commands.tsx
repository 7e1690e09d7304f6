import { useMemo } from 'react';
import type { ClusterView } from '#shared/contract/clusters';
import { type PassingCommand, useCommand, usePassingCommands } from '../../app/commands/registry';
import { useClusters } from '../../app/data/queries';
import { navigate } from '../../app/router';
import { showToast } from '../../ui';
import { describeError } from '../../app/describe-error';
import { toAppErrorData } from '#shared/errors';
import { allKinds } from '#shared/kinds/registry';
import {
  useCancelSync,
  useMoveCluster,
  useOpenPractice,
  useSetWorkOffline,
  useSync,
} from './cluster-actions';
import { openClusterDialog } from './cluster-dialog-store';
import { sendingBlocked } from './cluster-status';
import { useRemoveCluster } from './remove-cluster';

const NUMBERED = 9;

/** The commands that need no cluster, and one that goes to each cluster. */
export function ClusterCommands() {
  const clusters = useClusters();
  useCommand('cluster.add', () => openClusterDialog({ type: 'add' }));
  const { mutate: openPractice } = useOpenPractice();
  const practice = useMemo(() => allKinds.map((kind) => practiceCommand(kind, openPractice)), [openPractice]);
  usePassingCommands(practice);
  const visits = useMemo(() => (clusters ?? []).map(visitCommand), [clusters]);
  usePassingCommands(visits);
  return null;
}

function practiceCommand(
  { id, name }: Pick<(typeof allKinds)[number], 'id' | 'name'>,
  open: ReturnType<typeof useOpenPractice>['mutate'],
): PassingCommand {
  return {
    id: `practice.open.${id}`,
    title: `Open the ${name} practice cluster`,
    group: 'Cluster',
    also: 'demo try learn',
    run: () =>
      open(id, {
        onError: (thrown) => showToast({ tone: 'danger', message: describeError(toAppErrorData(thrown)) }),
      }),
  };
}

function visitCommand({ id, name, environment }: ClusterView, position: number): PassingCommand {
  return {
    id: `cluster.visit.${id}`,
    title: `${name} (${environment})`,
    group: 'Go to',
    keys: position < NUMBERED ? [`mod+${position + 1}`] : [],
    run: () => navigate({ place: 'keys', clusterId: id }),
  };
}

/** The commands on the cluster in view. */
export function CurrentClusterCommands({ cluster }: { readonly cluster: ClusterView }) {
  const sync = useSync();
  const cancel = useCancelSync();
  const setWorkOffline = useSetWorkOffline();
  const move = useMoveCluster();
  const remove = useRemoveCluster();
  const { id, workOffline } = cluster;
  const syncing = cluster.network.state === 'syncing';
  useCommand('sync.start', () => sync(cluster), syncing ? 'A sync is running.' : sendingBlocked(cluster));
  useCommand('sync.cancel', () => cancel(id), syncing ? null : 'No sync is running.');
  useCommand('cluster.edit', () => openClusterDialog({ type: 'edit', id }));
  useCommand('cluster.replaceCredential', () => openClusterDialog({ type: 'credential', id }));
  useCommand(
    'cluster.workOffline',
    () => setWorkOffline({ id, workOffline: true }),
    workOffline ? 'Working offline already.' : null,
  );
  useCommand(
    'cluster.goOnline',
    () => setWorkOffline({ id, workOffline: false }),
    workOffline ? null : 'Not working offline.',
  );
  useCommand('cluster.moveUp', () => move(id, -1));
  useCommand('cluster.moveDown', () => move(id, 1));
  useCommand('cluster.remove', () => remove(cluster));
  return null;
}
