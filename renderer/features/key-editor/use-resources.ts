import { useQuery } from '@tanstack/react-query';
import type { ClusterResources, ClusterView } from '#shared/contract/clusters';
import { bridge } from '../../bridge';

const NOTHING: ClusterResources = { names: null, users: [], organizations: [] };

/** What is known of the cluster, for suggestions; nothing while it is not known or cannot be read. */
export function useResources(cluster: Pick<ClusterView, 'id' | 'workOffline'>): ClusterResources {
  const { data } = useQuery({
    queryKey: [cluster.id, 'resources'],
    queryFn: ({ signal }) => bridge.call('clusters.resources', { id: cluster.id }, { signal }),
    enabled: !cluster.workOffline,
    staleTime: 60_000,
  });
  return data ?? NOTHING;
}
