import { useMutation } from '@tanstack/react-query';
import type { ClusterView } from '#shared/contract/clusters';
import type { KeyRecord } from '#shared/keys/record';
import { kindOf } from '#shared/kinds/registry';
import type { ConfirmationRequest } from '../../app/confirmation';
import { bridge } from '../../bridge';
import { SummaryText, formatInstant } from '../../ui';
import { type Agreed, type AskedChange, askThen, nameOf, ofOwner, tell } from './asked-change';

/** Gives keys another secret; `onRotated` gets the key under it, to show that secret once. */
export function useRotation(cluster: ClusterView, onRotated: (record: KeyRecord) => void): AskedChange {
  const sending = useMutation({
    mutationFn: ({ record: { clusterId, ref }, confirmation }: Agreed) =>
      bridge.call('keys.rotate', { clusterId, ref, confirmation }),
    onSuccess: (outcome, { record }) => {
      const isDone = outcome.outcome === 'done';
      // What is done and shows is told by the dialog with the new secret.
      if (!isDone || !outcome.settled) tell(outcome, `${nameOf(record)} rotated`, cluster);
      if (isDone) onRotated(outcome.record);
    },
    meta: { failure: 'The key was not rotated' },
  });
  return {
    run: (record) => void askThen(rotationQuestion(cluster, record), record, sending.mutate),
    busy: sending.isPending,
  };
}

function rotationQuestion(cluster: ClusterView, record: KeyRecord): ConfirmationRequest {
  return {
    action: 'rotate-key',
    cluster,
    target: record.ref,
    title: `Rotate key ${nameOf(record)}?`,
    confirmLabel: 'Rotate key',
    impact: (
      <>
        <p>
          The key{ofOwner(record)} gets a new secret and keeps its settings and its history. Everything that
          uses the old secret on {cluster.name} is refused from then on, until it has the new one.
        </p>
        <p>
          <SummaryText parts={kindOf(record.kind).summarize(record.spec, formatInstant)} />
        </p>
      </>
    ),
  };
}
