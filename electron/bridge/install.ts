import { CALL_CHANNEL, CANCEL_CHANNEL } from '#shared/contract/channels';
import type { IpcMain, WebContents } from 'electron';
import type { Dispatcher } from './dispatcher';

/**
 * Puts the dispatcher on the two channels that the preload script uses, once per process. Calls wait until it is there;
 * `onCall` is told of each at once.
 */
export function installBridge(ipcMain: IpcMain, dispatcher: Promise<Dispatcher>, onCall: () => void): void {
  ipcMain.handle(CALL_CHANNEL, async (event, id: unknown, name: unknown, input: unknown) => {
    onCall();
    return (await dispatcher).call(event, id, name, input);
  });
  ipcMain.on(CANCEL_CHANNEL, (event, id: unknown) => {
    void dispatcher.then((there) => there.cancel(event, id));
  });
}

/** Ends the calls of a page that is gone: closed, crashed or loaded anew. Nobody would get their answers. */
export function abortWithPage(contents: WebContents, dispatcher: Promise<Dispatcher>): void {
  const { id } = contents;
  const abort = (): void => {
    void dispatcher.then((there) => there.abortAll(id));
  };
  contents.on('did-start-navigation', (details) => {
    if (details.isMainFrame && !details.isSameDocument) abort();
  });
  contents.on('render-process-gone', abort);
  contents.once('destroyed', abort);
}
