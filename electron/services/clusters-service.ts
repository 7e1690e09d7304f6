import type { ClusterEdit, ClusterForm, ClusterResources, ClusterView } from '#shared/contract/clusters';
import { AppError, toAppErrorData } from '#shared/errors';
import { clusterIdSchema, type ClusterId, type KindId } from '#shared/ids';
import { kindOf } from '#shared/kinds/registry';
import type { Cache, ClusterRow } from '../cache/cache';
import { checkNameFree } from './cluster-input';
import { ClusterTrials, type Verification } from './cluster-trials';
import type { ClusterBook } from './cluster-book';
import type { Confirmations } from './confirmations';
import type { Contacts } from './contacts';
import type { Credentials } from './credentials';
import type { CallContext } from './handler-types';
import type { Notices } from './notices';
import { isBuiltInPractice, practiceClusterId } from './practice-clusters';
import type { Surroundings } from './surroundings';
import type { SyncService } from './sync-service';

/** Long enough for a keychain prompt that is answered slowly; cleaning up must not hang for ever. */
const CLEAN_UP_MS = 15_000;

const UNKNOWN_RESOURCES: ClusterResources = { names: null, users: [], organizations: [] };

type TestInput = Parameters<ClusterTrials['form']>[0];
type StoredTestInput = Parameters<ClusterTrials['stored']>[0];

export interface ClustersParts extends Pick<
  Surroundings,
  'clock' | 'uuid' | 'practice' | 'log' | 'redactor'
> {
  readonly cache: () => Cache;
  readonly book: ClusterBook;
  readonly credentials: Credentials;
  readonly contacts: Contacts;
  readonly confirmations: Confirmations;
  readonly notices: Notices;
  readonly sync: SyncService;
}

/** Adding, changing and removing clusters, and their credentials. */
export class ClustersService {
  private readonly trials: ClusterTrials;

  constructor(private readonly parts: ClustersParts) {
    this.trials = new ClusterTrials(parts);
  }

  list(): ClusterView[] {
    return this.parts.book.views();
  }

  /** Tries a form's values; nothing is stored. */
  test(input: TestInput, { signal }: CallContext): Promise<Verification> {
    return this.trials.form(input, signal);
  }

  /** Tries changed values of a cluster with its stored credential; nothing is stored, and nothing noted. */
  testStored(input: StoredTestInput, { signal }: CallContext): Promise<Verification> {
    return this.trials.stored(input, signal);
  }

  /** Verifies, stores the credential, then the cluster, and starts its first sync without waiting for it. */
  async connect(form: ClusterForm, { signal, requestId }: CallContext): Promise<ClusterView> {
    const { cache, book, uuid, clock, log, sync } = this.parts;
    checkNameFree(form.name, book.rows(), null);
    const draft = { ...this.trials.draft(form), name: form.name };
    const { access, clockSkewMs } = await this.trials.verify(draft, form.credential, signal);
    const row: ClusterRow = {
      ...draft,
      id: clusterIdSchema.parse(uuid()),
      environment: form.environment,
      readOnly: form.readOnly,
      workOffline: false,
      position: this.nextPosition(),
      access,
      createdAt: clock(),
      syncedAt: null,
      clockSkewMs,
      notOffered: [],
      unlisted: [],
    };
    const kept = await this.keepThenInsert(row, form.credential, signal, () => cache().clusters.insert(row));
    book.setCredential(row.id, kept);
    await book.refresh();
    log('info', 'cluster.connected', { requestId, clusterId: row.id, kind: row.kind, access: access.level });
    sync.startInBackground(row.id);
    return book.view(row.id);
  }

  /** Changes a cluster. A new way to reach it is tried with the stored credential first, unless working offline. */
  async update(edit: ClusterEdit, { signal, requestId }: CallContext): Promise<ClusterView> {
    const { book, contacts, log, sync } = this.parts;
    const row = book.row(edit.id);
    checkNameFree(edit.name, book.rows(), edit.id);
    const { connection, caPem } = this.trials.reachOf(row, edit);
    const { name, environment, readOnly } = edit;
    const changed = { ...row, name, environment, readOnly, connection, caPem };
    const moved = JSON.stringify([connection, caPem]) !== JSON.stringify([row.connection, row.caPem]);
    const verified =
      moved && !row.workOffline
        ? await contacts.withAdapter(changed, signal, (adapter) => adapter.verify(signal))
        : null;
    await book.change(edit.id, (now) => ({
      ...now,
      name,
      environment,
      readOnly,
      connection,
      caPem,
      ...(verified === null
        ? {}
        : { access: verified.access, clockSkewMs: verified.clockSkewMs, notOffered: [] }),
    }));
    log('info', 'cluster.updated', { requestId, clusterId: edit.id, moved });
    if (verified !== null) {
      // One that is under way asks where the cluster was before.
      await sync.cancelAndWait(edit.id);
      sync.startInBackground(edit.id);
    }
    return book.view(edit.id);
  }

  async reorder(ids: readonly ClusterId[]): Promise<null> {
    const { book, cache } = this.parts;
    const known = book.rows().map(({ id }) => id);
    if (
      new Set(ids).size !== ids.length ||
      known.length !== ids.length ||
      !known.every((id) => ids.includes(id))
    ) {
      throw new AppError('VALIDATION', 'The new order does not name every cluster once.', { field: 'ids' });
    }
    await cache().clusters.reorder(ids);
    await book.refresh();
    return null;
  }

