import { useMutation } from '@tanstack/react-query';
import type { ClusterView } from '#shared/contract/clusters';
import type { KeyRecord } from '#shared/keys/record';
import type { ConfirmationRequest } from '../../app/confirmation';
import { bridge } from '../../bridge';
import { formatInstant } from '../../ui';
import { type Agreed, type AskedChange, askThen, nameOf, tell } from './asked-change';

/** Brings keys back. */
export function useRestoring(cluster: ClusterView): AskedChange {
  const sending = useMutation({
    mutationFn: ({ record: { clusterId, ref }, confirmation }: Agreed) =>
      bridge.call('keys.restore', { clusterId, ref, confirmation }),
    onSuccess: (outcome, { record }) => tell(outcome, `${nameOf(record)} restored`, cluster),
    meta: { failure: 'The key was not restored' },
  });
  return {
    run: (record) => void askThen(restoreQuestion(cluster, record), record, sending.mutate),
    busy: sending.isPending,
  };
}

function restoreQuestion(cluster: ClusterView, record: KeyRecord): ConfirmationRequest {
  return {
    action: 'restore-key',
    cluster,
    target: record.ref,
    title: `Restore key ${nameOf(record)}?`,
    confirmLabel: 'Restore key',
    impact: <p>{restoreWords(record, Date.now())}</p>,
  };
}

/** What restoring does to the secret and to the expiry (key-apis A3: the protocol makes a restored key permanent). */
export function restoreWords({ expiresAt }: Pick<KeyRecord, 'expiresAt'>, now: number): string {
  const same = 'Restoring makes the key work again, with the same secret and the same permissions.';
  if (expiresAt === null) return `${same} It had no expiry and gets none.`;
  return expiresAt > now
    ? `${same} The protocol makes restored keys permanent, so its old expiry, ${formatInstant(expiresAt)}, is set again right away.`
    : `${same} Its old expiry, ${formatInstant(expiresAt)}, has passed, so it comes back without one. Edit it afterwards to set a new one.`;
}
