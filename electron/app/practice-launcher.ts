import { Worker } from 'node:worker_threads';
import type { KindId } from '#shared/ids';
import type { Log } from '../log/log';
import type { Redactor } from '../log/redactor';
import { startPracticeWorker, type RunningPractice } from '../practice/worker-client';
import type { PracticeLauncher } from '../services/surroundings';

export interface PracticeLauncherParts {
  /** Path of the built entry (`practice-worker.js`). */
  readonly script: string;
  /** Holds one SQLite file per kind. */
  readonly dataDir: string;
  readonly log: Log;
  readonly redactor: Redactor;
}

/** A change becomes visible with the second read after it, as on a real cluster (key-apis A9). */
const LAG = 1;

/** Runs practice clusters in worker threads: one per kind, started when first asked for, again after it ended. */
export function createPracticeLauncher({
  script,
  dataDir,
  log,
  redactor,
}: PracticeLauncherParts): PracticeLauncher {
  const running = new Map<KindId, Promise<RunningPractice>>();

  const start = (kind: KindId): Promise<RunningPractice> => {
    const started = startPracticeWorker(
      (workerData) => new Worker(script, { name: `practice-${kind}`, workerData }),
      { kind, dataDir, port: 0, seed: 'demo', lag: LAG },
      {
        onBug: (message) => log('error', 'practice.fault', { message }),
        onEnd: () => {
          log('error', 'practice.ended', { kind });
          running.delete(kind);
        },
      },
    );
    running.set(kind, started);
    started.catch(() => running.delete(kind));
    return started;
  };

  return {
    start: async (kind, signal) => {
      const { connection, adminKey } = await (running.get(kind) ?? start(kind));
      signal.throwIfAborted();
      redactor.register(adminKey);
      return { connection, credential: adminKey };
    },
    close: async () => {
      const ends = [...running.values()].map(async (started) => (await started).stop());
      running.clear();
      await Promise.allSettled(ends);
    },
  };
}
