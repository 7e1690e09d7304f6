import { useState } from 'react';
import { ConfirmDialog } from '../ui';
import { useLeaveGuard } from './router';

export interface Leaving {
  /** Leaves at once when nothing would be lost, else after asking. */
  readonly ask: () => void;
  readonly open: boolean;
  readonly leave: () => void;
  readonly stay: () => void;
}

interface LeavingInput {
  /** Something would be lost. */
  readonly changed: boolean;
  readonly onLeave: () => void;
}

interface Asking extends Leaving {
  readonly askBefore: (proceed: () => void) => void;
}

function useAsking({ changed, onLeave }: LeavingInput): Asking {
  const [pending, setPending] = useState<{ readonly proceed: () => void } | null>(null);
  return {
    ask: () => (changed ? setPending({ proceed: () => undefined }) : onLeave()),
    askBefore: (proceed) => setPending({ proceed }),
    open: pending !== null,
    leave: () => {
      setPending(null);
      onLeave();
      pending?.proceed();
    },
    stay: () => setPending(null),
  };
}

/** Asks once before a place with changes is left: by Cancel, Esc, or by going somewhere else. */
export function useLeaving(input: LeavingInput): Leaving {
  const asking = useAsking(input);
  useLeaveGuard(asking.askBefore, input.changed);
  return asking;
}

/** The same for a modal dialog, beside which one cannot go anywhere. */
export function useLeavingDialog(input: LeavingInput): Leaving {
  return useAsking(input);
}

/** The question itself. */
export function LeaveQuestion({
  leaving,
  sending = false,
}: {
  readonly leaving: Leaving;
  /** A change is on its way to the cluster. */
  readonly sending?: boolean;
}) {
  return (
    <ConfirmDialog
      open={leaving.open}
      title={sending ? 'Leave while the change is under way?' : 'Discard the changes?'}
      confirmLabel={sending ? 'Leave' : 'Discard changes'}
      danger
      onConfirm={leaving.leave}
      onCancel={leaving.stay}
    >
      {sending
        ? 'The change is not taken back. What becomes of it is shown in the list after the next sync.'
        : 'What was typed here is lost.'}
    </ConfirmDialog>
  );
}
