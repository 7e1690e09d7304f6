import path from 'node:path';
import { pathToFileURL } from 'node:url';
import type { CacheWorker } from '../cache/client';
import { spawnCacheWorker } from '../cache/spawn';

/** Gives cache workers; the first one is loading already when it is asked for. */
export interface CacheWorkers {
  /** Starts the first worker, once: when the window has its page, which would otherwise wait for it. */
  readonly prepare: () => void;
  readonly spawn: () => CacheWorker;
}

/** `programs`: the folder of the built programs of the main side. */
export function createCacheWorkers(programs: string): CacheWorkers {
  const script = pathToFileURL(path.join(programs, 'cache-worker.js'));
  let prepared: CacheWorker | 'not yet' | 'given away' = 'not yet';
  return {
    prepare: () => {
      if (prepared === 'not yet') prepared = spawnCacheWorker(script);
    },
    spawn: () => {
      const worker = typeof prepared === 'string' ? spawnCacheWorker(script) : prepared;
      prepared = 'given away';
      return worker;
    },
  };
}
