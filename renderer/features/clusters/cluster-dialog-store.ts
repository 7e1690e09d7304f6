import { create } from 'zustand';
import type { ClusterId } from '#shared/ids';

export type ClusterDialog =
  | { readonly type: 'add' }
  | { readonly type: 'edit'; readonly id: ClusterId }
  | { readonly type: 'credential'; readonly id: ClusterId };

const useStore = create<{ readonly dialog: ClusterDialog | null }>(() => ({ dialog: null }));

/** Which dialog about clusters is open. */
export function useClusterDialog(): ClusterDialog | null {
  return useStore((state) => state.dialog);
}

export function openClusterDialog(dialog: ClusterDialog): void {
  useStore.setState({ dialog });
}

export function closeClusterDialog(): void {
  useStore.setState({ dialog: null });
}
