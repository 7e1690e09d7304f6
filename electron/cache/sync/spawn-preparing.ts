import { MessageChannel, receiveMessageOnPort, Worker } from 'node:worker_threads';
import type { PreparingJob, PreparingKeys, PreparingResult, PreparingThreadData } from './preparing-jobs';

/** The preparing thread as the cache's worker sees it. */
export interface PreparingThread {
  readonly post: (job: PreparingJob) => void;
  /** The next result that has been sent; null when there is none. */
  readonly take: () => PreparingResult | null;
  readonly end: () => void;
}

export type SpawnPreparing = (keys: PreparingKeys) => PreparingThread;

/**
 * Starts a preparing thread. `script`: URL of its entry. What becomes of the thread is nobody's concern: who waits for
 * it does so for a limited time and then does the work himself.
 */
export function spawnPreparingThread(script: URL, keys: PreparingKeys): PreparingThread {
  const { port1, port2 } = new MessageChannel();
  const data: PreparingThreadData = { port: port2, keys };
  const thread = new Worker(script, {
    name: 'preparing',
    workerData: data,
    transferList: [port2],
  });
  // Without a listener an error there would end this thread too.
  thread.on('error', () => undefined);
  thread.unref();
  return {
    post: (job) => port1.postMessage(job),
    take: () => {
      const received: { readonly message: PreparingResult } | undefined = receiveMessageOnPort(port1);
      return received === undefined ? null : received.message;
    },
    end: () => port1.close(),
  };
}
