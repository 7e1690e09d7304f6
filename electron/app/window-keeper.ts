import type { BrowserWindow } from 'electron';
import type { WindowState } from './window-state';

const QUIET_MS = 400;

/**
 * Remembers where a window is: `save` gets its state once it has been quiet for a moment, and at once when it
 * closes. Answers the function that ends it.
 */
export function keepWindowState(window: BrowserWindow, save: (state: WindowState) => void): void {
  let timer: NodeJS.Timeout | null = null;
  const write = (): void => {
    timer = null;
    save({
      bounds: window.getNormalBounds(),
      maximized: window.isMaximized(),
      fullScreen: window.isFullScreen(),
    });
  };
  const soon = (): void => {
    if (timer !== null) clearTimeout(timer);
    timer = setTimeout(write, QUIET_MS);
  };
  window.on('resize', soon);
  window.on('move', soon);
  window.on('maximize', soon);
  window.on('unmaximize', soon);
  window.on('enter-full-screen', soon);
  window.on('leave-full-screen', soon);
  window.on('close', () => {
    if (timer !== null) clearTimeout(timer);
    write();
  });
}
