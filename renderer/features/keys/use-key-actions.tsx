import { useMutation } from '@tanstack/react-query';
import type { ClusterView } from '#shared/contract/clusters';
import type { ChangeOutcome } from '#shared/contract/keys';
import { toAppErrorData } from '#shared/errors';
import type { KeyRecord } from '#shared/keys/record';
import { kindOf } from '#shared/kinds/registry';
import { askConfirmation, type ConfirmationRequest } from '../../app/confirmation';
import { describeError } from '../../app/describe-error';
import { bridge } from '../../bridge';
import { SummaryText, formatInstant, showToast } from '../../ui';
import { changeRefusal, offerRefusal } from '../key-editor';

/** One thing that can be done with the selected key. */
export interface KeyAction {
  readonly run: () => void;
  /** Why it cannot be done now; null when it can. */
  readonly disabled: string | null;
  readonly busy?: boolean;
}

export interface KeyActions {
  readonly edit: KeyAction;
  readonly duplicate: KeyAction;
  /** A copy that is to take the key's place, where the cluster does not change keys. */
  readonly replace: KeyAction;
  readonly copy: KeyAction;
  readonly remove: KeyAction;
  readonly restore: KeyAction;
  readonly tryIt: KeyAction;
}

export interface KeyActionInput {
  readonly cluster: ClusterView;
  readonly record: KeyRecord | null;
  readonly onEdit: (record: KeyRecord) => void;
  readonly onDuplicate: (record: KeyRecord) => void;
  readonly onReplace: (record: KeyRecord) => void;
  readonly onTry: (record: KeyRecord) => void;
}

/** How a key is called in a sentence. */
export function nameOf({ label, mask }: Pick<KeyRecord, 'label' | 'mask'>): string {
  return label === '' ? mask : label;
}

/** What can be done with a key, with the reason where it cannot. */
export function useKeyActions(input: KeyActionInput): KeyActions {
  const { cluster, record, onEdit, onDuplicate, onReplace, onTry } = input;
  const remove = useRemoval(cluster);
  const restore = useRestoring(cluster);
  const on = (act: (record: KeyRecord) => void) => () => {
    if (record !== null) act(record);
  };
  return {
    edit: { run: on(onEdit), disabled: whyNot(input, editReason) },
    duplicate: { run: on(onDuplicate), disabled: whyNot(input, () => changeRefusal(cluster)) },
    replace: { run: on(onReplace), disabled: whyNot(input, () => changeRefusal(cluster)) },
    copy: { run: on(copySecret), disabled: whyNot(input, secretReason) },
    tryIt: { run: on(onTry), disabled: whyNot(input, tryReason) },
    remove: { run: on(remove.run), busy: remove.busy, disabled: whyNot(input, removeReason) },
    restore: { run: on(restore.run), busy: restore.busy, disabled: whyNot(input, restoreReason) },
  };
}

type Reason = (record: KeyRecord, cluster: ClusterView) => string | null;

function whyNot({ record, cluster }: KeyActionInput, reason: Reason): string | null {
  return record === null ? 'No key is selected.' : reason(record, cluster);
}

function secretReason({ hasSecret }: KeyRecord): string | null {
  return hasSecret ? null : 'The secret of this key is not stored here; the next sync stores it again.';
}

function editReason(record: KeyRecord, cluster: ClusterView): string | null {
  if (record.admin) return kindOf(record.kind).adminKey.notHere;
  if (record.state === 'gone') return 'This key is gone. Restore it first.';
  return offerRefusal(cluster, record, 'update') ?? secretReason(record) ?? changeRefusal(cluster);
}

function removeReason(record: KeyRecord, cluster: ClusterView): string | null {
  if (record.admin) return kindOf(record.kind).adminKey.notHere;
  if (record.state === 'gone') return 'This key is gone already.';
  return offerRefusal(cluster, record, 'remove') ?? secretReason(record) ?? changeRefusal(cluster);
}

