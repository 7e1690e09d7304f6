import { clipboard } from 'electron';

/**
 * The system's clipboard as the services see it: plain text. Electron made its methods asynchronous in a later
 * major; awaiting serves both.
 */
export const systemClipboard = {
  write: async (text: string): Promise<void> => {
    await clipboard.writeText(text);
  },
  read: async (): Promise<string> => await clipboard.readText(),
  clear: (): Promise<void> => Promise.resolve(clipboard.clear()),
};
