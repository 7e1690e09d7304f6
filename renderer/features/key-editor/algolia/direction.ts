import { algolia } from '#shared/kinds/algolia/index';
import { splitSources } from '#shared/kinds/algolia/query-parameters';
import type { AlgoliaSpec } from '#shared/kinds/algolia/spec';
import { analyse } from '#shared/scopes/analysis';
import { cidrFamily } from '#shared/scopes/cidr-family';
import type { Family } from '#shared/scopes/family';
import { indexFamily } from '#shared/scopes/index-family';
import { refererFamily } from '#shared/scopes/referer-family';
import type { Direction } from '../form';

/**
 * Whether the change of one member lets the key do more, less, or both (key-apis C2, C3, "Empty-list inversion").
 * Null: it changes nothing about what the key may do, or that cannot be told (forced parameters).
 */
export function directionOf(before: AlgoliaSpec, after: AlgoliaSpec, field: string): Direction | null {
  switch (field) {
    case 'acl':
      return both(
        after.acl.some((id) => !before.acl.includes(id)),
        before.acl.some((id) => !after.acl.includes(id)),
      );
    case 'indexes':
      return listDirection(indexFamily, before.indexes, after.indexes);
    case 'referers':
      return listDirection(refererFamily, before.referers, after.referers);
    case 'restrictSources':
      return listDirection(
        cidrFamily,
        splitSources(before.queryParameters).sources,
        splitSources(after.queryParameters).sources,
      );
    case 'maxHitsPerQuery':
      return limitDirection(before.maxHitsPerQuery, after.maxHitsPerQuery);
    case 'maxQueriesPerIPPerHour':
      return limitDirection(before.maxQueriesPerIPPerHour, after.maxQueriesPerIPPerHour);
    case 'expiresAt':
      return upTo(
        algolia.expiresAt(before) ?? Number.POSITIVE_INFINITY,
        algolia.expiresAt(after) ?? Number.POSITIVE_INFINITY,
      );
    default:
      return null;
  }
}

function both(widens: boolean, narrows: boolean): Direction | null {
  if (widens && narrows) return 'both';
  if (widens) return 'widens';
  return narrows ? 'narrows' : null;
}

function upTo(before: number, after: number): Direction | null {
  return both(after > before, after < before);
}

/** 0 is no limit. */
function limitDirection(before: number, after: number): Direction | null {
  const open = (limit: number) => (limit === 0 ? Number.POSITIVE_INFINITY : limit);
  return upTo(open(before), open(after));
}

/** Compares what two lists allow; an empty one allows everything. */
function listDirection<Scope>(
  family: Family<Scope>,
  before: readonly string[],
  after: readonly string[],
): Direction | null {
  return both(addsTo(family, before, after), addsTo(family, after, before));
}

/**
 * Whether `other` allows something that `list` does not. Pairwise coverage decides (key-apis C5), so an entry of
 * `other` adds something exactly when it survives behind all entries of `list`.
 */
function addsTo<Scope>(family: Family<Scope>, list: readonly string[], other: readonly string[]): boolean {
  if (list.length === 0) return false;
  if (other.length === 0) return !analyse(family, list).everything;
  return analyse(family, [...list, ...other])
    .entries.slice(list.length)
    .some(({ state }) => state === 'kept');
}
