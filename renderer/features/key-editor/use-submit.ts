import { useEffect, useRef, useState } from 'react';
import type { ClusterView } from '#shared/contract/clusters';
import type { EventPayload } from '#shared/contract/index';
import type { ChangeOutcome, UpdateOutcome } from '#shared/contract/keys';
import { type AppErrorData, toAppErrorData } from '#shared/errors';
import { bridge } from '../../bridge';

export type Progress = EventPayload<'operation:progress'>;

/** Where the sending of a draft stands. */
export type SubmitState =
  | { readonly step: 'editing'; readonly failure: AppErrorData | null }
  | { readonly step: 'sending'; readonly progress: Progress | null }
  | { readonly step: 'answered'; readonly outcome: ChangeOutcome | UpdateOutcome };

export interface Submit {
  readonly state: SubmitState;
  /**
   * Asks, then sends once: nothing is under way before `ask` gave what `send` needs (null: the answer was no). `send`
   * gets the signal of {@link stop}.
   */
  readonly run: <Answer>(
    ask: () => Promise<Answer | null>,
    send: (answer: Answer, signal: AbortSignal) => Promise<ChangeOutcome | UpdateOutcome | null>,
  ) => Promise<AppErrorData | null>;
  /** Stops waiting. What was sent already is not taken back. */
  readonly stop: () => void;
  /** Back to the form. */
  readonly resume: () => void;
}

const EDITING: SubmitState = { step: 'editing', failure: null };

/** Sends a change of a key and follows its progress until the cluster shows it. */
export function useSubmit(cluster: Pick<ClusterView, 'id'>): Submit {
  const [state, setState] = useState<SubmitState>(EDITING);
  const controller = useRef<AbortController | null>(null);
  const sending = state.step === 'sending';
  useEffect(() => {
    if (!sending) return;
    return bridge.onEvent('operation:progress', (progress) => {
      if (progress.clusterId !== cluster.id) return;
      // Events and answers travel apart: the last event may come after the answer, which stands.
      setState((now) => (now.step === 'sending' ? { step: 'sending', progress } : now));
    });
  }, [sending, cluster.id]);

  const run: Submit['run'] = async (ask, send) => {
    if (controller.current !== null) return null;
    const current = new AbortController();
    controller.current = current;
    try {
      setState(EDITING);
      const answer = await ask();
      if (answer === null) return null;
      setState({ step: 'sending', progress: null });
      const outcome = await send(answer, current.signal);
      setState(outcome === null ? EDITING : { step: 'answered', outcome });
      return null;
    } catch (thrown) {
      const failure = toAppErrorData(thrown);
      setState({ step: 'editing', failure });
      return failure;
    } finally {
      controller.current = null;
    }
  };
  return {
    state,
    run,
    stop: () => controller.current?.abort(),
    resume: () => setState(EDITING),
  };
}

/** What is going on while a change is under way. */
export function progressWords(progress: Progress | null, clusterName: string): string {
  if (progress === null) return `Contacting ${clusterName}`;
  switch (progress.step) {
    case 'checking':
      return `Checking the key on ${clusterName}`;
    case 'sending':
      return `Sending to ${clusterName}`;
    case 'waiting':
      return progress.attempt > 1
        ? `Waiting until ${clusterName} shows it (read ${progress.attempt} times)`
        : `Waiting until ${clusterName} shows it`;
    case 'restoring-expiry':
      return 'Setting the old expiry again';
    case 'settled':
      return `Usable on ${clusterName}`;
  }
}
