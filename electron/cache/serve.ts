import { toAppErrorData } from '#shared/errors';
import type { CacheOpening, CacheOptions } from './cache';
import {
  areArgsOf,
  type CacheAnswer,
  type CacheArgs,
  type CacheMessage,
  type CacheMethod,
  type CacheRequest,
} from './calls';

/** The engine as the message loop needs it. */
export interface ServedEngine {
  readonly opening: CacheOpening;
  readonly run: <M extends CacheMethod>(method: M, args: CacheArgs<M>) => CacheAnswer<M>;
  readonly advance: () => boolean;
  readonly close: () => void;
}

export interface ServeParts {
  readonly post: (message: CacheMessage) => void;
  readonly open: (options: CacheOptions, onReopened: (opening: CacheOpening) => void) => ServedEngine;
}

/** Work that nobody waits for begins after so much quiet, and leaves room for calls between its slices. */
const QUIET_MS = 150;

function describe(thrown: unknown): string {
  return thrown instanceof Error ? (thrown.stack ?? thrown.message) : 'A value that is no error was thrown.';
}

/**
 * The worker's message loop: one request after the other, each answered once. Expected failures travel as data;
 * a bug is answered as INTERNAL and described in a message of its own for the log.
 */
export function serveCache({ post, open }: ServeParts): (request: CacheRequest) => void {
  let engine: ServedEngine | null = null;
  let quiet: ReturnType<typeof setTimeout> | undefined;

  const guarded = <T>(work: () => T, failed: (thrown: unknown) => T): T => {
    try {
      return work();
    } catch (thrown) {
      if (toAppErrorData(thrown).code === 'INTERNAL') post({ type: 'fault', description: describe(thrown) });
      return failed(thrown);
    }
  };
  const advance = (): void => {
    const more = guarded(
      () => engine?.advance() ?? false,
      () => false,
    );
    if (more) quiet = setTimeout(advance);
  };
  const answer = (request: CacheRequest): unknown => {
    if (request.type === 'open') {
      engine = open(request.options, (opening) => post({ type: 'reopened', opening }));
      return engine.opening;
    }
    if (engine === null) throw new Error('The cache is not open.');
    if (request.type === 'call') return run(engine, request.method, request.args);
    engine.close();
    engine = null;
    return null;
  };

  return (request) => {
    clearTimeout(quiet);
    const { id } = request;
    post(
      guarded<CacheMessage>(
        () => ({ type: 'answer', id, ok: true, value: answer(request) }),
        (thrown) => ({ type: 'answer', id, ok: false, error: toAppErrorData(thrown) }),
      ),
    );
    if (engine !== null) quiet = setTimeout(advance, QUIET_MS);
  };
}

function run<M extends CacheMethod>(
  engine: ServedEngine,
  method: M,
  args: readonly unknown[],
): CacheAnswer<M> {
  if (!areArgsOf(method, args)) throw new Error(`${method} was called with ${args.length} arguments.`);
  return engine.run(method, args);
}
