import { useQuery } from '@tanstack/react-query';
import type { ClusterView } from '#shared/contract/clusters';
import { bridge } from '../../bridge';

const NONE: readonly string[] = [];

/** Names that scopes can point at, for suggestions; empty while they are not known or cannot be read. */
export function useResources(cluster: Pick<ClusterView, 'id' | 'workOffline'>): readonly string[] {
  const { data } = useQuery({
    queryKey: [cluster.id, 'resources'],
    queryFn: ({ signal }) => bridge.call('clusters.resources', { id: cluster.id }, { signal }),
    enabled: !cluster.workOffline,
    staleTime: 60_000,
  });
  return data?.names ?? NONE;
}
