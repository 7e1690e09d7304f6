import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { ClusterView } from '#shared/contract/clusters';
import { askConfirmation } from '../../app/confirmation';
import { clustersQuery } from '../../app/data/queries';
import { bridge } from '../../bridge';
import { formatCount, showToast } from '../../ui';

/** Asks, then removes a cluster from Castellan. Nothing happens on the cluster itself. */
export function useRemoveCluster(): (cluster: ClusterView) => void {
  const client = useQueryClient();
  const { mutate } = useMutation({
    mutationFn: async (cluster: ClusterView) => {
      const answer = await askConfirmation({
        action: 'remove-cluster',
        cluster,
        target: null,
        title: `Remove ${cluster.name} from Castellan?`,
        impact: <Impact cluster={cluster} />,
        confirmLabel: 'Remove cluster',
      });
      if (!answer.confirmed) return null;
      const input = { id: cluster.id, confirmation: answer.token ?? '' };
      await bridge.call('clusters.remove', input);
      return cluster;
    },
    onSuccess: (removed) => {
      if (removed === null) return;
      client.setQueryData(clustersQuery.queryKey, (before) => before?.filter(({ id }) => id !== removed.id));
      client.removeQueries({ queryKey: [removed.id] });
      showToast({ message: `${removed.name} removed from Castellan.` });
    },
    meta: { failure: 'The cluster was not removed' },
  });
  return mutate;
}

function Impact({ cluster }: { readonly cluster: ClusterView }) {
  return (
    <>
      <p>
        The {formatCount(cluster.keyCount)} keys that Castellan knows of it, their history and the stored
        credential are deleted from this computer. This cannot be undone.
      </p>
      <p>Nothing changes on the cluster: its keys keep working.</p>
    </>
  );
}
