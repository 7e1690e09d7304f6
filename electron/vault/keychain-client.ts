import { AppError } from '#shared/errors';
import { vaultAnswerSchema, type VaultFailure, type VaultRequest } from './messages';

/** A keychain process as this side sees it; Electron's utilityProcess in the application. */
export interface VaultProcess {
  readonly send: (message: unknown) => void;
  readonly onMessage: (listener: (message: unknown) => void) => void;
  readonly onExit: (listener: () => void) => void;
  /** Ends the process at once, even when it hangs (SIGKILL). */
  readonly kill: () => void;
}

/** Starts a keychain process. */
export type ForkVault = () => VaultProcess;

/** How a request ended. `timed-out`: no answer within the limit; the process was killed. */
export type Asked =
  | { readonly ok: true; readonly secret: string | null }
  | { readonly ok: false; readonly failure: VaultFailure | 'timed-out'; readonly reason: string };

/** After a timeout, so long questions are not put to the keychain again, unless to find out whether it is back. */
const REST_MS = 30_000;

/** A request without its number. */
export type VaultQuestion = VaultRequest extends infer R
  ? R extends VaultRequest
    ? Omit<R, 'id'>
    : never
  : never;

export interface KeychainClient {
  /** Asks once the requests before are done. Rejects with CANCELLED when the signal aborts while waiting in the queue. */
  readonly ask: (question: VaultQuestion, signal: AbortSignal) => Promise<Asked>;
  /** Ends the process; later questions are answered as `unavailable`. */
  readonly close: () => void;
}

/**
 * Asks the keychain process one question at a time. A question without an answer within `limitMs` ends with the
 * process being killed; the next question starts a new one. Once sent, a question is waited for even when its
 * signal aborts: what it changes in the keychain cannot be taken back.
 */
export function createKeychainClient(fork: ForkVault, limitMs: number, restMs = REST_MS): KeychainClient {
  let process: VaultProcess | null = null;
  let waiting: { readonly id: number; readonly end: (asked: Asked) => void } | null = null;
  let lastId = 0;
  let closed = false;
  let rest: ReturnType<typeof setTimeout> | null = null;
  let queue: Promise<unknown> = Promise.resolve();

  function endWaiting(asked: Asked): void {
    const current = waiting;
    waiting = null;
    current?.end(asked);
  }

  function running(): VaultProcess {
    if (process !== null) return process;
    const started = fork();
    process = started;
    started.onMessage((message) => {
      const answer = vaultAnswerSchema.safeParse(message);
      if (process !== started || !answer.success || answer.data.id !== waiting?.id) return;
      const { id: _id, ...asked } = answer.data;
      endRest();
      endWaiting(asked);
    });
    started.onExit(() => {
      if (process !== started) return;
      process = null;
      endWaiting({ ok: false, failure: 'unavailable', reason: 'The keychain process ended.' });
    });
    return started;
  }

  function kill(): void {
    const current = process;
    process = null;
    current?.kill();
  }

  function endRest(): void {
    if (rest !== null) clearTimeout(rest);
    rest = null;
  }

  function beginRest(): void {
    endRest();
    rest = setTimeout(endRest, restMs);
  }

  function tooLate(): Asked {
    return { ok: false, failure: 'timed-out', reason: `No answer within ${limitMs} ms.` };
  }

  function send(question: VaultQuestion): Promise<Asked> {
    if (closed) return Promise.resolve({ ok: false, failure: 'unavailable', reason: 'The vault is closed.' });
    if (rest !== null && question.op !== 'probe') return Promise.resolve(tooLate());
    return new Promise((resolve) => {
      lastId += 1;
      const id = lastId;
      const limit = setTimeout(() => {
        kill();
        beginRest();
        endWaiting(tooLate());
      }, limitMs);
      waiting = {
        id,
        end: (asked) => {
          clearTimeout(limit);
          resolve(asked);
        },
      };
      running().send({ ...question, id });
    });
  }

  return {
    ask: (question, signal) => {
      const asked = queue.then(() => {
        if (signal.aborted) throw new AppError('CANCELLED', 'The action was cancelled.');
        return send(question);
      });
      queue = asked.catch(() => undefined);
      return asked;
    },
    close: () => {
      closed = true;
      endRest();
      kill();
      endWaiting({ ok: false, failure: 'unavailable', reason: 'The vault is closed.' });
    },
  };
}
