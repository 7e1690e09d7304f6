import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { z } from 'zod';
import { connectPage, type PageConnection } from './page-connection';

/** A running Electron, reached over the DevTools protocol so that nothing is loaded into its main process. */
export interface ElectronRun {
  readonly page: PageConnection;
  /** Unix ms just before the process was started. */
  readonly spawnedAt: number;
  readonly end: () => Promise<void>;
}

const LIMIT_MS = 60_000;
const LOOK_AGAIN_MS = 50;

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
  // Left at once when this process ends in whatever way: nobody else would end it.
  const kill = (): void => void child.kill();
  process.once('exit', kill);
  const gone = new Promise((resolve) => child.once('exit', resolve));
  const page = await connectPage(await firstPage(await devToolsPort(child)));
  return {
    page,
    spawnedAt,
    end: async () => {
      page.close();
      child.kill('SIGTERM');
      await gone;
      process.off('exit', kill);
      await rm(chromiumData, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}

/** How long after the start of the process the page set this mark, in ms. */
export async function markedAfter(run: ElectronRun, mark: string): Promise<number> {
  const waiting = `new Promise((resolve) => new PerformanceObserver((list) => {
    for (const { name, startTime } of list.getEntries())
      if (name === ${JSON.stringify(mark)}) resolve(performance.timeOrigin + startTime);
  }).observe({ type: 'mark', buffered: true }))`;
  for (;;) {
    try {
      return z.number().parse(await run.page.evaluate(waiting)) - run.spawnedAt;
    } catch (error) {
      // The empty page goes when the application's own one takes its place; marks are read anew there.
      if (!(error instanceof Error && /execution context/i.test(error.message))) throw error;
      await pause(LOOK_AGAIN_MS);
    }
  }
}

/** Keeps reading stderr to its end: a process whose pipe is closed early fails at its next line. */
function devToolsPort(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let text = '';
    child.stderr?.on('data', (chunk: Buffer) => {
      text += chunk.toString('utf8');
      const port = /DevTools listening on ws:\/\/127\.0\.0\.1:(\d+)\//.exec(text)?.[1];
      if (port !== undefined) resolve(port);
    });
    child.once('exit', () => reject(new Error(`Electron ended before its DevTools listened:\n${text}`)));
    child.once('error', reject);
  });
}

const targetsSchema = z.array(
  z.object({ type: z.string(), url: z.string(), webSocketDebuggerUrl: z.string() }),
);

/** The DevTools address of the first page that has something to load. */
async function firstPage(port: string): Promise<string> {
  const until = performance.now() + LIMIT_MS;
  while (performance.now() < until) {
    const targets = targetsSchema.parse(await (await fetch(`http://127.0.0.1:${port}/json/list`)).json());
    const page = targets.find(({ type, url }) => type === 'page' && url !== '' && url !== 'about:blank');
    if (page !== undefined) return page.webSocketDebuggerUrl;
    await pause(LOOK_AGAIN_MS);
  }
  throw new Error('No page was opened in time.');
}
