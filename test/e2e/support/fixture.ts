import { test as base, expect } from '@playwright/test';
import type { ChildProcess } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { startDisplay } from './display';
import {
  launch,
  removeProfile,
  temporaryProfile,
  type Keyring,
  type LaunchOptions,
  type RunningApp,
} from './launch';

interface WorkerFixtures {
  /** On Linux each worker has a display: focus and clipboard belong to one, and tests run side by side. */
  readonly display: string | null;
}

interface Fixtures {
  /** `test.use({ keyring: 'session' })` gives the application the session's keychain; otherwise it has none. */
  readonly keyring: Keyring;
  /** The profile folder of this test; it outlives every application that the test starts. */
  readonly profile: string;
  /** Starts the application once more (after the first has been closed), on the same profile unless told otherwise. */
  readonly start: (options?: LaunchOptions) => Promise<RunningApp>;
  /** The application, started for this test. */
  readonly running: RunningApp;
}

async function logOf(profile: string): Promise<string> {
  return readFile(path.join(profile, 'logs', 'castellan.log'), 'utf8').catch(() => '');
}

/** Every test has its own profile and its own application; what they said is attached to a test that fails. */
export const test = base.extend<Fixtures, WorkerFixtures>({
  display: [
    async ({ playwright: _playwright }, provide) => {
      if (process.platform !== 'linux') return provide(null);
      const { name, end } = await startDisplay();
      await provide(name);
      end();
    },
    { scope: 'worker' },
  ],
  keyring: ['none', { option: true }],
  profile: async ({ keyring: _keyring }, provide) => {
    const profile = await temporaryProfile();
    await provide(profile);
    await removeProfile(profile);
  },
  start: async ({ display, keyring, profile }, provide, testInfo) => {
    const onDisplay = display === null ? {} : { DISPLAY: display };
    const started: (RunningApp & { readonly child: ChildProcess })[] = [];
    await provide(async (options = {}) => {
      const running = await launch({ keyring, profile, ...options, env: { ...onDisplay, ...options.env } });
      // Asked for now: Playwright forgets the process of an application that has been closed.
      started.push({ ...running, child: running.app.process() });
      return running;
    });
    const failed = testInfo.status !== testInfo.expectedStatus;
    for (const [index, { child, page, output, close }] of started.entries()) {
      if (failed && !page.isClosed()) {
        const picture = await page.screenshot().catch(() => null);
        if (picture !== null)
          await testInfo.attach(`window-${index}.png`, { body: picture, contentType: 'image/png' });
      }
      if (child.exitCode === null && child.signalCode === null) await close();
      if (failed) await testInfo.attach(`output-${index}.txt`, { body: output(), contentType: 'text/plain' });
    }
    if (failed)
      await testInfo.attach('castellan.log', { body: await logOf(profile), contentType: 'text/plain' });
  },
  running: async ({ start }, provide) => {
    await provide(await start());
  },
  page: async ({ running }, provide) => {
    await provide(running.page);
  },
});

export { expect };
