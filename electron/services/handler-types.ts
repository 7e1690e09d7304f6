import type { CallName, CallOutput, EventName, EventPayload, ParsedInput } from '#shared/contract/index';

/** What a handler learns besides its input. */
export interface CallContext {
  /** Aborted when the caller cancels, or its window goes away. */
  readonly signal: AbortSignal;
  /** Goes through all processes and stands in every log line of this call. */
  readonly requestId: string;
}

/** Answers one call of the contract. */
export type Handler<N extends CallName> = (
  input: ParsedInput<N>,
  context: CallContext,
) => Promise<CallOutput<N>>;

/** One function for every call of the contract: a missing one does not compile. */
export type Handlers = { readonly [N in CallName]: Handler<N> };

/** The calls that need Electron itself; `app/` answers them. */
export type AppLevelCall = 'app.info' | 'app.openExternal' | 'app.openFolder';

/** The calls that the services answer: all others. */
export type ServiceHandlers = Omit<Handlers, AppLevelCall>;

/** Tells every window of one event of the contract. */
export type Emit = <N extends EventName>(name: N, payload: EventPayload<N>) => void;
