import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { chromium, type Browser, type Page } from '@playwright/test';

/** A running Electron, reached over the DevTools protocol so that nothing is loaded into its main process. */
export interface ElectronRun {
  readonly page: Page;
  /** Unix ms just before the process was started. */
  readonly spawnedAt: number;
  readonly end: () => Promise<void>;
}

const LIMIT_MS = 60_000;

/** Starts an Electron application and connects to its first page. `args` come after the application's folder. */
export async function runElectron(
  electron: string,
  application: string,
  args: readonly string[],
  environment: Readonly<Record<string, string>>,
): Promise<ElectronRun> {
  const chromiumData = await mkdtemp(path.join(os.tmpdir(), 'castellan-bench-'));
  const root = process.platform === 'linux' && process.getuid?.() === 0 ? ['--no-sandbox'] : [];
  const spawnedAt = performance.timeOrigin + performance.now();
  const child = spawn(
    electron,
    [application, '--remote-debugging-port=0', '--disable-gpu', ...root, ...args],
    {
      env: { ...process.env, BENCH_PROFILE: chromiumData, ...environment },
      stdio: ['ignore', 'ignore', 'pipe'],
    },
  );
  const browser = await chromium.connectOverCDP(await devToolsAddress(child));
  const page = await firstPage(browser);
  return {
    page,
    spawnedAt,
    end: async () => {
      const gone = new Promise((resolve) => child.once('exit', resolve));
      await browser.close();
      child.kill('SIGTERM');
      await gone;
      await rm(chromiumData, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}

/** How long after the start of the process the page set this mark, in ms. */
export async function markedAfter(run: ElectronRun, mark: string): Promise<number> {
  const at = await run.page
    .waitForFunction(
      (name) => {
        const entry = performance.getEntriesByName(name, 'mark')[0];
        return entry === undefined ? 0 : performance.timeOrigin + entry.startTime;
      },
      mark,
      { timeout: LIMIT_MS },
    )
    .then((handle) => handle.jsonValue());
  return at - run.spawnedAt;
}

/** Keeps reading stderr to its end: a process whose pipe is closed early fails at its next line. */
function devToolsAddress(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let text = '';
    child.stderr?.on('data', (chunk: Buffer) => {
      text += chunk.toString('utf8');
      const address = /DevTools listening on (ws:\S+)/.exec(text)?.[1];
      if (address !== undefined) resolve(address);
    });
    child.once('exit', () => reject(new Error(`Electron ended before its DevTools listened:\n${text}`)));
    child.once('error', reject);
  });
}

async function firstPage(browser: Browser): Promise<Page> {
  const context = browser.contexts()[0];
  if (context === undefined) throw new Error('Electron has no browser context.');
  return context.pages()[0] ?? (await context.waitForEvent('page', { timeout: LIMIT_MS }));
}