function restoreReason(record: KeyRecord, cluster: ClusterView): string | null {
  const kind = kindOf(record.kind);
  if (!kind.capabilities.restore) return `${kind.name} clusters cannot restore keys.`;
  if (record.state === 'present') return 'This key is not gone.';
  return secretReason(record) ?? changeRefusal(cluster);
}

function tryReason(record: KeyRecord, cluster: ClusterView): string | null {
  const kind = kindOf(record.kind);
  if (kind.trial === null) return `Keys of ${kind.name} clusters cannot be tried from here.`;
  if (cluster.workOffline) return `You are working offline with ${cluster.name}.`;
  return secretReason(record);
}

function copySecret({ clusterId, ref, label, mask }: KeyRecord): void {
  bridge.call('keys.copySecret', { clusterId, ref }).then(
    ({ clearsAt }) => {
      const clearing =
        clearsAt === null
          ? 'The clipboard is not cleared by itself.'
          : `The clipboard is cleared in ${Math.max(1, Math.round((clearsAt - Date.now()) / 1000))} seconds.`;
      showToast({ message: `Secret of ${nameOf({ label, mask })} copied. ${clearing}` });
    },
    (thrown: unknown) =>
      showToast({ tone: 'danger', message: `Nothing was copied. ${describeError(toAppErrorData(thrown))}` }),
  );
}

/** Tells how a change ended that was not made in the editor. */
function tell(outcome: ChangeOutcome, done: string, cluster: ClusterView, undo?: () => void): void {
  if (outcome.outcome === 'unknown') {
    const message = `What became of the change is not known. ${outcome.message} Sync ${cluster.name} to see what holds.`;
    showToast({ tone: 'danger', message });
    return;
  }
  const note = outcome.settled ? '' : ` ${cluster.name} accepted the change but does not show it yet.`;
  showToast({
    message: `${done}.${note}`,
    action: undo === undefined ? undefined : { label: 'Restore', onClick: undo },
  });
}

/** A change that is asked about first. Busy is what has been sent, not what is still a question. */
interface AskedChange {
  readonly run: (record: KeyRecord) => void;
  readonly busy: boolean;
}

interface Agreed {
  readonly record: KeyRecord;
  readonly confirmation: string | null;
}

function useRemoval(cluster: ClusterView): AskedChange {
  const restoring = useRestoring(cluster);
  const sending = useMutation({
    mutationFn: ({ record: { clusterId, ref }, confirmation }: Agreed) =>
      bridge.call('keys.remove', { clusterId, ref, confirmation }),
    onSuccess: (outcome, { record }) => {
      const canRestore = kindOf(record.kind).capabilities.restore;
      const undo = canRestore ? () => restoring.run(record) : undefined;
      tell(outcome, `${nameOf(record)} deleted`, cluster, undo);
    },
    meta: { failure: 'The key was not deleted' },
  });
  return {
    run: (record) => void askThen(removalQuestion(cluster, record), record, sending.mutate),
    busy: sending.isPending,
  };
}

async function askThen(
  question: ConfirmationRequest,
  record: KeyRecord,
  send: (agreed: Agreed) => void,
): Promise<void> {
  const answer = await askConfirmation(question);
  if (answer.confirmed) send({ record, confirmation: answer.token });
}

function removalQuestion(cluster: ClusterView, record: KeyRecord): ConfirmationRequest {
  const kind = kindOf(record.kind);
  return {
    action: 'remove-key',
    cluster,
    target: record.ref,
    title: `Delete key ${nameOf(record)}?`,
    confirmLabel: 'Delete key',
    impact: (
      <>
        <p>Everything that uses this key on {cluster.name} is refused from then on.</p>
        <p>
          <SummaryText parts={kind.summarize(record.spec, formatInstant)} />
        </p>
        {kind.capabilities.restore && <p>It can be restored later, with the same secret.</p>}
      </>
    ),
  };
}

function useRestoring(cluster: ClusterView): AskedChange {
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
