import type { ClusterId, Instant } from '#shared/ids';
import { listedKeys, type Cache, type SyncResult } from '../cache/cache';
import {
  NOTHING_TOLD,
  withPage,
  type ClusterAdapter,
  type RemoteKey,
  type RemoteKeyList,
} from '../clusters/adapter';

export interface TransferParts {
  /** Asked for anew with every call: the cache may be reopened at any time. */
  readonly cache: () => Cache;
  readonly adapter: Pick<ClusterAdapter, 'pages'>;
  /** Called before a page is stored, with the keys that were stored before it. */
  readonly onProgress: (done: number, total: number | null) => void;
}

/**
 * Reads all keys of a cluster and writes what differs; `at` is the time of all that is written. The cache's sync begins
 * before the cluster is asked, so that a change made meanwhile is not turned back by an answer that does not hold it
 * yet. Nothing is written when it rejects: as the adapter and the cache do, or as the signal says.
 */
export async function transferKeys(
  id: ClusterId,
  at: Instant,
  { cache, adapter, onProgress }: TransferParts,
  signal: AbortSignal,
): Promise<{ readonly list: RemoteKeyList; readonly written: SyncResult }> {
  const sync = await cache().sync.begin(id, at);
  try {
    const list = await stagePages(sync, { cache, adapter, onProgress }, signal);
    return { list, written: await cache().sync.commit(sync, list.clockSkewMs, list.coverage) };
  } catch (error) {
    await cache()
      .sync.abort(sync)
      .catch(() => undefined);
    throw error;
  }
}

async function stagePages(
  sync: number,
  { cache, adapter, onProgress }: TransferParts,
  signal: AbortSignal,
): Promise<RemoteKeyList> {
  const keys: RemoteKey[] = [];
  let rest: Omit<RemoteKeyList, 'keys'> = NOTHING_TOLD;
  // One page ahead: the next one is read while the cache works on the one before.
  let before: Promise<void> = Promise.resolve();
  for await (const page of adapter.pages(signal)) {
    signal.throwIfAborted();
    onProgress(keys.length, page.total);
    const staged = cache().sync.stage(sync, listedKeys(page.keys));
    staged.catch(() => undefined);
    await before;
    before = staged;
    keys.push(...page.keys);
    rest = withPage(rest, page);
  }
  await before;
  signal.throwIfAborted();
  return { keys, ...rest };
}
