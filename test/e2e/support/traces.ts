import type { ElectronApplication, Page } from '@playwright/test';
import { filesHolding, holdsAny } from '../../support/secret-search';
import { expect } from './fixture';
import type { RunningApp } from './launch';

/** Keeps everything that the main process tells the page from now on, but the one answer that shows a secret. */
export async function recordBridge(app: ElectronApplication): Promise<() => Promise<string>> {
  await app.evaluate(({ ipcMain, BrowserWindow }) => {
    type Handler = (event: unknown, id: unknown, name: unknown, input: unknown) => Promise<unknown>;
    const told: string[] = [];
    Object.assign(globalThis, { told });
    // Not in Electron's types: the one place where every answer passes.
    const handlers = (ipcMain as unknown as { _invokeHandlers: Map<string, Handler> })._invokeHandlers;
    for (const [channel, handler] of handlers) {
      handlers.set(channel, async (event, id, name, input) => {
        const answer = await handler(event, id, name, input);
        if (name !== 'keys.reveal') told.push(`${String(name)} ${JSON.stringify(answer)}`);
        return answer;
      });
    }
    const contents = BrowserWindow.getAllWindows()[0]?.webContents;
    if (contents === undefined) throw new Error('There is no window.');
    const send = contents.send.bind(contents);
    contents.send = (channel, ...args: unknown[]) => {
      told.push(`${channel} ${JSON.stringify(args)}`);
      send(channel, ...args);
    };
  });
  return () => app.evaluate(() => (globalThis as unknown as { told: string[] }).told.join('\n'));
}

/** Everything that the page holds or stores: its HTML, the values of its fields, its storage. */
async function pageContent(page: Page): Promise<string> {
  return page.evaluate(async () => {
    const fields = [...document.querySelectorAll('input, textarea, select')].map(
      (field) => (field as HTMLInputElement).value,
    );
    const databases = await indexedDB.databases();
    const caches = await globalThis.caches.keys().catch(() => []);
    return JSON.stringify([
      document.documentElement.outerHTML,
      fields,
      { ...localStorage },
      { ...sessionStorage },
      document.cookie,
      databases,
      caches,
      history.state,
      location.href,
    ]);
  });
}

/** Looks for the secrets everywhere that outlives what the user sees, the closed application last. */
export async function expectNoTrace(
  running: RunningApp,
  told: string,
  secrets: readonly string[],
): Promise<void> {
  const content = await pageContent(running.page);
  await running.close();
  for (const secret of secrets) {
    const where = {
      page: holdsAny(content, [secret]),
      bridge: holdsAny(told, [secret]),
      output: holdsAny(running.output(), [secret]),
      files: await filesHolding(running.profile, [secret]),
    };
    expect(where, `a secret of ${secret.length} characters`).toEqual({
      page: false,
      bridge: false,
      output: false,
      files: [],
    });
  }
}
