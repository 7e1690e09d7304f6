import type { ClusterView } from '#shared/contract/clusters';
import { toAppErrorData } from '#shared/errors';
import type { KeyRecord } from '#shared/keys/record';
import type { AnySpec } from '#shared/kinds/kind';
import { kindOf } from '#shared/kinds/registry';
import { describeError } from '../../app/describe-error';
import { bridge } from '../../bridge';
import { showToast } from '../../ui';
import { changeRefusal, offerRefusal } from '../key-editor';
import { nameOf } from './asked-change';
import { secretAbsence } from './secret-absence';
import { useRemoval } from './use-removal';
import { useRestoring } from './use-restoring';
import { useRotation } from './use-rotation';

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
  readonly rotate: KeyAction;
  readonly tryIt: KeyAction;
  /** Code that uses the key; without a selected one, the key that code shows where none is chosen. */
  readonly use: KeyAction;
}

export interface KeyActionInput {
  readonly cluster: ClusterView;
  readonly record: KeyRecord | null;
  readonly onEdit: (record: KeyRecord) => void;
  readonly onDuplicate: (record: KeyRecord) => void;
  readonly onReplace: (record: KeyRecord) => void;
  readonly onTry: (record: KeyRecord) => void;
  readonly onUse: (record: KeyRecord | null) => void;
  /** A new key is wanted that starts like this. */
  readonly onCreate: (start: AnySpec) => void;
  /** A key has another secret now, to be shown once. */
  readonly onRotated: (record: KeyRecord) => void;
}

/** What can be done with a key, with the reason where it cannot. */
export function useKeyActions(input: KeyActionInput): KeyActions {
  const { cluster, record, onEdit, onDuplicate, onReplace, onTry, onUse, onCreate, onRotated } = input;
  const remove = useRemoval(cluster, onCreate);
  const rotate = useRotation(cluster, onRotated);
  const restore = useRestoring(cluster);
  const on = (act: (record: KeyRecord) => void) => () => {
    if (record !== null) act(record);
  };
  return {
    edit: { run: on(onEdit), disabled: whyNot(input, editReason) },
    duplicate: { run: on(onDuplicate), disabled: whyNot(input, () => changeRefusal(cluster)) },
    replace: { run: on(onReplace), disabled: whyNot(input, () => changeRefusal(cluster)) },
    copy: { run: on(copySecret), disabled: whyNot(input, secretAbsence) },
    tryIt: { run: on(onTry), disabled: whyNot(input, tryReason) },
    use: { run: () => onUse(record), disabled: codeReason(input) },
    remove: { run: on(remove.run), busy: remove.busy, disabled: whyNot(input, removeReason) },
    rotate: { run: on(rotate.run), busy: rotate.busy, disabled: whyNot(input, rotateReason) },
    restore: { run: on(restore.run), busy: restore.busy, disabled: whyNot(input, restoreReason) },
  };
}

type Reason = (record: KeyRecord, cluster: ClusterView) => string | null;

function whyNot({ record, cluster }: KeyActionInput, reason: Reason): string | null {
  return record === null ? 'No key is selected.' : reason(record, cluster);
}

function editReason(record: KeyRecord, cluster: ClusterView): string | null {
  if (record.admin) return kindOf(record.kind).adminKey.notHere;
  if (record.state === 'gone') return 'This key is gone. Only keys that are there can be edited.';
  return offerRefusal(cluster, record, 'update') ?? secretAbsence(record) ?? changeRefusal(cluster);
}

function removeReason(record: KeyRecord, cluster: ClusterView): string | null {
  if (record.admin) return kindOf(record.kind).adminKey.notHere;
  if (record.state === 'gone') return 'This key is gone already.';
  return offerRefusal(cluster, record, 'remove') ?? secretAbsence(record) ?? changeRefusal(cluster);
}

function rotateReason(record: KeyRecord, cluster: ClusterView): string | null {
  const kind = kindOf(record.kind);
  if (!kind.capabilities.rotate) return `${kind.name} clusters cannot rotate keys.`;
  if (record.admin) return kind.adminKey.notHere;
  if (record.state === 'gone') return 'This key is gone.';
  return offerRefusal(cluster, record, 'rotate') ?? secretAbsence(record) ?? changeRefusal(cluster);
}

function restoreReason(record: KeyRecord, cluster: ClusterView): string | null {
  const kind = kindOf(record.kind);
  if (!kind.capabilities.restore) return `${kind.name} clusters cannot restore keys.`;
  if (record.state === 'present') return 'This key is not gone.';
  return secretAbsence(record) ?? changeRefusal(cluster);
}

function tryReason(record: KeyRecord, cluster: ClusterView): string | null {
  const kind = kindOf(record.kind);
  if (kind.trial === null) return `Keys of ${kind.name} clusters cannot be tried from here.`;
  if (cluster.workOffline) return `You are working offline with ${cluster.name}.`;
  return secretAbsence(record);
}

function codeReason({ record, cluster }: KeyActionInput): string | null {
  if (record === null) {
    return kindOf(cluster.kind).snippets.standIn === null ? 'No key is selected.' : null;
  }
  switch (record.state) {
    case 'present':
      return null;
    case 'expired':
      return 'This key has expired: no code can use it.';
    case 'gone':
      return 'This key is gone: no code can use it.';
  }
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
