import { calls, type CallName, type CallOutput, type ParsedInput } from '#shared/contract/index';
import { AppError, toAppErrorData, type AppErrorData, type Envelope } from '#shared/errors';
import type { z } from 'zod';
import type { CallContext, Handlers } from '../services/handler-types';
import { judgeInput } from './input-size';
import type { SenderEvent } from './sender';

type Inputs = { readonly [N in CallName]: ParsedInput<N> };
type Outputs = { readonly [N in CallName]: CallOutput<N> };

/** The contract seen so that TypeScript keeps the input, handler and output of one call together. */
type CallTable = {
  readonly [N in CallName]: {
    readonly input: z.ZodType<Inputs[N]>;
    readonly output: z.ZodType<Outputs[N]>;
    readonly maxInput: number;
  };
};
type HandlerTable = {
  readonly [N in CallName]: (input: Inputs[N], context: CallContext) => Promise<Outputs[N]>;
};
const table: CallTable = calls;

export interface DispatcherParts {
  readonly isTrustedSender: (event: SenderEvent) => boolean;
  readonly uuid: () => string;
  /** Told of every call that failed; `thrown` may hold anything and must be redacted before it is written. */
  readonly onFailure: (facts: FailureFacts, thrown: unknown) => void;
  /** Parse answers with the contract as well: in development and tests, where a mismatch must be found. */
  readonly checkOutput: boolean;
}

export interface FailureFacts {
  readonly requestId: string;
  /** Null: not a call of the contract. */
  readonly call: CallName | null;
  readonly code: AppErrorData['code'];
}

export interface Dispatcher {
  /** Answers one call. Never rejects. */
  readonly call: (
    event: SenderEvent,
    id: unknown,
    name: unknown,
    input: unknown,
  ) => Promise<Envelope<unknown>>;
  readonly cancel: (event: SenderEvent, id: unknown) => void;
  /** Aborts what this web contents still waits for. */
  readonly abortAll: (senderId: number) => void;
}

const CALL_ID = /^[\w-]{1,64}$/;

function isCallName(name: unknown): name is CallName {
  return typeof name === 'string' && Object.hasOwn(calls, name);
}

function parseInput<N extends CallName>(name: N, input: unknown): Inputs[N] {
  const spec = table[name];
  const judgement = judgeInput(input, spec.maxInput);
  if (judgement === 'too-large') {
    throw new AppError('VALIDATION', `This input is larger than ${spec.maxInput} characters.`, {
      details: { limit: spec.maxInput },
    });
  }
  if (judgement === 'not-plain') throw new AppError('VALIDATION', 'This input is not plain data.');
  const parsed = spec.input.safeParse(input);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  const field = issue?.path.map(String).join('.') ?? '';
  throw new AppError(
    'VALIDATION',
    issue?.message ?? 'This input is not valid.',
    field === '' ? {} : { field },
  );
}

/**
 * The way in: sender check, known name, size cap, strict parse, then the handler with an AbortSignal of its own,
 * and the answer in an envelope (design.md, "One request"). `handlers` may still be starting; calls wait for them.
 * A start that failed answers every call with its error.
 */
export function createDispatcher(handlers: Handlers | Promise<Handlers>, parts: DispatcherParts): Dispatcher {
  const running = new Map<number, Map<string, AbortController>>();

  const open = (senderId: number, id: string): AbortController => {
    const own = running.get(senderId) ?? new Map<string, AbortController>();
    if (own.has(id)) throw new AppError('VALIDATION', 'A call with this id is running.');
    const controller = new AbortController();
    own.set(id, controller);
    running.set(senderId, own);
    return controller;
  };

  const close = (senderId: number, id: string, controller: AbortController): void => {
    const own = running.get(senderId);
    if (own?.get(id) !== controller) return;
    own.delete(id);
    if (own.size === 0) running.delete(senderId);
  };

  async function run<N extends CallName>(name: N, input: unknown, context: CallContext): Promise<Outputs[N]> {
    const parsed = parseInput(name, input);
    const ready: HandlerTable = await handlers;
    context.signal.throwIfAborted();
    const output = await ready[name](parsed, context);
    return parts.checkOutput ? table[name].output.parse(output) : output;
  }

  async function admit(
    event: SenderEvent,
    id: unknown,
    name: unknown,
    input: unknown,
    requestId: string,
  ): Promise<unknown> {
    if (!parts.isTrustedSender(event))
      throw new AppError('SENDER_REFUSED', 'This page may not call Castellan.');
    if (typeof id !== 'string' || !CALL_ID.test(id))
      throw new AppError('VALIDATION', 'The id of this call is not valid.');
    if (!isCallName(name)) throw new AppError('VALIDATION', 'There is no such call.');
    const controller = open(event.sender.id, id);
    try {
      return await run(name, input, { signal: controller.signal, requestId });
    } finally {
      close(event.sender.id, id, controller);
    }
  }

  return {
    call: async (event, id, name, input) => {
      const requestId = parts.uuid();
      try {
        return { ok: true, value: await admit(event, id, name, input, requestId) };
      } catch (thrown) {
        const error = toAppErrorData(thrown);
        parts.onFailure({ requestId, call: isCallName(name) ? name : null, code: error.code }, thrown);
        return { ok: false, error };
      }
    },
    cancel: (event, id) => {
      if (typeof id !== 'string' || !parts.isTrustedSender(event)) return;
      running.get(event.sender.id)?.get(id)?.abort();
    },
    abortAll: (senderId) => {
      const own = running.get(senderId);
      // Forgotten at once: the page that loads next may use the same ids.
      running.delete(senderId);
      for (const controller of own?.values() ?? []) controller.abort();
    },
  };
}
