import { contextBridge, ipcRenderer, type IpcRendererEvent } from 'electron';
import { CALL_CHANNEL, CANCEL_CHANNEL, EVENT_CHANNEL, type BridgeObject } from '#shared/contract/channels';

// The whole surface that the page sees. Names and inputs are judged in the main process (dispatcher.ts).
const bridge = {
  call: (id, name, input) => ipcRenderer.invoke(CALL_CHANNEL, id, name, input),
  cancel: (id) => ipcRenderer.send(CANCEL_CHANNEL, id),
  onEvent: (listener) => {
    // The event object carries the sender and ports; it stays on this side.
    const forward = (_event: IpcRendererEvent, name: string, payload: unknown): void =>
      listener(name, payload);
    ipcRenderer.on(EVENT_CHANNEL, forward);
    return () => {
      ipcRenderer.removeListener(EVENT_CHANNEL, forward);
    };
  },
  platform: process.platform,
} satisfies BridgeObject;

contextBridge.exposeInMainWorld('castellan', bridge);
