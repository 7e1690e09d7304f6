import type { Cluster } from './cluster';
import { specWith } from './defaults';
import { demoKeys } from './demo-keys';
import { demoIndices } from './demo-objects';

/** Searches that the demo's statistics start with: index, text, how often, hits. */
const PAST_SEARCHES = [
  ['prod_products', 'oak table', 14, 9],
  ['prod_products', 'lamp', 9, 40],
  ['prod_products', 'hammock', 4, 0],
  ['blog_articles', 'workshop', 6, 20],
  ['blog_articles', 'glue', 2, 0],
] as const;

/** Fills a cluster with indices, objects and keys to try things on. */
export function seedDemo(cluster: Cluster): void {
  for (const { name, settings, objects } of demoIndices()) {
    cluster.indices.setSettings(name, settings);
    for (const object of objects) cluster.indices.save(name, object);
    cluster.indices.task(name);
  }
  for (const [index, text, times, hits] of PAST_SEARCHES) {
    for (let i = 0; i < times; i += 1) cluster.statistics.countSearch(index, text, hits, `visitor-${i % 3}`);
  }
  for (const key of demoKeys(cluster.clock.now())) cluster.keys.add(specWith(key));
}
