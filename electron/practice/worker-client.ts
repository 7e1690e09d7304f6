import type { Worker } from 'node:worker_threads';
import { AppError } from '#shared/errors';
import type { ReachablePractice } from './practice';
import type { FromPracticeWorker, PracticeWorkerData, ToPracticeWorker } from './worker-messages';

/** Starts the worker's bundle: `(data) => new Worker(file, { workerData: data })`. */
export type SpawnPracticeWorker = (data: PracticeWorkerData) => Worker;

export interface PracticeWorkerHooks {
  /** Told of exceptions inside a route; for the log. */
  readonly onBug: (message: string) => void;
  /** Told once when the worker ends without having been stopped. */
  readonly onEnd: () => void;
}

/** A practice cluster that runs off the main thread. */
export interface RunningPractice extends ReachablePractice {
  /** Ends every connection, closes the store and waits until the worker is gone. */
  readonly stop: () => Promise<void>;
}

const REMEDY = 'Close other instances that use the folder, or check that it can be written, and try again.';

function refused(message: string, cause?: unknown): AppError {
  return new AppError('UNREACHABLE', message, { remedy: REMEDY, ...(cause === undefined ? {} : { cause }) });
}

/**
 * Starts a practice cluster in a worker thread and resolves when it listens. Rejects with AppError UNREACHABLE when
 * the port or the data folder cannot be had or the worker ends at once.
 */
export function startPracticeWorker(
  spawn: SpawnPracticeWorker,
  data: PracticeWorkerData,
  hooks: PracticeWorkerHooks,
): Promise<RunningPractice> {
  const worker = spawn(data);
  const ended = new Promise<void>((resolve) => {
    worker.once('exit', () => {
      resolve();
    });
  });
  let state: 'starting' | 'running' | 'stopping' = 'starting';

  const stop = async (): Promise<void> => {
    if (state === 'running') {
      state = 'stopping';
      worker.postMessage({ sort: 'stop' } satisfies ToPracticeWorker);
    }
    await ended;
  };

  return new Promise((resolve, reject) => {
    worker.on('message', (message: FromPracticeWorker) => {
      switch (message.sort) {
        case 'started':
          state = 'running';
          resolve({ ...message.address, stop });
          return;
        case 'failed':
          reject(refused(message.message));
          return;
        case 'bug':
          hooks.onBug(message.message);
          return;
        case 'stopped':
          return;
      }
    });
    worker.once('error', (cause) => {
      hooks.onBug(cause instanceof Error ? (cause.stack ?? cause.message) : String(cause));
      reject(refused('The practice cluster ended while it was starting.', cause));
    });
    worker.once('exit', () => {
      if (state === 'running') hooks.onEnd();
      reject(refused('The practice cluster ended while it was starting.'));
    });
  });
}
