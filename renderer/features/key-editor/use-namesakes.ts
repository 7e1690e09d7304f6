import { useQuery } from '@tanstack/react-query';
import { useDeferredValue } from 'react';
import type { ClusterView } from '#shared/contract/clusters';
import type { KeyRef } from '#shared/ids';
import type { KeyRecord } from '#shared/keys/record';
import type { Kind } from '#shared/kinds/kind';
import { kindOf } from '#shared/kinds/registry';
import { clusterKeysPrefix } from '../../app/data/queries';
import { bridge } from '../../bridge';

const NONE: readonly KeyRecord[] = [];

/** Whose key with which label; `ref` is null for a key that is still to be made. */
interface Named<Spec> {
  readonly kind: Pick<Kind<Spec, never>, 'account' | 'label' | 'columns'>;
  readonly spec: Spec;
  readonly ref: KeyRef | null;
}

/** Other present keys of the same owner with the same label. None where keys have no owner: names are free there. */
export function useNamesakes<Spec>(
  cluster: Pick<ClusterView, 'id'>,
  { kind, spec, ref }: Named<Spec>,
): readonly KeyRecord[] {
  const account = useDeferredValue(kind.account(spec));
  const label = useDeferredValue(kind.label(spec));
  const { data } = useQuery({
    queryKey: [...clusterKeysPrefix(cluster.id), 'labelled', account, label],
    queryFn: ({ signal }) =>
      bridge.call('keys.labelled', { clusterId: cluster.id, owner: account ?? '', label }, { signal }),
    enabled: account !== null && account !== '' && label !== '',
  });
  const { owner } = kind.columns(spec);
  // An organization's keys for its members belong to the same account, but to other people.
  return data?.filter((other) => other.ref !== ref && ownerOf(other) === owner) ?? NONE;
}

function ownerOf({ kind, spec }: KeyRecord): string {
  return kindOf(kind).columns(spec).owner;
}
