import type { NetworkState } from '#shared/contract/clusters';
import { AppError, toAppErrorData } from '#shared/errors';
import type { ClusterId } from '#shared/ids';
import type { Cache, ClusterRow, SyncResult } from '../cache/cache';
import type { ClusterAdapter } from '../clusters/adapter';
import type { ClusterBook } from './cluster-book';
import type { Contacts } from './contacts';
import { Limiter } from './limiter';
import type { Offers } from './offers';
import type { Settler } from './settler';
import type { Surroundings } from './surroundings';
import { transferKeys } from './transfer-keys';

/** Side by side; a slow cluster takes one place, the others go on. */
const AT_ONCE = 6;
const NOTHING: SyncResult = { added: 0, changed: 0, gone: 0 };

export interface SyncParts extends Pick<Surroundings, 'clock' | 'uuid' | 'emit' | 'log' | 'startTimer'> {
  readonly cache: () => Cache;
  readonly book: ClusterBook;
  readonly contacts: Contacts;
  readonly offers: Offers;
  readonly settler: Settler;
  /** Minutes between automatic syncs; 0: none. */
  readonly intervalMinutes: () => number;
}

interface Running {
  readonly done: Promise<SyncResult>;
  readonly controller: AbortController;
  /** What the network was thought to be before; it is that again after a cancelled sync. */
  readonly before: NetworkState;
}

/** Brings the cache up to what the clusters tell: one cluster at a time each, several clusters side by side. */
export class SyncService {
  private readonly running = new Map<ClusterId, Running>();
  /** Clusters that the user asked to sync: what they refused before is forgotten. */
  private readonly asked = new Set<ClusterId>();
  private readonly limiter = new Limiter(AT_ONCE);
  private stopTimer: () => void = () => undefined;
  private stopped = false;
  private paused = 0;
  private pause: Promise<unknown> = Promise.resolve();

  constructor(private readonly parts: SyncParts) {}

  /**
   * Syncs one cluster because the user asked for it; joins the sync that is under way. The caller's abort cancels it
   * for everyone.
   */
  async start(id: ClusterId, signal: AbortSignal): Promise<SyncResult> {
    await this.pause;
    signal.throwIfAborted();
    const running = this.running.get(id) ?? this.begin(this.parts.book.row(id));
    this.asked.add(id);
    const onAbort = (): void => running.controller.abort();
    signal.addEventListener('abort', onAbort, { once: true });
    try {
      return await running.done;
    } finally {
      signal.removeEventListener('abort', onAbort);
    }
  }

  /** Syncs without anyone waiting; how it ended shows in the cluster's network state. */
  startInBackground(id: ClusterId): void {
    if (this.stopped || this.paused > 0 || this.running.has(id)) return;
    // The failure is logged and shown by the sync itself.
    this.begin(this.parts.book.row(id)).done.catch(() => undefined);
  }

  /** The same, after the sync that is under way: that one may have read before what has just changed. */
  startAfterwards(id: ClusterId): void {
    const before = this.running.get(id)?.done.catch(() => undefined);
    if (before === undefined) this.startInBackground(id);
    else
      void before.then(() => {
        if (this.parts.book.rows().some((row) => row.id === id)) this.startInBackground(id);
      });
  }

  /** Syncs every cluster that the user does not keep offline. */
  startAll(): void {
    for (const { id, workOffline } of this.parts.book.rows()) if (!workOffline) this.startInBackground(id);
  }

  cancel(id: ClusterId): void {
    this.running.get(id)?.controller.abort();
  }

  async cancelAndWait(id: ClusterId): Promise<void> {
    const running = this.running.get(id);
    running?.controller.abort();
    await running?.done.catch(() => undefined);
  }

  /** Cancels what runs, and lets nothing start until `work` is done. Starting again is the caller's. */
  async pauseWhile(work: () => Promise<void>): Promise<void> {
    const before = this.pause;
    const pause = before.then(() => this.cancelAll()).then(work);
    this.paused += 1;
    this.pause = pause.catch(() => undefined).finally(() => (this.paused -= 1));
    await pause;
    await this.pause;
  }

