import { type QueryClient, useMutation, useQueryClient } from '@tanstack/react-query';
import type { ClusterView } from '#shared/contract/clusters';
import { toAppErrorData } from '#shared/errors';
import type { ClusterId, KindId } from '#shared/ids';
import { clustersQuery } from '../../app/data/queries';
import { describeError, isCancelled } from '../../app/describe-error';
import { navigate } from '../../app/router';
import { bridge } from '../../bridge';
import { showToast } from '../../ui';

/** Puts an answered cluster into the list at once; the event that follows brings the same. */
export function putCluster(client: QueryClient, cluster: ClusterView): void {
  client.setQueryData(clustersQuery.queryKey, (before = []) =>
    before.some(({ id }) => id === cluster.id)
      ? before.map((each) => (each.id === cluster.id ? cluster : each))
      : [...before, cluster],
  );
}

type Named = Pick<ClusterView, 'id' | 'name'>;

export interface SyncCounts {
  readonly added: number;
  readonly changed: number;
  readonly gone: number;
}

/** "2 added, 1 changed", or null when a sync brought nothing new. */
export function describeSync({ added, changed, gone }: SyncCounts): string | null {
  const parts = [
    added > 0 ? `${added} added` : null,
    changed > 0 ? `${changed} changed` : null,
    gone > 0 ? `${gone} gone` : null,
  ].filter((part) => part !== null);
  return parts.length === 0 ? null : parts.join(', ');
}

/** Syncs a cluster now; its progress and its outcome also stand in the header. */
export function useSync(): (cluster: Named) => void {
  const client = useQueryClient();
  const { mutate } = useMutation({
    mutationFn: ({ id }: Named) => bridge.call('sync.start', { id }),
    onSuccess: (counts, { name }) => {
      const words = describeSync(counts);
      if (words !== null) showToast({ message: `${name} synced: ${words}.` });
    },
    onError: (error, { id, name }) => {
      if (isCancelled(error)) return;
      const network = client.getQueryData(clustersQuery.queryKey)?.find((each) => each.id === id)?.network;
      // The banner of an offline cluster gives the reason already.
      const told = network?.state === 'offline' && network.message === error.message;
      if (told) showToast({ tone: 'note', message: `${name} was not synced.` });
      else
        showToast({
          tone: 'danger',
          message: `${name} was not synced. ${describeError(toAppErrorData(error))}`,
        });
    },
  });
  return mutate;
}

export function useCancelSync(): (id: ClusterId) => void {
  const { mutate } = useMutation({
    mutationFn: (id: ClusterId) => bridge.call('sync.cancel', { id }),
    meta: { failure: 'The sync was not cancelled' },
  });
  return mutate;
}

export function useSetWorkOffline(): (input: {
  readonly id: ClusterId;
  readonly workOffline: boolean;
}) => void {
  const client = useQueryClient();
  const { mutate } = useMutation({
    mutationFn: (input: { readonly id: ClusterId; readonly workOffline: boolean }) =>
      bridge.call('clusters.setWorkOffline', input),
    onSuccess: (cluster) => putCluster(client, cluster),
    meta: { failure: 'The cluster was not switched' },
  });
  return mutate;
}

/** The order after moving one id by `by` places; the same order when it stands at the end already. */
export function movedBy(ids: readonly ClusterId[], id: ClusterId, by: -1 | 1): readonly ClusterId[] {
  const from = ids.indexOf(id);
  const to = from + by;
  if (from === -1 || to < 0 || to >= ids.length) return ids;
  const rest = ids.filter((each) => each !== id);
  return rest.toSpliced(to, 0, id);
}

/** Moves a cluster up or down: at once on screen, taken back when the order cannot be saved. */
export function useMoveCluster(): (id: ClusterId, by: -1 | 1) => void {
  const client = useQueryClient();
  const { mutate } = useMutation({
    mutationFn: (ids: readonly ClusterId[]) => bridge.call('clusters.reorder', { ids: [...ids] }),
    onMutate: (ids) => {
      const before = client.getQueryData(clustersQuery.queryKey);
      client.setQueryData(
        clustersQuery.queryKey,
        before?.toSorted((a, b) => ids.indexOf(a.id) - ids.indexOf(b.id)),
      );
      return { before };
    },
    onError: (_error, _ids, context) => client.setQueryData(clustersQuery.queryKey, context?.before),
    meta: { failure: 'The order was not saved' },
  });
  return (id, by) => {
    const ids = client.getQueryData(clustersQuery.queryKey)?.map((cluster) => cluster.id) ?? [];
    const moved = movedBy(ids, id, by);
    if (moved !== ids) mutate(moved);
  };
}

/** Starts the practice cluster of a kind (once), adds it (once) and goes there. Failures are the caller's to show. */
export function useOpenPractice() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (kind: KindId) => bridge.call('clusters.openPractice', { kind }),
    onSuccess: (cluster) => {
      putCluster(client, cluster);
      navigate({ place: 'keys', clusterId: cluster.id });
    },
  });
}
