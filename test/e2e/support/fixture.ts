import { test as base, expect } from '@playwright/test';
import type { ChildProcess } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import {
  launch,
  removeProfile,
  temporaryProfile,
  type Keyring,
  type LaunchOptions,
  type RunningApp,
} from './launch';

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
export const test = base.extend<Fixtures>({
  keyring: ['none', { option: true }],
  profile: async ({ keyring: _keyring }, provide) => {
    const profile = await temporaryProfile();
    await provide(profile);
    await removeProfile(profile);
  },
  start: async ({ keyring, profile }, provide, testInfo) => {
    const started: (RunningApp & { readonly child: ChildProcess })[] = [];
    await provide(async (options = {}) => {
      const running = await launch({ keyring, profile, ...options });
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
