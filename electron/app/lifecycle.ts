import type { App } from 'electron';
import type { Log } from '../log/log';

/** Longer than any transaction takes; a part that hangs must not keep the application from ending. */
const STOP_LIMIT_MS = 5000;

/** Lets the application end only after `stop` has closed what it uses (the cache, the vault), within a time limit. */
export function quitOnceStopped(app: App, log: Log, stop: () => Promise<void>): void {
  let stopped = false;
  app.on('will-quit', (event) => {
    if (stopped) return;
    event.preventDefault();
    const limit = new Promise<void>((resolve) => {
      setTimeout(resolve, STOP_LIMIT_MS).unref();
    });
    const ended = stop().catch((error: unknown) => log('warn', 'stop.failed', { error }));
    void Promise.race([ended, limit]).then(() => {
      stopped = true;
      // In a turn of its own: quitting again while Electron still handles this event would be lost.
      setImmediate(() => app.quit());
    });
  });
}
