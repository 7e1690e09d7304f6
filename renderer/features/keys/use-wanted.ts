import { useEffect } from 'react';
import type { ClusterId } from '#shared/ids';
import { locate } from './queries';
import { settleWanted, useListView } from './view-store';

/** Finds the wanted key in the list, changing the filters where they hide it, and hands its place over. */
export function useWanted(clusterId: ClusterId, onLocated: (index: number) => void): void {
  const { wanted, filter } = useListView(clusterId);
  useEffect(() => {
    if (wanted === null) return;
    const controller = new AbortController();
    locate(clusterId, filter, wanted, controller.signal).then(
      (located) => {
        if (controller.signal.aborted) return;
        if (located === null) return settleWanted(clusterId, filter, null);
        settleWanted(clusterId, located.filter, { index: located.index, ref: wanted });
        onLocated(located.index);
      },
      () => {
        if (!controller.signal.aborted) settleWanted(clusterId, filter, null);
      },
    );
    return () => controller.abort();
    // oxlint-disable-next-line react/exhaustive-deps -- looked for once, under the filter of that moment
  }, [clusterId, wanted]);
}
