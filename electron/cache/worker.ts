import { randomBytes } from 'node:crypto';
import { parentPort } from 'node:worker_threads';
import { trustingKindOf } from '#shared/kinds/registry';
import type { CacheRequest } from './calls';
import { CacheEngine } from './engine';
import { serveCache } from './serve';

/** The entry of the cache's worker thread (out/main/cache-worker.js). */
const port = parentPort;
if (port === null) throw new Error('The cache worker was started outside a worker thread.');

const answer = serveCache({
  post: (message) => port.postMessage(message),
  open: (options, onReopened) =>
    new CacheEngine({ ...options, onReopened, readerOf: trustingKindOf, clock: Date.now, randomBytes }),
});

port.on('message', (request: CacheRequest) => {
  answer(request);
  if (request.type === 'close') port.close();
});
