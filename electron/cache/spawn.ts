import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { Worker } from 'node:worker_threads';
import type { CacheMessage } from './calls';
import type { CacheWorker } from './client';

/** Room for what is short-lived: a sync makes much of it, and collecting it often takes a tenth of its time. */
const YOUNG_MB = 32;

/** The entries of the cache's threads. */
export interface CachePrograms {
  readonly worker: URL;
  readonly preparing: URL;
}

/** What the worker is started with. */
export interface CacheWorkerData {
  /** URL of the preparing thread's entry. */
  readonly preparingScript: string;
}

/** The built ones. `folder`: where the programs of the main side are (out/main). */
export function builtCachePrograms(folder: string): CachePrograms {
  return {
    worker: pathToFileURL(path.join(folder, 'cache-worker.js')),
    preparing: pathToFileURL(path.join(folder, 'preparing-thread.js')),
  };
}

/** Starts the cache's worker thread. */
export function spawnCacheWorker(programs: CachePrograms, execArgv: readonly string[] = []): CacheWorker {
  const data: CacheWorkerData = { preparingScript: programs.preparing.href };
  const worker = new Worker(programs.worker, {
    name: 'cache',
    execArgv: [...execArgv],
    workerData: data,
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
