import { useQuery } from '@tanstack/react-query';
import type { ClusterView } from '#shared/contract/clusters';
import { PAGE_LIMIT } from '#shared/contract/keys';
import { type AppErrorData, toAppErrorData } from '#shared/errors';
import type { KeyRecord } from '#shared/keys/record';
import { kindOf } from '#shared/kinds/registry';
import { clusterKeysPrefix } from '../../app/data/queries';
import { bridge } from '../../bridge';
import { EVERYTHING } from './view-store';

/** The keys that code shows where none was chosen: each owner may have one. */
export interface StandIns {
  readonly keys: readonly KeyRecord[];
  readonly loading: boolean;
  readonly error: AppErrorData | null;
  /** There are more than were read. */
  readonly more: boolean;
}

/** Finds them by what they are called; none for a kind that knows no such key. */
export function useStandIns(cluster: Pick<ClusterView, 'id' | 'kind'>): StandIns {
  const { standIn } = kindOf(cluster.kind).snippets;
  const text = standIn?.text ?? '';
  const found = useQuery({
    queryKey: [...clusterKeysPrefix(cluster.id), 'stand-ins', text],
    queryFn: ({ signal }) =>
      bridge.call(
        'keys.page',
        { clusterId: cluster.id, ...EVERYTHING, text, offset: 0, limit: PAGE_LIMIT },
        { signal },
      ),
    enabled: standIn !== null,
  });
  const rows = found.data?.rows ?? [];
  return {
    keys: standIn === null ? [] : rows.filter(({ spec }) => standIn.fits(spec)),
    loading: found.isLoading,
    error: found.error === null ? null : toAppErrorData(found.error),
    more: (found.data?.total ?? 0) > rows.length,
  };
}
