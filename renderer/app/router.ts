import { useEffect, useRef } from 'react';
import { create } from 'zustand';
import type { ClusterId } from '#shared/ids';

export const PLACES = ['keys', 'people', 'settings'] as const;
export type Place = (typeof PLACES)[number];

export interface Location {
  readonly place: Place;
  /** The cluster in view; null while there is none. Stays while a place without a cluster is open. */
  readonly clusterId: ClusterId | null;
}

/** Called before the place or the cluster changes; leaving happens when (and if) it calls `proceed`. */
export type LeaveGuard = (proceed: () => void) => void;

interface Router extends Location {
  readonly guards: readonly LeaveGuard[];
}

const useRouter = create<Router>(() => ({ place: 'keys', clusterId: null, guards: [] }));

export function usePlace(): Place {
  return useRouter((router) => router.place);
}

export function useCurrentClusterId(): ClusterId | null {
  return useRouter((router) => router.clusterId);
}

/** The place that is really shown: the keys where the cluster has nothing of what was chosen. */
export function placeFor(place: Place, hasPeople: boolean): Place {
  return place === 'people' && !hasPeople ? 'keys' : place;
}

/** Goes somewhere, after an open form has agreed. Members left out stay as they are. */
export function navigate(to: Partial<Location>): void {
  const { place, clusterId, guards } = useRouter.getState();
  const next = { place, clusterId, ...to };
  if (next.place === place && next.clusterId === clusterId) return;
  const guard = guards.at(-1);
  const proceed = () => useRouter.setState(next);
  if (guard === undefined) proceed();
  else guard(proceed);
}

/** While `active`, every change of place or cluster goes through `guard`: for forms with changes. */
export function useLeaveGuard(guard: LeaveGuard, active: boolean): void {
  const latest = useRef(guard);
  useEffect(() => {
    latest.current = guard;
  });
  useEffect(() => {
    if (!active) return;
    const own: LeaveGuard = (proceed) => latest.current(proceed);
    useRouter.setState(({ guards }) => ({ guards: [...guards, own] }));
    return () => useRouter.setState(({ guards }) => ({ guards: guards.filter((each) => each !== own) }));
  }, [active]);
}
