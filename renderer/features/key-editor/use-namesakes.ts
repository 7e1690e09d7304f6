import { useQuery } from '@tanstack/react-query';
import { useDeferredValue } from 'react';
import type { ClusterView } from '#shared/contract/clusters';
import type { KeyRef } from '#shared/ids';
import type { KeyRecord } from '#shared/keys/record';
import { clusterKeysPrefix } from '../../app/data/queries';
import { bridge } from '../../bridge';

const NONE: readonly KeyRecord[] = [];

/**
 * Other present keys of the account with this label. `account` is null where keys have no owner: names need not tell
 * keys apart there.
 */
export function useNamesakes(
  cluster: Pick<ClusterView, 'id'>,
  key: { readonly account: string | null; readonly label: string; readonly ref: KeyRef | null },
): readonly KeyRecord[] {
  const account = useDeferredValue(key.account);
  const label = useDeferredValue(key.label);
  const { data } = useQuery({
    queryKey: [...clusterKeysPrefix(cluster.id), 'labelled', account, label],
    queryFn: ({ signal }) =>
      bridge.call('keys.labelled', { clusterId: cluster.id, owner: account ?? '', label }, { signal }),
    enabled: account !== null && account !== '' && label !== '',
  });
  return data?.filter(({ ref }) => ref !== key.ref) ?? NONE;
}
