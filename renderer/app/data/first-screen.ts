import { type QueryClient, queryOptions } from '@tanstack/react-query';
import {
  clusterInView,
  FIRST_SCREEN_ID,
  type FirstScreen,
  firstScreenSchema,
} from '#shared/contract/first-screen';
import { prefetchFirstPage, seedFirstPage } from '../../features/keys';
import { clustersQuery, settingsQuery } from './queries';

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

/** Takes the kept first screen out of the page; null when there is none, or none that this version can draw. */
export function takeFirstScreen(document: Document): FirstScreen | null {
  const element = document.getElementById(FIRST_SCREEN_ID);
  const text = element?.textContent ?? '';
  element?.remove();
  if (text === '') return null;
  try {
    return firstScreenSchema.parse(JSON.parse(text));
  } catch {
    return null;
  }
}

/** Lets the queries show what was kept. All of it counts as outdated: it is asked for anew as soon as it is shown. */
export function seedFirstScreen(client: QueryClient, { settings, clusters, page }: FirstScreen): void {
  client.setQueryData(settingsQuery.queryKey, settings);
  client.setQueryData(clustersQuery.queryKey, clusters);
  for (const { queryKey } of [settingsQuery, clustersQuery]) {
    void client.invalidateQueries({ queryKey, refetchType: 'none' });
  }
  const cluster = clusterInView(clusters, null, settings.lastClusterId);
  if (cluster !== null && page !== null) seedFirstPage(client, cluster.id, page);
  client.setQueryData(firstScreenQuery(client).queryKey, null);
}
