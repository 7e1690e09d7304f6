// The walk itself: one part for each kind of cluster, one after the other in the same window.
import { walkAlgorithmCluster } from './algorithm-cluster.mjs';
import { walkSearchCluster } from './search-cluster.mjs';

/** Walks through the application on this page; rejects at the first step that was not observed. */
export async function walk({ page, profile }, record) {
  await page.getByRole('button', { name: 'Open the Algolia practice cluster' }).waitFor();
  await record.shoot(page, 'welcome', 'The application is open.');
  await walkSearchCluster({ page, profile }, record);
  await walkAlgorithmCluster({ page }, record);
}
