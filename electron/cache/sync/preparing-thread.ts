import { randomBytes } from 'node:crypto';
import { workerData } from 'node:worker_threads';
import { trustingKindOf } from '#shared/kinds/registry';
import { RefMaker, Sealer } from '../secrets/sealing';
import { preparePart, type PartPreparer } from './part';
import {
  endJob,
  takeJob,
  type PreparingJob,
  type PreparingResult,
  type PreparingThreadData,
} from './preparing-jobs';

/**
 * The entry of the preparing thread (out/main/preparing-thread.js): readies the keys of a first sync while the cache's
 * worker writes those before them. It ends when its port is closed.
 */
const data: unknown = workerData;
if (!isThreadData(data)) throw new Error('The preparing thread was started without its data.');
const { port, keys } = data;
const preparer: PartPreparer = {
  refs: new RefMaker(Buffer.from(keys.profileKey)),
  sealer: keys.dataKey === null ? null : new Sealer(keys.dataKey, randomBytes),
  readerOf: trustingKindOf,
};

port.on('message', ({ id, part, state }: PreparingJob) => {
  if (!takeJob(state)) return;
  const result: PreparingResult = { id, prepared: preparePart(part, preparer) };
  port.postMessage(result);
  endJob(state);
});

function isThreadData(value: unknown): value is PreparingThreadData {
  return typeof value === 'object' && value !== null && 'port' in value && 'keys' in value;
}
