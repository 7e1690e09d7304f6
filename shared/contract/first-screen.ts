import { z } from 'zod';
import type { ClusterId } from '../ids';
import { settingsSchema } from './app';
import { clusterViewSchema, type ClusterView } from './clusters';
import { keyPageSchema, type KeyQuery } from './keys';

/**
 * What the window showed last, as it is kept for the next start: the page draws it before anything behind the window
 * stands, and asks for the present state at once. Holds what lists hold, never a secret.
 */
export const firstScreenSchema = z.strictObject({
  settings: settingsSchema,
  clusters: z.array(clusterViewSchema),
  /** The beginning of the list of {@link clusterInView}; null: there is no cluster. */
  page: keyPageSchema.nullable(),
});
export type FirstScreen = z.infer<typeof firstScreenSchema>;

/** How a list begins: present keys by their names. */
export const FIRST_LIST = {
  text: '',
  permission: null,
  owner: null,
  expiry: 'any',
  state: 'present',
  sort: { by: 'label', descending: false },
} as const satisfies Omit<KeyQuery, 'clusterId' | 'offset' | 'limit'>;

/** The id of the page's element that holds the kept first screen as JSON text (renderer/index.html). */
export const FIRST_SCREEN_ID = 'first-screen';

/** The cluster in view: the one chosen, else the one that was open last, else the first. */
export function clusterInView(
  clusters: readonly ClusterView[],
  chosen: ClusterId | null,
  last: ClusterId | null,
): ClusterView | null {
  const find = (id: ClusterId | null) => clusters.find((cluster) => cluster.id === id);
  return find(chosen) ?? find(last) ?? clusters[0] ?? null;
}
