import { KEY_AWAITED, type CacheOptions } from '../cache/cache';
import { openCache, type CacheListeners, type OpenedCache } from '../cache/client';
import { builtCachePrograms, spawnCacheWorker } from '../cache/spawn';
import type { OpenCache } from '../services/cache-slot';

/** Opens the profile's cache, ahead of the services that use it. */
export interface EarlyCache {
  /** Begins to open the file, once: while the window waits for its page and nothing else can be done. */
  readonly prepare: () => void;
  /** The first opening, which is without a key (KEY_AWAITED), takes what was prepared. */
  readonly open: OpenCache;
}

/** What listeners are told before they are there is kept for them. */
function listenersToCome(): {
  readonly listeners: CacheListeners;
  readonly attach: (real: CacheListeners) => void;
} {
  const kept: ((real: CacheListeners) => void)[] = [];
  let attached: CacheListeners | null = null;
  const tell = (one: (real: CacheListeners) => void): void => {
    if (attached === null) kept.push(one);
    else one(attached);
  };
  return {
    listeners: {
      onReopened: (opening) => tell((real) => real.onReopened(opening)),
      onFault: (description) => tell((real) => real.onFault(description)),
    },
    attach: (real) => {
      attached = real;
      for (const one of kept.splice(0)) one(real);
    },
  };
}

/** `programs`: the folder of the built programs of the main side; `file`: the database. */
export function createEarlyCache(programs: string, file: string): EarlyCache {
  const threads = builtCachePrograms(programs);
  const openNow = (options: CacheOptions, listeners: CacheListeners): Promise<OpenedCache> =>
    openCache(options, () => spawnCacheWorker(threads), listeners);
  let begun = false;
  let prepared: Promise<OpenedCache> | null = null;
  const toCome = listenersToCome();
  return {
    prepare: () => {
      if (begun) return;
      begun = true;
      prepared = openNow({ file, ...KEY_AWAITED }, toCome.listeners);
      // Told by whoever opens the cache.
      prepared.catch(() => undefined);
    },
    open: (options, listeners) => {
      const early = prepared;
      begun = true;
      prepared = null;
      if (early === null) return openNow(options, listeners);
      toCome.attach(listeners);
      return early;
    },
  };
}
