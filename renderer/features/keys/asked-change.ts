import type { ClusterView } from '#shared/contract/clusters';
import type { ChangeOutcome } from '#shared/contract/keys';
import type { KeyRecord } from '#shared/keys/record';
import { kindOf } from '#shared/kinds/registry';
import { askConfirmation, type ConfirmationRequest } from '../../app/confirmation';
import { showToast } from '../../ui';

/** A change that is asked about first. Busy is what has been sent, not what is still a question. */
export interface AskedChange {
  readonly run: (record: KeyRecord) => void;
  readonly busy: boolean;
}

export interface Agreed {
  readonly record: KeyRecord;
  readonly confirmation: string | null;
}

/** Asks, and sends when the answer is yes. */
export async function askThen(
  question: ConfirmationRequest,
  record: KeyRecord,
  send: (agreed: Agreed) => void,
): Promise<void> {
  const answer = await askConfirmation(question);
  if (answer.confirmed) send({ record, confirmation: answer.token });
}

/** What a notice offers after a change. */
export interface Offer {
  readonly label: string;
  readonly onClick: () => void;
}

/** Tells how a change ended that was not made in the editor. */
export function tell(outcome: ChangeOutcome, done: string, cluster: ClusterView, offer?: Offer): void {
  if (outcome.outcome === 'unknown') {
    const message = `What became of the change is not known. ${outcome.message} Sync ${cluster.name} to see what holds.`;
    showToast({ tone: 'danger', message });
    return;
  }
  const note = outcome.settled ? '' : ` ${cluster.name} accepted the change but does not show it yet.`;
  showToast({ message: `${done}.${note}`, action: offer });
}

/** How a key is called in a sentence. */
export function nameOf({ label, mask }: Pick<KeyRecord, 'label' | 'mask'>): string {
  return label === '' ? mask : label;
}

/** " of ann": many owners may have a key of the same name. Nothing where keys have no owner. */
export function ofOwner({ kind, spec }: Pick<KeyRecord, 'kind' | 'spec'>): string {
  const { owner } = kindOf(kind).columns(spec);
  return owner === '' ? '' : ` of ${owner}`;
}