  /**
   * Removes the cluster's credential and rows from this computer. A vault that cannot be reached does not keep the
   * cluster: the user is told about the entry that stays.
   */
  async remove(id: ClusterId, confirmation: string, { requestId }: CallContext): Promise<null> {
    const { book, cache, confirmations, credentials, notices, sync, log } = this.parts;
    const row = book.row(id);
    confirmations.consume(row, { action: 'remove-cluster', target: null }, confirmation);
    await sync.cancelAndWait(id);
    try {
      await credentials.forget(id, AbortSignal.timeout(CLEAN_UP_MS));
    } catch (error) {
      log('warn', 'cluster.credential-stays', { requestId, clusterId: id, error });
      notices.add({
        id: `credential-stays-${id}`,
        severity: 'warning',
        message: `The credential of ${row.name} could not be removed from the keychain.`,
        remedy: `Remove the entry ${id} of Castellan there, or delete the key on the cluster.`,
      });
    }
    await cache().clusters.remove(id);
    book.forget(id);
    await book.refresh();
    log('info', 'cluster.removed', { requestId, clusterId: id });
    return null;
  }

  /** Verifies another credential and puts it in the place of the old one; everything else stays. */
  async replaceCredential(
    id: ClusterId,
    credential: string,
    { signal, requestId }: CallContext,
  ): Promise<ClusterView> {
    const { book, credentials, log, sync } = this.parts;
    const row = book.row(id);
    if (isBuiltInPractice(row)) {
      throw new AppError('NOT_OFFERED', 'The practice cluster inside Castellan keeps its own admin key.', {
        remedy: 'Add it as a cluster of its own to use it with another key.',
      });
    }
    const { access, clockSkewMs } = await this.trials.verify(row, credential, signal);
    const kept = await credentials.keep(id, credential, signal);
    book.setCredential(id, kept);
    // Another credential may be offered more.
    await book.change(id, (now) => ({ ...now, access, clockSkewMs, notOffered: [] }));
    log('info', 'cluster.credential-replaced', { requestId, clusterId: id, access: access.level });
    // One that is under way asks with the old credential, and would take the new one for an ordinary key.
    await sync.cancelAndWait(id);
    book.setNetwork(id, { state: 'online' });
    sync.startInBackground(id);
    return book.view(id);
  }

  async setWorkOffline(id: ClusterId, workOffline: boolean): Promise<ClusterView> {
    const { book, sync } = this.parts;
    if (workOffline) await sync.cancelAndWait(id);
    await book.change(id, (row) => ({ ...row, workOffline }));
    if (!workOffline) sync.startInBackground(id);
    return book.view(id);
  }

  /** Starts the practice cluster inside the application and adds it as a cluster, both once. */
  async openPractice(kind: KindId, { signal, requestId }: CallContext): Promise<ClusterView> {
    const { book, cache, clock, practice, sync, log } = this.parts;
    const id = practiceClusterId(kind);
    const { connection, credential } = await practice.start(kind, signal);
    this.parts.redactor.register(credential);
    if (!book.rows().some((row) => row.id === id)) {
      await cache().clusters.insert({
        id,
        kind,
        name: this.freeName(`Practice (${kindOf(kind).name})`),
        environment: 'practice',
        connection,
        caPem: null,
        readOnly: false,
        workOffline: false,
        position: this.nextPosition(),
        access: { level: 'admin' },
        createdAt: clock(),
        syncedAt: null,
        clockSkewMs: null,
        notOffered: [],
        unlisted: [],
      });
      book.setCredential(id, 'stored');
      await book.refresh();
      log('info', 'cluster.practice-opened', { requestId, clusterId: id });
    }
    sync.startInBackground(id);
    return book.view(id);
  }

  /** Names that scopes can point at; null when the cluster cannot be asked now. */
  async resources(id: ClusterId, { signal, requestId }: CallContext): Promise<ClusterResources> {
    const { book, contacts, log } = this.parts;
    const row = book.row(id);
    if (row.workOffline) return UNKNOWN_RESOURCES;
    try {
      return await contacts.withAdapter(row, signal, (adapter) => adapter.resources(signal));
    } catch (error) {
      const { code } = toAppErrorData(error);
      if (!(error instanceof AppError) || code === 'CANCELLED') throw error;
      log('info', 'cluster.resources-unknown', { requestId, clusterId: id, code });
      return UNKNOWN_RESOURCES;
    }
  }

  /** The credential first, then the row: a row without credential would look connected and never work. */
  private async keepThenInsert(
    row: ClusterRow,
    credential: string,
    signal: AbortSignal,
    insert: () => Promise<void>,
  ): Promise<'stored' | 'memory'> {
    const { credentials, log } = this.parts;
    const kept = await credentials.keep(row.id, credential, signal);
    try {
      signal.throwIfAborted();
      await insert();
      return kept;
    } catch (error) {
      await credentials.forget(row.id, AbortSignal.timeout(CLEAN_UP_MS)).catch((failure: unknown) => {
        log('warn', 'cluster.credential-stays', { clusterId: row.id, error: failure });
      });
      throw error;
    }
  }

  private nextPosition(): number {
    return Math.max(-1, ...this.parts.book.rows().map(({ position }) => position)) + 1;
  }

  private freeName(wanted: string): string {
    const names = new Set(this.parts.book.rows().map(({ name }) => name.toLocaleLowerCase('en')));
    for (let number = 1; ; number += 1) {
      const name = number === 1 ? wanted : `${wanted} ${number}`;
      if (!names.has(name.toLocaleLowerCase('en'))) return name;
    }
  }
}
