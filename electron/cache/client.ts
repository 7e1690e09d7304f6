import { AppError } from '#shared/errors';
import type { Cache, CacheOpening, CacheOptions } from './cache';
import {
  isReplyOf,
  type CacheAnswer,
  type CacheArgs,
  type CacheMessage,
  type CacheMethod,
  type CacheReply,
  type CacheRequest,
} from './calls';

/** The worker thread as the client sees it; `worker_threads` has it, a test may stand in for it. */
export interface CacheWorker {
  readonly postMessage: (request: CacheRequest) => void;
  readonly onMessage: (listener: (message: CacheMessage) => void) => void;
  /** Called once, when the thread has ended for whatever reason. */
  readonly onExit: (listener: (reason: string) => void) => void;
  readonly terminate: () => Promise<void>;
}

/** What the application hears about the cache outside of answers. */
export interface CacheListeners {
  /** A damaged file was set aside while it was in use. */
  readonly onReopened: (opening: CacheOpening) => void;
  /** A bug in the worker, for the log. */
  readonly onFault: (description: string) => void;
}

export interface OpenedCache {
  readonly cache: Cache;
  readonly opening: CacheOpening;
}

interface Pending {
  readonly settle: (reply: CacheReply) => void;
  readonly reject: (error: AppError) => void;
}

function workerGone(reason: string): AppError {
  return new AppError('INTERNAL', 'The part of Castellan that stores data has stopped.', {
    remedy: 'Start Castellan again. Everything stored before is unharmed.',
    cause: reason,
  });
}

/** Sends requests, matches answers to them, and fails all that wait when the worker ends. */
class Caller {
  readonly #worker: CacheWorker;
  readonly #pending = new Map<number, Pending>();
  #lastId = 0;
  #gone: AppError | null = null;

  constructor(worker: CacheWorker, listeners: CacheListeners) {
    this.#worker = worker;
    worker.onMessage((message) => {
      if (message.type === 'answer') this.#settle(message);
      else if (message.type === 'reopened') listeners.onReopened(message.opening);
      else listeners.onFault(message.description);
    });
    worker.onExit((reason) => {
      this.#gone = workerGone(reason);
      for (const { reject } of this.#pending.values()) reject(this.#gone);
      this.#pending.clear();
    });
  }

  open(options: CacheOptions): Promise<CacheOpening> {
    return this.#send<CacheOpening>((id) => ({ id, type: 'open', options }));
  }

  call<M extends CacheMethod>(method: M, ...args: CacheArgs<M>): Promise<CacheAnswer<M>> {
    return this.#send<CacheAnswer<M>>((id) => ({ id, type: 'call', method, args }));
  }

  /** Resolves when the file is closed; a worker that ended before has closed it too. */
  async close(): Promise<void> {
    if (this.#gone === null) await this.#send<null>((id) => ({ id, type: 'close' }));
    await this.#worker.terminate();
  }

  #send<T>(request: (id: number) => CacheRequest): Promise<T> {
    if (this.#gone !== null) return Promise.reject(this.#gone);
    this.#lastId += 1;
    const id = this.#lastId;
    return new Promise<T>((resolve, reject) => {
      const settle = (reply: CacheReply): void => {
        if (!isReplyOf<T>(reply, id)) return;
        if (reply.ok) resolve(reply.value);
        else reject(AppError.from(reply.error));
      };
      this.#pending.set(id, { settle, reject });
      this.#worker.postMessage(request(id));
    });
  }

  #settle(reply: CacheReply): void {
    const pending = this.#pending.get(reply.id);
    this.#pending.delete(reply.id);
    pending?.settle(reply);
  }
}

function toCache(caller: Caller): Cache {
  return {
    clusters: {
      list: () => caller.call('clusters.list'),
      insert: (row) => caller.call('clusters.insert', row),
      update: (row) => caller.call('clusters.update', row),
      reorder: (ids) => caller.call('clusters.reorder', ids),
      remove: (id) => caller.call('clusters.remove', id),
    },
    keys: {
      page: (query, now) => caller.call('keys.page', query, now),
      owners: (clusterId) => caller.call('keys.owners', clusterId),
      labelled: (clusterId, owner, label, now) => caller.call('keys.labelled', clusterId, owner, label, now),
      get: (id, now) => caller.call('keys.get', id, now),
      history: (id) => caller.call('keys.history', id),
      secret: (id) => caller.call('keys.secret', id),
      whoCan: (query, now) => caller.call('keys.whoCan', query, now),
      refOf: (secret) => caller.call('keys.refOf', secret),
      findByRef: (ref) => caller.call('keys.findByRef', ref),
      put: (clusterId, key, origin, at) => caller.call('keys.put', clusterId, key, origin, at),
      rotate: (id, key, at) => caller.call('keys.rotate', id, key, at),
      markGone: (id, reason, at) => caller.call('keys.markGone', id, reason, at),
    },
    sync: {
      begin: (clusterId, at) => caller.call('sync.begin', clusterId, at),
      stage: (sync, keys) => caller.call('sync.stage', sync, keys),
      commit: (sync, clockSkewMs, coverage) => caller.call('sync.commit', sync, clockSkewMs, coverage),
      abort: (sync) => caller.call('sync.abort', sync),
    },
    operations: {
      write: (row) => caller.call('operations.write', row),
      settle: (id, end) => caller.call('operations.settle', id, end),
      unsettled: () => caller.call('operations.unsettled'),
      list: (clusterId, limit) => caller.call('operations.list', clusterId, limit),
    },
    close: () => caller.close(),
  };
}

/**
 * Starts a worker, opens the database in it and gives the typed client. Rejects with AppError CACHE_FULL,
 * CACHE_READ_ONLY, CACHE_CORRUPT or CACHE_NEWER when the file cannot be opened; the worker is ended then.
 */
export async function openCache(
  options: CacheOptions,
  spawn: () => CacheWorker,
  listeners: CacheListeners,
): Promise<OpenedCache> {
  const worker = spawn();
  const caller = new Caller(worker, listeners);
  try {
    const opening = await caller.open(options);
    return { cache: toCache(caller), opening };
  } catch (error) {
    await worker.terminate();
    throw error;
  }
}
