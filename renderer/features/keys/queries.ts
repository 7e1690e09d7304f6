import { type QueryClient, queryOptions, skipToken } from '@tanstack/react-query';
import { type KeyPage, PAGE_LIMIT } from '#shared/contract/keys';
import type { ClusterId, KeyRef } from '#shared/ids';
import { clusterKeysPrefix } from '../../app/data/queries';
import { bridge } from '../../bridge';
import { EVERYTHING, type ListFilter } from './view-store';

/** Rows that are fetched at once; a window of rows touches at most a few pages. */
export const PAGE_SIZE = 100;

/** One page of the list; `page` counts from 0. */
export function pageQuery(clusterId: ClusterId, filter: ListFilter, page: number) {
  return queryOptions({
    queryKey: [...clusterKeysPrefix(clusterId), 'page', filter, page],
    queryFn: ({ signal }) =>
      bridge.call(
        'keys.page',
        { clusterId, ...filter, offset: page * PAGE_SIZE, limit: PAGE_SIZE },
        { signal },
      ),
    gcTime: 60_000,
  });
}

/** Asks ahead for what the list of a cluster shows first. Never rejects. */
export async function prefetchFirstPage(client: QueryClient, clusterId: ClusterId): Promise<void> {
  await client.query(pageQuery(clusterId, EVERYTHING, 0)).catch(() => null);
}

/** Shows these rows as the beginning of a cluster's list until the cache has answered. */
export function seedFirstPage(client: QueryClient, clusterId: ClusterId, page: KeyPage): void {
  const { queryKey } = pageQuery(clusterId, EVERYTHING, 0);
  client.setQueryData(queryKey, page);
  void client.invalidateQueries({ queryKey, refetchType: 'none' });
}

/** One key as the cache knows it; nothing is asked for null. */
export function keyQuery(clusterId: ClusterId, ref: KeyRef | null) {
  return queryOptions({
    queryKey: [...clusterKeysPrefix(clusterId), 'one', ref],
    queryFn:
      ref === null
        ? skipToken
        : ({ signal }: { signal: AbortSignal }) => bridge.call('keys.get', { clusterId, ref }, { signal }),
  });
}

/** The accounts that keys of a cluster belong to. */
export function ownersQuery(clusterId: ClusterId) {
  return queryOptions({
    queryKey: [...clusterKeysPrefix(clusterId), 'owners'],
    queryFn: ({ signal }) => bridge.call('keys.owners', { clusterId }, { signal }),
  });
}

/** How one key came to be what it is, newest first. */
export function historyQuery(clusterId: ClusterId, ref: KeyRef) {
  return queryOptions({
    queryKey: [...clusterKeysPrefix(clusterId), 'history', ref],
    queryFn: ({ signal }) => bridge.call('keys.history', { clusterId, ref }, { signal }),
  });
}

/** A key that stands further down than this is shown without being found in the list. */
const SEARCHED = 20_000;

/** Where a key stands in the list, read page by page; null when it is not listed or stands too far down. */
async function locateIn(
  clusterId: ClusterId,
  filter: ListFilter,
  ref: KeyRef,
  signal: AbortSignal,
): Promise<number | null> {
  for (let offset = 0; offset < SEARCHED; offset += PAGE_LIMIT) {
    const query = { clusterId, ...filter, offset, limit: PAGE_LIMIT };
    const { rows, total } = await bridge.call('keys.page', query, { signal });
    const at = rows.findIndex((row) => row.ref === ref);
    if (at !== -1) return offset + at;
    if (offset + rows.length >= total || rows.length === 0) return null;
  }
  return null;
}

/** A key's place, and the filter under which it is listed. */
export interface Located {
  readonly filter: ListFilter;
  readonly index: number;
}

/** Looks for a key in the list as it is, then without its filters, then among the gone keys too. */
export async function locate(
  clusterId: ClusterId,
  filter: ListFilter,
  ref: KeyRef,
  signal: AbortSignal,
): Promise<Located | null> {
  const unfiltered = { ...EVERYTHING, sort: filter.sort };
  for (const candidate of [filter, unfiltered, { ...unfiltered, state: 'all' } as const]) {
    const index = await locateIn(clusterId, candidate, ref, signal);
    if (index !== null) return { filter: candidate, index };
  }
  return null;
}
