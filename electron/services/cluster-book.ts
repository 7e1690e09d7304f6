import type { ClusterView, NetworkState } from '#shared/contract/clusters';
import { AppError } from '#shared/errors';
import type { ClusterId } from '#shared/ids';
import type { Cache, ClusterRow } from '../cache/cache';
import type { Emit } from './handler-types';

type CredentialState = ClusterView['credential'];
type StoredCluster = ClusterRow & { readonly keyCount: number };

/** What is known of a cluster only for as long as the application runs. */
interface Moment {
  readonly network: NetworkState;
  readonly credential: CredentialState;
}

const UNKNOWN: Moment = { network: { state: 'unknown' }, credential: 'unknown' };

/**
 * The clusters as the cache stores them, together with their state of the moment; the one place that both live in.
 * Every change of either is told to all windows.
 */
export class ClusterBook {
  private stored: readonly StoredCluster[] = [];
  private readonly moments = new Map<ClusterId, Moment>();
  private changing: Promise<unknown> = Promise.resolve();

  constructor(
    private readonly cache: () => Cache,
    private readonly emit: Emit,
  ) {}

  /** Reads the clusters from the cache and tells them. To be called after every change of a row or of keys. */
  async refresh(): Promise<void> {
    this.stored = await this.cache().clusters.list();
    this.tell();
  }

  rows(): readonly ClusterRow[] {
    return this.stored;
  }

  /** The cluster with this id; NOT_FOUND when it was removed. */
  row(id: ClusterId): ClusterRow {
    const row = this.stored.find((one) => one.id === id);
    if (row === undefined) {
      throw new AppError('NOT_FOUND', 'This cluster is no longer there.', {
        remedy: 'Choose another one in the sidebar.',
      });
    }
    return row;
  }

  views(): ClusterView[] {
    return this.stored.map((row) => this.toView(row)).toSorted((a, b) => a.position - b.position);
  }

  view(id: ClusterId): ClusterView {
    this.row(id);
    const view = this.views().find((one) => one.id === id);
    if (view === undefined) throw new Error('A stored cluster has no view.');
    return view;
  }

  network(id: ClusterId): NetworkState {
    return this.moment(id).network;
  }

  setNetwork(id: ClusterId, network: NetworkState): void {
    this.moments.set(id, { ...this.moment(id), network });
    this.tell();
  }

  setCredential(id: ClusterId, credential: CredentialState): void {
    if (this.moment(id).credential === credential) return;
    this.moments.set(id, { ...this.moment(id), credential });
    this.tell();
  }

  /**
   * Stores a changed row; what is not stored by this (`syncedAt`, `unlisted`) stays. One change after the other, each of
   * what the one before has left: a sync's note must not turn back what the user has just set.
   */
  async change(id: ClusterId, change: (row: ClusterRow) => ClusterRow): Promise<void> {
    const done = this.changing.then(async () => {
      const { keyCount: _derived, ...row } = this.storedRow(id);
      await this.cache().clusters.update(change(row));
      await this.refresh();
    });
    this.changing = done.catch(() => undefined);
    await done;
  }

  forget(id: ClusterId): void {
    this.moments.delete(id);
  }

  private storedRow(id: ClusterId): StoredCluster {
    this.row(id);
    const stored = this.stored.find((one) => one.id === id);
    if (stored === undefined) throw new Error('A cluster vanished while it was read.');
    return stored;
  }

  private moment(id: ClusterId): Moment {
    return this.moments.get(id) ?? UNKNOWN;
  }

  private tell(): void {
    this.emit('clusters:changed', this.views());
  }

  private toView({ createdAt: _createdAt, ...row }: StoredCluster): ClusterView {
    return {
      ...row,
      connection: { ...row.connection },
      notOffered: [...row.notOffered],
      unlisted: [...row.unlisted],
      ...this.moment(row.id),
    };
  }
}
