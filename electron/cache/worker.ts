import { randomBytes } from 'node:crypto';
import { parentPort, workerData } from 'node:worker_threads';
import { trustingKindOf } from '#shared/kinds/registry';
import type { CacheRequest } from './calls';
import { CacheEngine } from './engine';
import { serveCache } from './serve';
import type { CacheWorkerData } from './spawn';
import { spawnPreparingThread } from './sync/spawn-preparing';

/** The entry of the cache's worker thread (out/main/cache-worker.js). */
const port = parentPort;
if (port === null) throw new Error('The cache worker was started outside a worker thread.');
const data: unknown = workerData;
if (!isWorkerData(data)) throw new Error('The cache worker was started without its data.');
const { preparingScript } = data;

function isWorkerData(value: unknown): value is CacheWorkerData {
  return typeof value === 'object' && value !== null && 'preparingScript' in value;
}

const answer = serveCache({
  post: (message) => port.postMessage(message),
  open: (options, onReopened) =>
    new CacheEngine({
      ...options,
      onReopened,
      readerOf: trustingKindOf,
      clock: Date.now,
      randomBytes,
      spawnPreparing: (keys) => spawnPreparingThread(new URL(preparingScript), keys),
    }),
});

port.on('message', (request: CacheRequest) => {
  answer(request);
  if (request.type === 'close') port.close();
});
