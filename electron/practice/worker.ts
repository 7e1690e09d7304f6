import { parentPort, workerData } from 'node:worker_threads';
import { z } from 'zod';
import { kindIdSchema } from '#shared/ids';
import { SEEDS } from './kind-server';
import { startPractice } from './practice';
import { describeStartFailure } from './start-failure';
import type { FromPracticeWorker, PracticeWorkerData } from './worker-messages';

const dataSchema: z.ZodType<PracticeWorkerData> = z.strictObject({
  kind: kindIdSchema,
  dataDir: z.string().min(1),
  port: z.number().int(),
  seed: z.enum(SEEDS),
  lag: z.number().int().min(0),
});

if (parentPort === null) throw new Error('The practice worker must be started as a worker thread.');
const port = parentPort;

function tell(message: FromPracticeWorker): void {
  port.postMessage(message);
}

const options = dataSchema.parse(workerData);
try {
  const { close, ...address } = await startPractice({
    ...options,
    onBug: (error) => {
      tell({ sort: 'bug', message: error instanceof Error ? (error.stack ?? error.message) : String(error) });
    },
  });
  // The only message there is: stop.
  port.once('message', () => {
    void close().then(() => {
      tell({ sort: 'stopped' });
      port.close();
    });
  });
  tell({ sort: 'started', address });
} catch (error) {
  tell({ sort: 'failed', message: describeStartFailure(error, options.port) });
  port.close();
}
