import { type QueryClient, queryOptions } from '@tanstack/react-query';
import type { Settings } from '#shared/contract/app';
import type { ClusterView } from '#shared/contract/clusters';
import type { ClusterId } from '#shared/ids';
import { prefetchFirstPage } from '../../features/keys';
import { clustersQuery, settingsQuery } from './queries';

/** The cluster in view: the one chosen, else the one that was open last, else the first. */
export function clusterInView(
  clusters: readonly ClusterView[],
  chosen: ClusterId | null,
  last: Settings['lastClusterId'] | undefined,
): ClusterView | null {
  const find = (id: ClusterId | null | undefined) => clusters.find((cluster) => cluster.id === id);
  return find(chosen) ?? find(last) ?? clusters[0] ?? null;
}

/** A list that takes longer than this is waited for on screen. */
const PATIENCE_MS = 300;

/**
 * Resolves when the first screen can be drawn whole, so that it is drawn once: the settings, the clusters and the
 * first page of the list. What cannot be read is told by the queries themselves.
 */
async function load(client: QueryClient): Promise<null> {
  const [clusters, settings] = await Promise.all([client.query(clustersQuery), client.query(settingsQuery)]);
  const cluster = clusterInView(clusters, null, settings.lastClusterId);
  if (cluster === null) return null;
  const patience = new Promise((resolve) => {
    setTimeout(resolve, PATIENCE_MS);
  });
  await Promise.race([prefetchFirstPage(client, cluster.id), patience]);
  return null;
}

/** Pending until the first screen can be drawn. */
export function firstScreenQuery(client: QueryClient) {
  return queryOptions({
    queryKey: ['app', 'first-screen'],
    queryFn: () => load(client).catch(() => null),
  });
}
