import { Worker } from 'node:worker_threads';
import type { CacheMessage } from './calls';
import type { CacheWorker } from './client';

/** Room for what is short-lived: a sync makes much of it, and collecting it often takes a tenth of its time. */
const YOUNG_MB = 32;

/**
 * Starts the cache's worker thread. `script`: URL of the built entry (`cache-worker.js` beside the main bundle).
 */
export function spawnCacheWorker(script: URL, execArgv: readonly string[] = []): CacheWorker {
  const worker = new Worker(script, {
    name: 'cache',
    execArgv: [...execArgv],
    resourceLimits: { maxYoungGenerationSizeMb: YOUNG_MB },
  });
  let lastError = '';
  // Without a listener an error in the worker would end the application; the exit that follows tells the rest.
  worker.on('error', (error) => {
    lastError = error instanceof Error ? error.message : 'unknown error';
  });
  return {
    postMessage: (request) => worker.postMessage(request),
    onMessage: (listener) => worker.on('message', (message: CacheMessage) => listener(message)),
    onExit: (listener) => worker.on('exit', (code) => listener(lastError || `exit code ${code}`)),
    terminate: async () => {
      await worker.terminate();
    },
  };
}
