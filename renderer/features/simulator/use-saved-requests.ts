import { useMemo } from 'react';
import type { SavedRequest } from '#shared/contract/requests';
import type { ClusterId } from '#shared/ids';
import type { NamedRequest } from '#shared/kinds/operation';
import { useSettings, useUpdateSettings } from '../../app/data/queries';
import type { SimulatedKind } from './simulated-kind';

/** As many as the settings keep for one cluster. */
export const MOST_SAVED = 50;

/** The requests of a cluster's table: those that were kept, else the examples of its kind. */
export interface SavedRequests {
  readonly rows: readonly NamedRequest[];
  /** The table is not that of the examples. */
  readonly own: boolean;
  readonly keep: (rows: readonly SavedRequest[]) => void;
  /** Back to the examples. */
  readonly reset: () => void;
}

/** Reads and changes the kept requests of a cluster; they are settings of this profile and go with the cluster. */
export function useSavedRequests(
  clusterId: ClusterId,
  kind: Pick<SimulatedKind, 'exampleRequests'>,
  names: readonly string[] | null,
): SavedRequests {
  const { savedRequests } = useSettings();
  const update = useUpdateSettings();
  const kept = savedRequests.find((saved) => saved.clusterId === clusterId)?.requests;
  const examples = useMemo(() => kind.exampleRequests(names ?? []), [kind, names]);
  const others = savedRequests.filter((saved) => saved.clusterId !== clusterId);
  return {
    rows: kept ?? examples,
    own: kept !== undefined,
    keep: (rows) => update({ savedRequests: [...others, { clusterId, requests: [...rows] }] }),
    reset: () => update({ savedRequests: others }),
  };
}
