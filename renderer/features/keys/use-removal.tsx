import { useMutation } from '@tanstack/react-query';
import type { ClusterView } from '#shared/contract/clusters';
import type { KeyRecord } from '#shared/keys/record';
import type { AnySpec } from '#shared/kinds/kind';
import { kindOf } from '#shared/kinds/registry';
import type { ConfirmationRequest } from '../../app/confirmation';
import { bridge } from '../../bridge';
import { SummaryText, formatInstant } from '../../ui';
import { type Agreed, type AskedChange, askThen, nameOf, type Offer, ofOwner, tell } from './asked-change';
import { useRestoring } from './use-restoring';

/** Deletes keys; the notice offers to take that back, or what a kind proposes instead. */
export function useRemoval(cluster: ClusterView, onCreate: (start: AnySpec) => void): AskedChange {
  const restoring = useRestoring(cluster);
  const sending = useMutation({
    mutationFn: ({ record: { clusterId, ref }, confirmation }: Agreed) =>
      bridge.call('keys.remove', { clusterId, ref, confirmation }),
    onSuccess: (outcome, { record }) => tell(outcome, `${nameOf(record)} deleted`, cluster, offerOf(record)),
    meta: { failure: 'The key was not deleted' },
  });
  const offerOf = (record: KeyRecord): Offer | undefined => {
    const kind = kindOf(record.kind);
    if (kind.capabilities.restore) return { label: 'Restore', onClick: () => restoring.run(record) };
    const loss = kind.loss(record.spec, null);
    return loss === null ? undefined : { label: loss.remedy, onClick: () => onCreate(loss.replacement) };
  };
  return {
    run: (record) => void askThen(removalQuestion(cluster, record), record, sending.mutate),
    busy: sending.isPending,
  };
}

function removalQuestion(cluster: ClusterView, record: KeyRecord): ConfirmationRequest {
  const kind = kindOf(record.kind);
  const loss = kind.loss(record.spec, null);
  return {
    action: 'remove-key',
    cluster,
    target: record.ref,
    title: `Delete key ${nameOf(record)}?`,
    confirmLabel: 'Delete key',
    impact: (
      <>
        <p>
          Everything that uses this key{ofOwner(record)} on {cluster.name} is refused from then on.
        </p>
        <p>
          <SummaryText parts={kind.summarize(record.spec, formatInstant)} />
        </p>
        {loss !== null && <p>{loss.message}</p>}
        {kind.capabilities.restore && <p>It can be restored later, with the same secret.</p>}
      </>
    ),
  };
}
