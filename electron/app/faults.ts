import type { App, BrowserWindow, Dialog } from 'electron';
import type { Log } from '../log/log';

export interface FaultParts {
  readonly app: App;
  readonly dialog: Dialog;
  readonly log: Log;
  readonly logFolder: string;
}

/**
 * Nothing goes wrong in silence. An exception that nobody caught leaves the process in an unknown state: it is
 * logged, the user is told, and the application ends. A rejected promise that nobody awaited is logged: the call
 * it belonged to has answered for itself.
 */
export function watchProcess({ app, dialog, log, logFolder }: FaultParts): void {
  process.on('unhandledRejection', (reason) => log('error', 'process.rejection', { reason }));
  process.on('uncaughtException', (error) => {
    log('error', 'process.exception', { error });
    dialog.showErrorBox(
      'Castellan has to close',
      `Something went wrong inside Castellan. Nothing that was stored is lost. Start it again; if it happens again, look at the log in ${logFolder}.`,
    );
    app.exit(1);
  });
  app.on('child-process-gone', (_event, { type, reason, exitCode }) => {
    if (reason !== 'clean-exit') log('warn', 'process.child-gone', { type, reason, exitCode });
  });
}

/** A page that dies twice within this time is not loaded a third time. */
const RELOAD_PAUSE_MS = 60_000;

/**
 * Loads the page again after its process died, once in a minute; asks the user when that does not help or when
 * the page hangs. `clock` in Unix milliseconds.
 */
export function watchPage(window: BrowserWindow, { dialog, log }: FaultParts, clock: () => number): void {
  let diedAt = Number.NEGATIVE_INFINITY;
  window.webContents.on('render-process-gone', (_event, { reason, exitCode }) => {
    if (reason === 'clean-exit') return;
    log('error', 'page.gone', { reason, exitCode });
    const again = clock() - diedAt < RELOAD_PAUSE_MS;
    diedAt = clock();
    if (!again) window.webContents.reload();
    else
      void ask(window, dialog, 'The window of Castellan stopped working twice.', ['Load it again', 'Close']);
  });
  window.on('unresponsive', () => {
    log('warn', 'page.unresponsive');
    void ask(window, dialog, 'The window of Castellan does not answer.', ['Load it again', 'Wait']);
  });
}

async function ask(
  window: BrowserWindow,
  dialog: Dialog,
  message: string,
  buttons: readonly [string, string],
): Promise<void> {
  const { response } = await dialog.showMessageBox(window, {
    type: 'warning',
    message,
    detail: 'Stored data is not affected; what was typed and not saved is lost when the window loads again.',
    buttons: [...buttons],
    cancelId: 1,
  });
  if (response === 0 && !window.isDestroyed()) window.webContents.reload();
  else if (buttons[1] === 'Close' && !window.isDestroyed()) window.close();
}
