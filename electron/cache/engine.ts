import type { Instant } from '#shared/ids';
import { makeAnswers } from './answers';
import type { CacheOpening, CacheOptions } from './cache';
import type { CacheAnswer, CacheArgs, CacheCalls, CacheMethod } from './calls';
import type { ConnectionOptions } from './opening/connection';
import { cacheWasDamaged, sqliteFailure, toCacheError } from './failures';
import { closeDatabase, openDatabase, replaceDamaged, type OpenedDatabase } from './opening/open-database';
import type { SpecReaderOf } from './prepared-key';
import type { RandomBytes } from './secrets/sealing';
import { Store } from './store';
import type { SpawnPreparing } from './sync/spawn-preparing';
import { Syncs } from './sync/syncs';

export interface EngineOptions extends CacheOptions, ConnectionOptions {
  readonly readerOf: SpecReaderOf;
  readonly clock: () => Instant;
  readonly randomBytes: RandomBytes;
  /** Starts the thread that helps with first syncs; without it this one does everything. */
  readonly spawnPreparing?: SpawnPreparing;
  /** A damaged file was set aside while it was in use. */
  readonly onReopened: (opening: CacheOpening) => void;
}

/** Keys indexed in one slice of background work: some 10 ms. */
const INDEX_SLICE = 1_000;

/** One open database with everything over it. */
interface Session {
  readonly opened: OpenedDatabase;
  readonly store: Store;
  readonly syncs: Syncs;
  readonly answers: CacheCalls;
}

function startSession(opened: OpenedDatabase, options: EngineOptions): Session {
  try {
    const store = new Store(opened.database, options);
    if (opened.readOnly) store.database.pragma('query_only = ON');
    const { readerOf } = options;
    const syncs = new Syncs(store, readerOf, options.spawnPreparing);
    return { opened, store, syncs, answers: makeAnswers({ store, syncs, readerOf }) };
  } catch (error) {
    opened.database.close();
    opened.dispose();
    throw error;
  }
}

/** The cache itself, synchronous: everything that the worker answers. */
export class CacheEngine {
  readonly #options: EngineOptions;
  #session: Session;

  /** Opens the file as `openDatabase` says. Throws AppError CACHE_*. */
  constructor(options: EngineOptions) {
    this.#options = options;
    try {
      this.#session = startSession(openDatabase(options), options);
    } catch (error) {
      throw toCacheError(error);
    }
  }

  get opening(): CacheOpening {
    const { opened, store } = this.#session;
    return {
      setAside: opened.setAside,
      droppedSecrets: store.droppedSecrets,
      readOnly: opened.readOnly,
    };
  }

  /** Answers one call. Throws AppError CACHE_*, NOT_FOUND or CANCELLED; a damaged file is replaced before. */
  run<M extends CacheMethod>(method: M, args: CacheArgs<M>): CacheAnswer<M> {
    try {
      return this.#mendingSearch(() => {
        const answer: CacheCalls[M] = this.#session.answers[method];
        return answer(...args);
      });
    } catch (error) {
      if (sqliteFailure(error) !== 'corrupt') throw toCacheError(error);
      throw this.#replaceDamaged(error);
    }
  }

  /** Does a slice of the work that no caller waits for; true while some is left. */
  advance(): boolean {
    const { store, opened } = this.#session;
    if (opened.readOnly) return false;
    try {
      if (this.#mendingSearch(() => store.search.advance(INDEX_SLICE))) return true;
      if (store.needsCheckpoint) store.checkpoint();
    } catch (error) {
      // A disk that is full now may not be later; the work is still there then.
      if (sqliteFailure(error) === 'corrupt') this.#replaceDamaged(error);
      else if (sqliteFailure(error) === null) throw error;
    }
    return false;
  }

  close(): void {
    const { opened, store, syncs } = this.#session;
    syncs.end();
    closeDatabase(store.database);
    opened.dispose();
  }

  /** The index is derived from the keys, so a damaged one is no reason to give the file up. */
  #mendingSearch<T>(work: () => T): T {
    try {
      return work();
    } catch (error) {
      if (sqliteFailure(error) !== 'search-index') throw error;
      this.#session.store.search.rebuild();
      return work();
    }
  }

  /** Gives the error for the call that met the damage. */
  #replaceDamaged(cause: unknown): unknown {
    try {
      this.#session.syncs.end();
      this.#session.store.database.close();
      const opened = replaceDamaged(this.#options);
      this.#session = startSession(opened, this.#options);
      this.#options.onReopened(this.opening);
      return cacheWasDamaged(opened.setAside?.file ?? this.#options.file, cause);
    } catch (error) {
      return toCacheError(error);
    }
  }
}
