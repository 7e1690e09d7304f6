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
  /** Connects to the page anew: a connection that was made while the page was replaced may never answer. */
  readonly reconnect: () => Promise<PageConnection>;
  /** Unix ms just before the process was started. */
  readonly spawnedAt: number;
  readonly end: () => Promise<void>;
}

const LIMIT_MS = 60_000;
/** Longer than any start takes; a connection that tells nothing by then is made anew. */
const ANSWER_MS = 10_000;
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
  const port = await within(devToolsPort(child), 'open its DevTools');
  let page = await connectPage(await firstPage(port));
  return {
    get page() {
      return page;
    },
    spawnedAt,
    reconnect: async () => {
      page.close();
      page = await connectPage(await firstPage(port));
      return page;
    },
    end: async () => {
      page.close();
      child.kill('SIGTERM');
      await within(gone, 'end').catch((error: unknown) => {
        child.kill('SIGKILL');
        throw error;
      });
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
  const until = performance.now() + LIMIT_MS;
  let { page } = run;
  for (;;) {
    try {
      return z.number().parse(await within(page.evaluate(waiting), `set ${mark}`, ANSWER_MS)) - run.spawnedAt;
    } catch (error) {
      // The empty page goes when the application's own one takes its place; marks are read anew there.
      const isReplaced = error instanceof Error && /execution context/i.test(error.message);
      if (!(isReplaced || error instanceof TooLate) || performance.now() > until) throw error;
      await pause(LOOK_AGAIN_MS);
      if (error instanceof TooLate) page = await run.reconnect();
    }
  }
}

class TooLate extends Error {}

/** Nothing here may wait for ever: a figure that cannot be taken says so. */
async function within<T>(work: Promise<T>, what: string, limitMs = LIMIT_MS): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const limit = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new TooLate(`Electron did not ${what} within ${limitMs} ms.`)), limitMs);
  });
  try {
    return await Promise.race([work, limit]);
  } finally {
    clearTimeout(timer);
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
