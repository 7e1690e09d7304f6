import { algoliaSpecSchema, type AlgoliaSpec } from '#shared/kinds/algolia/spec';
import type { Cluster } from './cluster';

/** A spec with the protocol's defaults where nothing is said (key-apis A3). */
export function specWith(members: Partial<AlgoliaSpec>): AlgoliaSpec {
  return algoliaSpecSchema.parse({
    acl: [],
    description: '',
    indexes: [],
    maxHitsPerQuery: 0,
    maxQueriesPerIPPerHour: 0,
    queryParameters: '',
    referers: [],
    expiresAt: null,
    ...members,
  });
}

/** What every new application has: the default search key (A4). */
export function seedDefaults(cluster: Cluster): void {
  cluster.keys.add(
    specWith({
      acl: ['search', 'listIndexes', 'settings', 'browse'],
      description: 'Default search-only key',
    }),
  );
}
