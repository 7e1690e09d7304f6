import { _electron, type Page } from '@playwright/test';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { machineSwitches, removeProfile, temporaryProfile } from './launch';

/** A real page of an origin of its own, in a bare browser. */
export interface ForeignPage {
  readonly page: Page;
  /** Opens the same page under another name of this computer, which is another origin and another host. */
  readonly visit: (host: 'localhost' | '127.0.0.1') => Promise<void>;
  readonly close: () => Promise<void>;
}

/** Serves a page on loopback and opens it. */
export async function openForeignPage(): Promise<ForeignPage> {
  const server = createServer((_, response) => {
    response.setHeader('content-type', 'text/html');
    response.end('<!doctype html><title>A shop</title>');
  });
  await new Promise<void>((resolve) => server.listen(0, 'localhost', resolve));
  const other = createServer(server.listeners('request')[0] as () => void);
  const { port, address } = server.address() as AddressInfo;
  // Where localhost is the other family, its own listener leaves 127.0.0.1 free.
  if (address !== '127.0.0.1') await new Promise<void>((resolve) => other.listen(port, '127.0.0.1', resolve));
  const profile = await temporaryProfile();
  const script = path.join(import.meta.dirname, 'plain-browser.cjs');
  const app = await _electron.launch({
    args: [...machineSwitches(), `--user-data-dir=${profile}`, script, `http://localhost:${port}/`],
  });
  const page = await app.firstWindow();
  await page.waitForLoadState();
  return {
    page,
    visit: async (host) => {
      await page.goto(`http://${host}:${port}/`);
    },
    close: async () => {
      await app.close();
      for (const each of [server, other]) {
        each.closeAllConnections();
        each.close();
      }
      await removeProfile(profile);
    },
  };
}
