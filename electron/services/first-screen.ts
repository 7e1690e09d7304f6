import { clusterInView, FIRST_LIST, type FirstScreen } from '#shared/contract/first-screen';
import type { ClusterId, Instant } from '#shared/ids';
import type { Cache } from '../cache/cache';
import type { Log } from '../log/log';
import type { ClusterBook } from './cluster-book';
import type { Emit } from './handler-types';
import type { SettingsService } from './settings-service';
import type { FirstScreenStore, StartTimer } from './surroundings';

/** As many rows as a tall window shows. */
const ROWS = 50;
/** Changes come in bursts. */
const QUIET_MS = 1_000;

export interface FirstScreenParts {
  readonly cache: () => Cache;
  readonly book: ClusterBook;
  readonly settings: SettingsService;
  readonly store: FirstScreenStore;
  readonly clock: () => Instant;
  readonly startTimer: StartTimer;
  readonly log: Log;
}

/**
 * Keeps what the window shows first for the next start (shared/contract/first-screen.ts). What cannot be kept costs the
 * next start some time and nothing else.
 */
export class FirstScreenKeeper {
  private stopTimer: () => void = () => undefined;
  private outdated = false;
  private known: ReadonlySet<ClusterId> = new Set();
  private writing: Promise<void> = Promise.resolve();

  constructor(private readonly parts: FirstScreenParts) {}

  /** To be told of every event: the kept screen is renewed after a moment of quiet. */
  readonly note: Emit = (name) => {
    if (name !== 'clusters:changed' && name !== 'keys:changed' && name !== 'settings:changed') return;
    const ids = new Set(this.parts.book.rows().map(({ id }) => id));
    // What is removed is removed from here as well, at once.
    if ([...this.known].some((id) => !ids.has(id))) this.replace(async () => null);
    this.known = ids;
    this.outdated = true;
    this.stopTimer();
    this.stopTimer = this.parts.startTimer(() => this.renew(), QUIET_MS);
  };

  /** Writes what is not yet written; before the cache is closed. */
  async stop(): Promise<void> {
    this.stopTimer();
    if (this.outdated) this.renew();
    await this.writing;
  }

  private renew(): void {
    this.outdated = false;
    this.replace(() => this.read());
  }

  private replace(make: () => Promise<FirstScreen | null>): void {
    const { store, log } = this.parts;
    this.writing = this.writing
      .then(async () => store.write(await make()))
      .catch((error: unknown) => log('warn', 'first-screen.not-kept', { error }));
  }

  private async read(): Promise<FirstScreen> {
    const { book, cache, clock } = this.parts;
    const settings = this.parts.settings.get();
    // How a contact ended and where a credential lies is found out anew by every start.
    const clusters = book
      .views()
      .map((view) => ({ ...view, network: { state: 'unknown' } as const, credential: 'unknown' as const }));
    const cluster = clusterInView(clusters, null, settings.lastClusterId);
    if (cluster === null) return { settings, clusters, page: null };
    const query = { clusterId: cluster.id, ...FIRST_LIST, offset: 0, limit: ROWS };
    return { settings, clusters, page: await cache().keys.page(query, clock()) };
  }
}
