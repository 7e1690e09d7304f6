import { useEffect, useState } from 'react';
import type { KeyHolder } from '#shared/contract/requests';
import { type AppErrorData, toAppErrorData } from '#shared/errors';
import type { ClusterId } from '#shared/ids';
import type { PolicyRequest } from '#shared/policy/decision';
import { bridge } from '../../bridge';

/** So many keys are named; all are counted. */
export const MOST_NAMED = 500;
/** While somebody types, nothing is asked. */
const QUIET_MS = 150;

export interface ClusterCount {
  readonly asked: number;
  readonly allowed: number;
}

/** How far a look-up has come. */
export interface Found {
  readonly holders: readonly KeyHolder[];
  readonly counts: ReadonlyMap<ClusterId, ClusterCount>;
  readonly done: number;
  readonly end: number;
  readonly state: 'running' | 'done' | 'stopped';
  readonly failure: AppErrorData | null;
}

const NOTHING: Found = { holders: [], counts: new Map(), done: 0, end: 0, state: 'running', failure: null };

/** Goes through the cached keys of some clusters, chunk by chunk; what was found shows at once. Null: nothing is asked. */
export function useWhoCan(
  clusterIds: readonly ClusterId[],
  request: PolicyRequest | null,
): Found & { readonly stop: () => void } {
  const [found, setFound] = useState<Found>(NOTHING);
  const [controller, setController] = useState<AbortController | null>(null);
  const asked = JSON.stringify([clusterIds, request]);
  useEffect(() => {
    if (request === null || clusterIds.length === 0) return;
    const own = new AbortController();
    const timer = setTimeout(() => {
      setController(own);
      void scan(clusterIds, request, own.signal, setFound);
    }, QUIET_MS);
    return () => {
      clearTimeout(timer);
      own.abort();
    };
    // oxlint-disable-next-line react/exhaustive-deps -- `asked` stands for both, whatever objects they are
  }, [asked]);
  return {
    ...found,
    stop: () => {
      controller?.abort();
      setFound((last) => (last.state === 'running' ? { ...last, state: 'stopped' } : last));
    },
  };
}

async function scan(
  clusterIds: readonly ClusterId[],
  request: PolicyRequest,
  signal: AbortSignal,
  show: (found: Found) => void,
): Promise<void> {
  let found = NOTHING;
  show(found);
  try {
    for (let after: number | null = 0; after !== null;) {
      const most = MOST_NAMED - found.holders.length;
      const query = { clusterIds: [...clusterIds], request, after, most };
      const chunk: Awaited<ReturnType<typeof ask>> = await ask(query, signal);
      if (signal.aborted) return;
      const counts = new Map(found.counts);
      for (const { clusterId, asked, allowed } of chunk.counts) {
        const before = counts.get(clusterId) ?? { asked: 0, allowed: 0 };
        counts.set(clusterId, { asked: before.asked + asked, allowed: before.allowed + allowed });
      }
      found = {
        holders: [...found.holders, ...chunk.holders],
        counts,
        done: chunk.next ?? chunk.end,
        end: chunk.end,
        state: chunk.next === null ? 'done' : 'running',
        failure: null,
      };
      show(found);
      after = chunk.next;
    }
  } catch (thrown) {
    if (!signal.aborted) show({ ...found, state: 'stopped', failure: toAppErrorData(thrown) });
  }
}

function ask(query: Parameters<typeof bridge.call<'keys.whoCan'>>[1], signal: AbortSignal) {
  return bridge.call('keys.whoCan', query, { signal });
}
