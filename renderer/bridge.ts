import type { BridgeObject } from '#shared/contract/channels';
import type { CallInput, CallName, CallOutput, EventName, EventPayload } from '#shared/contract/index';
import { AppError, type Envelope, toAppErrorData } from '#shared/errors';

declare global {
  interface Window {
    readonly castellan: BridgeObject;
  }
}

export interface CallOptions {
  /** Asks the main process to stop; the call then rejects with CANCELLED, or with what had happened by then. */
  readonly signal?: AbortSignal;
}

let lastId = 0;

/** The dispatcher has parsed the input and answers in the contract's form; only the envelope is looked at here. */
function isEnvelope<N extends CallName>(answer: unknown): answer is Envelope<CallOutput<N>> {
  return typeof answer === 'object' && answer !== null && 'ok' in answer && typeof answer.ok === 'boolean';
}

async function send<N extends CallName>(id: string, name: N, input: CallInput<N>): Promise<CallOutput<N>> {
  const answer: unknown = await window.castellan.call(id, name, input);
  if (!isEnvelope<N>(answer)) throw new AppError('INTERNAL', 'The main process gave no usable answer.');
  if (answer.ok) return answer.value;
  throw AppError.from(answer.error);
}

/**
 * Makes one call of the contract. Rejects with AppError only. A cancelled change may have been carried out
 * already: its answer is waited for, never guessed.
 */
async function call<N extends CallName>(
  name: N,
  input: CallInput<N>,
  { signal }: CallOptions = {},
): Promise<CallOutput<N>> {
  if (signal?.aborted === true) throw new AppError('CANCELLED', 'The action was cancelled.');
  lastId += 1;
  const id = `c${lastId}`;
  const cancel = (): void => window.castellan.cancel(id);
  signal?.addEventListener('abort', cancel, { once: true });
  try {
    return await send(id, name, input);
  } catch (thrown) {
    throw thrown instanceof AppError ? thrown : AppError.from(toAppErrorData(thrown));
  } finally {
    signal?.removeEventListener('abort', cancel);
  }
}

/** The main process sends through the contract's table (electron/bridge/events.ts): name and payload agree. */
function isPayloadOf<N extends EventName>(
  wanted: N,
  name: string,
  _payload: unknown,
): _payload is EventPayload<N> {
  return name === wanted;
}

/** Listens to one event of the contract. Answers the function that ends it. */
function onEvent<N extends EventName>(name: N, listener: (payload: EventPayload<N>) => void): () => void {
  return window.castellan.onEvent((sent, payload) => {
    if (isPayloadOf(name, sent, payload)) listener(payload);
  });
}

/** The only way from the page to the main process. */
export const bridge = {
  call,
  onEvent,
  /** `linux`, `darwin`, `win32`: decides between Ctrl and Cmd in labels. */
  get platform(): string {
    return window.castellan.platform;
  },
};
