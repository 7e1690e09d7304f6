import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { z } from 'zod';
import { kindIdSchema, type KindId } from '#shared/ids';
import { startPractice, type PracticeAddress, type PracticeOptions } from '#electron/practice/practice';
import { practiceBundle } from './practice-bundle';

/** A practice cluster that a test started; `stop` ends it and removes its data folder. */
export interface TestPractice extends PracticeAddress {
  readonly dataDir: string;
  readonly stop: () => Promise<void>;
}

export type TestPracticeOptions = Partial<PracticeOptions>;

async function temporaryFolder(): Promise<string> {
  return mkdtemp(path.join(os.tmpdir(), 'castellan-practice-'));
}

/**
 * Starts a practice cluster inside the test's own process on a free port: an empty one without lag unless `options`
 * say otherwise. A `dataDir` that is passed in is left alone by `stop`. An exception inside a route fails `stop`.
 */
export async function practiceHere(options: TestPracticeOptions = {}): Promise<TestPractice> {
  const dataDir = options.dataDir ?? (await temporaryFolder());
  const bugs: unknown[] = [];
  const practice = await startPractice({
    kind: 'algolia',
    port: 0,
    seed: 'empty',
    lag: 0,
    onBug: (error) => {
      bugs.push(error);
    },
    ...options,
    dataDir,
  });
  const { close, ...address } = practice;
  return {
    ...address,
    dataDir,
    stop: async () => {
      await close();
      if (options.dataDir === undefined) await rm(dataDir, { recursive: true, force: true });
      if (bugs.length > 0) throw new AggregateError(bugs, 'The practice cluster met a bug.');
    },
  };
}

const announcementSchema = z.strictObject({
  kind: kindIdSchema,
  url: z.string(),
  applicationId: z.string(),
  adminKey: z.string(),
  pid: z.number(),
});

/** A practice cluster in a process of its own, started through the real command-line entry. */
export interface PracticeProcess extends TestPractice {
  readonly pid: number;
  /** Everything written to stdout so far. */
  readonly output: () => string;
  /** Ends the process as abruptly as the system can; the data folder stays. */
  readonly kill: () => Promise<void>;
}

export interface PracticeProcessOptions {
  /** The search protocol otherwise. */
  readonly kind?: KindId;
  readonly dataDir?: string;
  readonly seed?: 'demo' | 'empty';
  readonly lag?: number;
  /** To come back where an earlier one was; a free port otherwise. */
  readonly port?: number;
}

/** Runs the command-line entry with these arguments. */
export async function runPracticeCli(args: readonly string[]): Promise<ChildProcess> {
  const { cli } = await practiceBundle();
  return spawn(process.execPath, [cli, ...args], { stdio: ['ignore', 'pipe', 'pipe'] });
}

async function ended(child: ChildProcess): Promise<void> {
  if (child.exitCode === null && child.signalCode === null) await once(child, 'exit');
}

async function firstLine(child: ChildProcess): Promise<string> {
  if (child.stdout === null) throw new Error('The process has no stdout.');
  const lines = createInterface({ input: child.stdout });
  const problems: string[] = [];
  child.stderr?.on('data', (chunk: Buffer) => problems.push(chunk.toString('utf8')));
  return new Promise((resolve, reject) => {
    lines.once('line', resolve);
    child.once('exit', () => {
      reject(new Error(`The practice cluster ended at once: ${problems.join('')}`));
    });
  });
}

/** Starts a practice cluster as a child process, as {@link practiceHere} does inside this one. */
export async function practiceProcess(options: PracticeProcessOptions = {}): Promise<PracticeProcess> {
  const dataDir = options.dataDir ?? (await temporaryFolder());
  const { kind = 'algolia', seed = 'empty', lag = 0, port = 0 } = options;
  const settings = { kind, data: dataDir, seed, lag: String(lag), port: String(port) };
  const child = await runPracticeCli(
    Object.entries(settings).flatMap(([name, value]) => [`--${name}`, value]),
  );
  const written: string[] = [];
  child.stdout?.on('data', (chunk: Buffer) => written.push(chunk.toString('utf8')));
  const address = announcementSchema.parse(JSON.parse(await firstLine(child)));
  const end = async (signal: NodeJS.Signals): Promise<void> => {
    child.kill(signal);
    await ended(child);
  };
  return {
    ...address,
    dataDir,
    output: () => written.join(''),
    kill: () => end('SIGKILL'),
    stop: async () => {
      await end('SIGTERM');
      if (options.dataDir === undefined) await rm(dataDir, { recursive: true, force: true });
    },
  };
}
