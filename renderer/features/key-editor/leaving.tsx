import { useState } from 'react';
import { useLeaveGuard } from '../../app/router';
import { ConfirmDialog } from '../../ui';

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

/** Asks once before an editor with changes is left: by Cancel, Esc, or by going somewhere else. */
export function useLeaving({ changed, onLeave }: LeavingInput): Leaving {
  const [pending, setPending] = useState<{ readonly proceed: () => void } | null>(null);
  useLeaveGuard((proceed) => setPending({ proceed }), changed);
  return {
    ask: () => (changed ? setPending({ proceed: () => undefined }) : onLeave()),
    open: pending !== null,
    leave: () => {
      setPending(null);
      onLeave();
      pending?.proceed();
    },
    stay: () => setPending(null),
  };
}

/** The question itself. */
export function LeaveQuestion({
  leaving,
  sending,
}: {
  readonly leaving: Leaving;
  readonly sending: boolean;
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
        : 'What was typed in this editor is lost.'}
    </ConfirmDialog>
  );
}
