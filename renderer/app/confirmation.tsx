import { type ReactNode, useState } from 'react';
import { create } from 'zustand';
import type { ConfirmedAction } from '#shared/contract/app';
import type { ClusterView } from '#shared/contract/clusters';
import { type AppErrorData, toAppErrorData } from '#shared/errors';
import { confirmationRule } from '#shared/contract/confirmation';
import { bridge } from '../bridge';
import { ConfirmDialog } from '../ui';

export interface ConfirmationRequest {
  readonly action: ConfirmedAction;
  readonly cluster: Pick<ClusterView, 'id' | 'name' | 'environment'>;
  /** The key ref for actions on a key, the account or member for those on people, null for the others. */
  readonly target: string | null;
  /** A question that names the thing: "Delete key Blog search?" */
  readonly title: string;
  /** What follows from it. */
  readonly impact: ReactNode;
  /** A verb: "Delete key". */
  readonly confirmLabel: string;
}

/** `token` goes along with the call; null where the cluster's environment asks for no confirmation. */
export type Confirmation =
  { readonly confirmed: false } | { readonly confirmed: true; readonly token: string | null };

/** Actions whose button is drawn as one that destroys. */
const DESTROYING: ReadonlySet<ConfirmedAction> = new Set<ConfirmedAction>([
  'remove-key',
  'remove-cluster',
  'remove-account',
  'remove-member',
]);

interface Pending extends ConfirmationRequest {
  readonly answer: (confirmation: Confirmation) => void;
}

const usePending = create<{ readonly pending: Pending | null }>(() => ({ pending: null }));

/**
 * Asks the user where the environment of the cluster demands it, and gets the one-use token that the main process
 * wants to see with the change. Asking while another question is open answers that one with no.
 */
export function askConfirmation(request: ConfirmationRequest): Promise<Confirmation> {
  if (confirmationRule(request.action, request.cluster.environment) === 'none') {
    return Promise.resolve({ confirmed: true, token: null });
  }
  usePending.getState().pending?.answer({ confirmed: false });
  return new Promise((answer) => usePending.setState({ pending: { ...request, answer } }));
}

/** Shows the question that is open; stands once in the application. */
export function ConfirmationHost() {
  const pending = usePending((state) => state.pending);
  const [shown, setShown] = useState<Pending | null>(null);
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<AppErrorData | null>(null);
  if (pending !== null && pending !== shown) {
    setShown(pending);
    setBusy(false);
    setError(null);
  }
  if (shown === null) return null;
  const { action, cluster, target, title, impact, confirmLabel, answer } = shown;

  const close = (confirmation: Confirmation) => {
    usePending.setState({ pending: null });
    answer(confirmation);
  };
  const confirm = async (typed: string | null) => {
    setBusy(true);
    setError(null);
    try {
      const input = { clusterId: cluster.id, action, target, typed };
      const { token } = await bridge.call('confirmations.request', input);
      close({ confirmed: true, token });
    } catch (thrown) {
      setError(toAppErrorData(thrown));
    } finally {
      setBusy(false);
    }
  };
  const rule = confirmationRule(action, cluster.environment);
  return (
    <ConfirmDialog
      open={pending !== null}
      title={title}
      confirmLabel={confirmLabel}
      danger={DESTROYING.has(action)}
      typeName={rule === 'type-name' ? cluster.name : undefined}
      busy={busy}
      error={error}
      onConfirm={(typed) => void confirm(typed)}
      onCancel={() => close({ confirmed: false })}
    >
      {impact}
    </ConfirmDialog>
  );
}