  /** Starts (or starts anew, after the setting changed) the automatic syncs. */
  schedule(): void {
    this.stopTimer();
    const minutes = this.parts.intervalMinutes();
    if (minutes === 0 || this.stopped) return;
    this.stopTimer = this.parts.startTimer(() => {
      this.startAll();
      this.schedule();
    }, minutes * 60_000);
  }

  async stop(): Promise<void> {
    this.stopped = true;
    this.stopTimer();
    await this.cancelAll();
  }

  private async cancelAll(): Promise<void> {
    await Promise.all([...this.running.keys()].map((id) => this.cancelAndWait(id)));
  }

  private begin(row: ClusterRow): Running {
    const controller = new AbortController();
    const before = this.parts.book.network(row.id);
    const done = this.limiter
      .run(() => this.sync(row.id, controller.signal), controller.signal)
      .catch((error: unknown) => {
        throw this.ended(row.id, before, error);
      })
      .finally(() => {
        this.running.delete(row.id);
        this.asked.delete(row.id);
      });
    const running = { done, controller, before };
    this.running.set(row.id, running);
    return running;
  }

  private async sync(id: ClusterId, signal: AbortSignal): Promise<SyncResult> {
    const { book, contacts, clock, log, uuid } = this.parts;
    const row = book.row(id);
    const requestId = uuid();
    const began = clock();
    book.setNetwork(id, { state: 'syncing', done: 0, total: null });
    const result = await contacts.withAdapter(row, signal, async (adapter) => {
      const access = await this.accessOf(row, adapter, signal);
      if (access !== 'admin') return NOTHING;
      const { list, written } = await this.transfer(row, adapter, signal);
      await this.parts.settler.settleFrom(id, list, began, requestId);
      await this.parts.offers.afterSync(id, list.notOffered, this.asked.has(id));
      return written;
    });
    book.setNetwork(id, { state: 'online' });
    await book.refresh();
    this.parts.emit('keys:changed', { clusterId: id });
    log('info', 'sync.done', { requestId, clusterId: id, ms: clock() - began, ...result });
    return result;
  }

  /** A limited credential is looked at anew with every sync: its permissions may have grown. */
  private async accessOf(row: ClusterRow, adapter: ClusterAdapter, signal: AbortSignal): Promise<string> {
    if (row.access.level === 'admin') return 'admin';
    return this.verifyAgain(row, adapter, signal);
  }

  private async verifyAgain(row: ClusterRow, adapter: ClusterAdapter, signal: AbortSignal): Promise<string> {
    const { access, clockSkewMs } = await adapter.verify(signal);
    await this.parts.book.change(row.id, (now) => ({ ...now, access, clockSkewMs }));
    return access.level;
  }

  private async transfer(
    row: ClusterRow,
    adapter: ClusterAdapter,
    signal: AbortSignal,
  ): ReturnType<typeof transferKeys> {
    const { cache, clock, book } = this.parts;
    const onProgress = (done: number, total: number | null): void =>
      book.setNetwork(row.id, { state: 'syncing', done, total });
    try {
      return await transferKeys(row.id, clock(), { cache, adapter, onProgress }, signal);
    } catch (error) {
      // Was the admin's until now: find out what it may still do, for the next sync and for the screens.
      if (error instanceof AppError && error.code === 'CREDENTIAL_LIMITED') {
        await this.verifyAgain(row, adapter, signal);
      }
      throw error;
    }
  }

  private ended(id: ClusterId, before: NetworkState, error: unknown): unknown {
    const { book, log } = this.parts;
    const { code, message, remedy } = toAppErrorData(error);
    log(code === 'INTERNAL' ? 'error' : 'info', 'sync.ended', {
      clusterId: id,
      code,
      ...(code === 'INTERNAL' ? { error } : {}),
    });
    if (code === 'CANCELLED') book.setNetwork(id, before);
    else {
      const told = { state: 'offline', code, message } as const;
      book.setNetwork(id, remedy === undefined ? told : { ...told, remedy });
    }
    return code === 'CANCELLED' ? new AppError('CANCELLED', 'The sync was cancelled.') : error;
  }
}
