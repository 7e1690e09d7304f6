import { algolia } from '#shared/kinds/algolia/index';
import { splitSources } from '#shared/kinds/algolia/query-parameters';
import type { AlgoliaSpec } from '#shared/kinds/algolia/spec';
import { cidrFamily } from '#shared/scopes/cidr-family';
import { indexFamily } from '#shared/scopes/index-family';
import { refererFamily } from '#shared/scopes/referer-family';
import { limitDirection, listDirection, namesDirection } from '../direction';
import type { Direction } from '../form';

/**
 * Whether the change of one member lets the key do more, less, or both (key-apis C2, C3, "Empty-list inversion").
 * Null: it changes nothing about what the key may do, or that cannot be told (forced parameters).
 */
export function directionOf(before: AlgoliaSpec, after: AlgoliaSpec, field: string): Direction | null {
  switch (field) {
    case 'acl':
      return namesDirection(before.acl, after.acl);
    case 'indexes':
      return listDirection(indexFamily, 'everything', before.indexes, after.indexes);
    case 'referers':
      return listDirection(refererFamily, 'everything', before.referers, after.referers);
    case 'restrictSources':
      return listDirection(
        cidrFamily,
        'everything',
        splitSources(before.queryParameters).sources,
        splitSources(after.queryParameters).sources,
      );
    case 'maxHitsPerQuery':
      return limitDirection(open(before.maxHitsPerQuery), open(after.maxHitsPerQuery));
    case 'maxQueriesPerIPPerHour':
      return limitDirection(open(before.maxQueriesPerIPPerHour), open(after.maxQueriesPerIPPerHour));
    case 'expiresAt':
      return limitDirection(
        algolia.expiresAt(before) ?? Number.POSITIVE_INFINITY,
        algolia.expiresAt(after) ?? Number.POSITIVE_INFINITY,
      );
    default:
      return null;
  }
}

/** 0 is no limit. */
function open(limit: number): number {
  return limit === 0 ? Number.POSITIVE_INFINITY : limit;
}
