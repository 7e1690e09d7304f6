import type { BridgeObject } from '#shared/contract/channels';
import {
  type CallInput,
  type CallName,
  type CallOutput,
  calls,
  type EventName,
  type EventPayload,
} from '#shared/contract/index';
import { AppError, toAppErrorData } from '#shared/errors';

/** What a component test says the main process answers. Throwing an AppError refuses the call. */
export type MemoryHandlers = {
  readonly [N in CallName]?: (
    input: CallInput<N>,
    signal: AbortSignal,
  ) => CallOutput<N> | Promise<CallOutput<N>>;
};

export interface MadeCall {
  readonly name: string;
  readonly input: unknown;
}

export interface MemoryBridge extends BridgeObject {
  /** Every call so far, oldest first. */
  readonly made: readonly MadeCall[];
  /** Changes what is answered from now on. */
  readonly answer: (handlers: MemoryHandlers) => void;
  /** Sends an event as the main process would. */
  readonly emit: <N extends EventName>(name: N, payload: EventPayload<N>) => void;
}

type AnyHandler = (input: unknown, signal: AbortSignal) => unknown;

/**
 * The bridge without a main process, for component tests: inputs are judged by the contract's schemas, outputs by
 * their types, cancelling works. A call without a handler is refused as INTERNAL, so that a test notices it.
 */
export function createMemoryBridge(initial: MemoryHandlers): MemoryBridge {
  const handlers = new Map<string, AnyHandler>();
  const made: MadeCall[] = [];
  const listeners = new Set<(name: string, payload: unknown) => void>();
  const running = new Map<string, AbortController>();
  const answer = (more: MemoryHandlers): void => {
    for (const [name, handler] of Object.entries(more)) handlers.set(name, handler as AnyHandler);
  };
  answer(initial);

  const run = async (id: string, name: string, input: unknown): Promise<unknown> => {
    const handler = handlers.get(name);
    if (!(name in calls) || handler === undefined) throw new AppError('INTERNAL', `Nothing answers ${name}.`);
    const parsed = calls[name as CallName].input.safeParse(input);
    if (!parsed.success) {
      const [issue] = parsed.error.issues;
      throw new AppError('VALIDATION', issue?.message ?? '', { field: issue?.path.join('.') ?? '' });
    }
    const controller = new AbortController();
    running.set(id, controller);
    try {
      return await handler(parsed.data, controller.signal);
    } finally {
      running.delete(id);
    }
  };

  return {
    platform: 'linux',
    made,
    answer,
    call: async (id, name, input) => {
      made.push({ name, input });
      try {
        return { ok: true, value: await run(id, name, input) };
      } catch (thrown) {
        return { ok: false, error: toAppErrorData(thrown) };
      }
    },
    cancel: (id) => running.get(id)?.abort(),
    onEvent: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    emit: (name, payload) => {
      for (const listener of listeners) listener(name, payload);
    },
  };
}
