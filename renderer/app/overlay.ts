import { create } from 'zustand';

export type Overlay = 'palette' | 'shortcuts';

const useStore = create<{ readonly open: Overlay | null }>(() => ({ open: null }));

/** Which of the application's own overlays is open. */
export function useOverlay(): Overlay | null {
  return useStore((state) => state.open);
}

export function openOverlay(overlay: Overlay): void {
  useStore.setState({ open: overlay });
}

export function closeOverlay(): void {
  useStore.setState({ open: null });
}
