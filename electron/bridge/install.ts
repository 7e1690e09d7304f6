import { CALL_CHANNEL, CANCEL_CHANNEL } from '#shared/contract/channels';
import type { IpcMain, WebContents } from 'electron';
import type { Dispatcher } from './dispatcher';

/** Puts the dispatcher on the two channels that the preload script uses. Once per process. */
export function installBridge(ipcMain: IpcMain, dispatcher: Dispatcher): void {
  ipcMain.handle(CALL_CHANNEL, (event, id: unknown, name: unknown, input: unknown) =>
    dispatcher.call(event, id, name, input),
  );
  ipcMain.on(CANCEL_CHANNEL, (event, id: unknown) => dispatcher.cancel(event, id));
}

/** Ends the calls of a page that is gone: closed, crashed or loaded anew. Nobody would get their answers. */
export function abortWithPage(contents: WebContents, dispatcher: Dispatcher): void {
  const { id } = contents;
  contents.on('did-start-navigation', (details) => {
    if (details.isMainFrame && !details.isSameDocument) dispatcher.abortAll(id);
  });
  contents.on('render-process-gone', () => dispatcher.abortAll(id));
  contents.once('destroyed', () => dispatcher.abortAll(id));
}
