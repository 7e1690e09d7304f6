import { create } from 'zustand';
import type { ClusterId, Instant } from '#shared/ids';
import type { PolicyRequest } from '#shared/policy/decision';

/** The request that is being tried on keys of one cluster; the same one beside the editor and in the details. */
export interface Trying {
  readonly request: PolicyRequest;
  /** When it is made; null: now. */
  readonly at: Instant | null;
}

interface SimulatorStore {
  readonly tried: ReadonlyMap<ClusterId, Trying>;
  /** In the details the simulator is folded until it is asked for. */
  readonly open: boolean;
}

const useStore = create<SimulatorStore>(() => ({ tried: new Map(), open: false }));

/** What is being tried; null until something was chosen or typed. */
export function useTrying(clusterId: ClusterId): Trying | null {
  return useStore(({ tried }) => tried.get(clusterId) ?? null);
}

export function setTrying(clusterId: ClusterId, trying: Trying): void {
  useStore.setState(({ tried }) => ({ tried: new Map(tried).set(clusterId, trying) }));
}

export function useSimulatorOpen(): boolean {
  return useStore(({ open }) => open);
}

export function setSimulatorOpen(open: boolean): void {
  useStore.setState({ open });
}
