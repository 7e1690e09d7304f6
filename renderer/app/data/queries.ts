import { queryOptions, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { DEFAULT_SETTINGS, type Settings } from '#shared/contract/app';
import type { ClusterView } from '#shared/contract/clusters';
import type { ClusterId } from '#shared/ids';
import { bridge } from '../../bridge';
import { servedTheme } from '../theme';

/** What belongs to one cluster has a key that starts with the cluster's id; the rest starts with "app". */
export const settingsQuery = queryOptions({
  queryKey: ['app', 'settings'],
  queryFn: ({ signal }) => bridge.call('settings.get', {}, { signal }),
});

export const clustersQuery = queryOptions({
  queryKey: ['app', 'clusters'],
  queryFn: ({ signal }) => bridge.call('clusters.list', {}, { signal }),
});

export const vaultQuery = queryOptions({
  queryKey: ['app', 'vault'],
  queryFn: ({ signal }) => bridge.call('vault.state', {}, { signal }),
});

export const noticesQuery = queryOptions({
  queryKey: ['app', 'notices'],
  queryFn: ({ signal }) => bridge.call('app.notices', {}, { signal }),
});

export const appInfoQuery = queryOptions({
  queryKey: ['app', 'info'],
  queryFn: ({ signal }) => bridge.call('app.info', {}, { signal }),
});

/** Everything asked about the keys of one cluster: asked again when `keys:changed` names it. */
export function clusterKeysPrefix(clusterId: ClusterId): readonly [ClusterId, 'keys'] {
  return [clusterId, 'keys'];
}

/** The clusters in the order of the sidebar; undefined until they are known. */
export function useClusters(): readonly ClusterView[] | undefined {
  return useQuery(clustersQuery).data;
}

export function useCluster(id: ClusterId | null): ClusterView | null {
  return useClusters()?.find((cluster) => cluster.id === id) ?? null;
}

const atFirst: Settings = { ...DEFAULT_SETTINGS, theme: servedTheme() };

/** The settings in force; until they are known the defaults, with the theme that the page came with. */
export function useSettings(): Settings {
  return useQuery(settingsQuery).data ?? atFirst;
}

/** Changes some settings: at once on screen, taken back when they cannot be saved. */
export function useUpdateSettings(): (change: Partial<Settings>) => void {
  const client = useQueryClient();
  const { mutate } = useMutation({
    mutationFn: (change: Partial<Settings>) => bridge.call('settings.update', change),
    onMutate: (change) => {
      const before = client.getQueryData(settingsQuery.queryKey);
      if (before !== undefined) client.setQueryData(settingsQuery.queryKey, { ...before, ...change });
      return { before };
    },
    onSuccess: (saved) => client.setQueryData(settingsQuery.queryKey, saved),
    onError: (_error, _change, context) => client.setQueryData(settingsQuery.queryKey, context?.before),
    meta: { failure: 'The setting was not saved' },
  });
  return mutate;
}
