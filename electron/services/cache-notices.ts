import type { Notice } from '#shared/contract/app';
import type { CacheOpening } from '../cache/cache';

/** What a user should know about how the cache was opened, in words. */
export function cacheNotices({ setAside, droppedSecrets, readOnly }: CacheOpening): readonly Notice[] {
  const notices: Notice[] = [];
  if (setAside !== null) {
    const { file, carriedOver } = setAside;
    notices.push({
      id: 'cache-set-aside',
      severity: 'error',
      message: `The cache file was damaged. It was set aside as ${file}, and a new one was made.`,
      remedy:
        carriedOver.length === 0
          ? 'Add the clusters again; their keys come back with the first sync.'
          : `Carried over: ${carriedOver.join(', ')}. Keys come back with the next sync.`,
    });
  }
  if (droppedSecrets > 0) {
    notices.push({
      id: 'cache-dropped-secrets',
      severity: 'warning',
      message: `The key that seals stored secrets was not in the keychain any more; ${droppedSecrets} stored secrets were dropped.`,
      remedy:
        'The secrets of keys that still exist are stored again by the next sync. Those of deleted keys are lost, so that they cannot be restored from here.',
    });
  }
  if (readOnly) {
    notices.push({
      id: 'cache-read-only',
      severity: 'warning',
      message: 'The data folder cannot be written. Everything is readable, and nothing is stored this time.',
      remedy: 'Make the folder writable for your user account, then start Castellan again.',
    });
  }
  return notices;
}
