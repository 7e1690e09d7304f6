import type { QueryClient } from '@tanstack/react-query';
import { bridge } from '../../bridge';
import { clusterKeysPrefix, clustersQuery, noticesQuery, settingsQuery, vaultQuery } from './queries';

/** Lets the main process's events renew the cache; answers the function that stops it. */
export function connectEvents(client: QueryClient): () => void {
  const stops = [
    bridge.onEvent('clusters:changed', (clusters) => client.setQueryData(clustersQuery.queryKey, clusters)),
    bridge.onEvent('settings:changed', (settings) => client.setQueryData(settingsQuery.queryKey, settings)),
    bridge.onEvent('vault:changed', (vault) => client.setQueryData(vaultQuery.queryKey, vault)),
    bridge.onEvent(
      'notices:changed',
      () => void client.invalidateQueries({ queryKey: noticesQuery.queryKey }),
    ),
    bridge.onEvent(
      'keys:changed',
      ({ clusterId }) => void client.invalidateQueries({ queryKey: clusterKeysPrefix(clusterId) }),
    ),
  ];
  return () => {
    for (const stop of stops) stop();
  };
}
