import { AppError, toAppErrorData, type AppErrorCode } from '#shared/errors';
import type { ClusterId } from '#shared/ids';
import type { ClusterRow } from '../cache/cache';
import type { ClusterAdapter, Reach } from '../clusters/adapter';
import type { ClusterBook } from './cluster-book';
import type { Credentials } from './credentials';
import type { Offers } from './offers';
import { startBehind } from './practice-clusters';
import type { Surroundings } from './surroundings';

/** Failures after which a cluster counts as not reachable; all others are answers of a cluster that is there. */
const OFFLINE_CODES: ReadonlySet<AppErrorCode> = new Set<AppErrorCode>([
  'UNREACHABLE',
  'TIMEOUT',
  'TLS_UNTRUSTED',
  'TLS_FAILED',
  'CONNECTION_LOST',
  'SERVER_ERROR',
  'BAD_ANSWER',
  'CREDENTIAL_MISSING',
  'CREDENTIAL_REFUSED',
  'VAULT_LOCKED',
  'VAULT_UNAVAILABLE',
  'VAULT_TIMEOUT',
  'VAULT_NOT_INSTALLED',
]);

type ContactParts = Pick<Surroundings, 'transport' | 'adapters' | 'practice' | 'clock'>;

/** The way from a cluster to its adapter: credential just in time, and the state of the network kept true. */
export class Contacts {
  constructor(
    private readonly parts: ContactParts,
    private readonly book: ClusterBook,
    private readonly credentials: Credentials,
    private readonly offers: Offers,
  ) {}

  /**
   * Runs `work` with the cluster's adapter. OFFLINE when the user works offline with it; VAULT_* or
   * CREDENTIAL_MISSING when there is no credential to use. Notes whether the cluster could be reached, and what it
   * does not offer.
   */
  async withAdapter<T>(
    row: ClusterRow,
    signal: AbortSignal,
    work: (adapter: ClusterAdapter) => Promise<T>,
  ): Promise<T> {
    try {
      const result = await work(await this.open(row, signal));
      this.noteOnline(row.id);
      return result;
    } catch (error) {
      this.noteFailure(row.id, error);
      await this.offers.learn(row.id, error);
      throw error;
    }
  }

  /**
   * An adapter with the credential that is stored for the cluster; the row may hold what is not saved yet. Rejects as
   * {@link withAdapter}, and notes nothing about the network.
   */
  async open(row: ClusterRow, signal: AbortSignal): Promise<ClusterAdapter> {
    refuseOffline(row);
    const practice = await startBehind(row, this.parts.practice, signal);
    if (practice !== null) {
      this.book.setCredential(row.id, 'stored');
      const moved = { ...row, connection: practice.connection };
      return this.adapterFor(row.kind, this.reachOf(moved, practice.credential));
    }
    const looked = await this.credentials.look(row.id, signal);
    this.book.setCredential(row.id, looked.state);
    if (looked.state === 'unknown') throw looked.error;
    if (looked.state === 'missing') throw credentialMissing(row);
    return this.adapterFor(row.kind, this.reachOf(row, looked.credential));
  }

  /** An adapter for a cluster that is not (or not yet so) in the book. */
  adapterFor(kind: ClusterRow['kind'], reach: Reach): ClusterAdapter {
    return this.parts.adapters[kind].open(reach, this.parts.transport, this.parts.clock);
  }

  /** An adapter that uses no credential of the cluster: to try a key with the key's own secret. */
  async openWithout(row: ClusterRow, signal: AbortSignal): Promise<ClusterAdapter> {
    refuseOffline(row);
    const practice = await startBehind(row, this.parts.practice, signal);
    const connection = practice?.connection ?? row.connection;
    return this.adapterFor(row.kind, this.reachOf({ ...row, connection }, ''));
  }

  reachOf(row: ClusterRow, credential: string): Reach {
    return {
      name: row.name,
      connection: row.connection,
      caPem: row.caPem,
      clockSkewMs: row.clockSkewMs,
      credential,
    };
  }

  noteFailure(id: ClusterId, error: unknown): void {
    const { code, message, remedy } = toAppErrorData(error);
    if (code === 'CANCELLED' || code === 'OFFLINE' || code === 'INTERNAL') return;
    if (!OFFLINE_CODES.has(code)) this.noteOnline(id);
    else {
      const told = { state: 'offline', code, message } as const;
      this.setUnlessSyncing(id, () =>
        this.book.setNetwork(id, remedy === undefined ? told : { ...told, remedy }),
      );
    }
  }

  private noteOnline(id: ClusterId): void {
    this.setUnlessSyncing(id, () => {
      if (this.book.network(id).state !== 'online') this.book.setNetwork(id, { state: 'online' });
    });
  }

  /** A sync shows its own progress and ends with its own verdict. */
  private setUnlessSyncing(id: ClusterId, set: () => void): void {
    if (this.book.network(id).state !== 'syncing') set();
  }
}

function credentialMissing({ name }: ClusterRow): AppError {
  return new AppError('CREDENTIAL_MISSING', `No credential for ${name} is stored.`, {
    remedy: 'Enter its key again with "Replace credential". What was synced before stays readable.',
  });
}

function refuseOffline({ name, workOffline }: ClusterRow): void {
  if (!workOffline) return;
  throw new AppError('OFFLINE', `You work offline with ${name}; nothing was sent.`, {
    remedy: 'Go online with this cluster to change it or to sync.',
  });
}
