import type { EventPayload } from '#shared/contract/index';
import { AppError, toAppErrorData } from '#shared/errors';
import type { ClusterId, OperationId } from '#shared/ids';
import type { KeyRecord } from '#shared/keys/record';
import type { AnySpec } from '#shared/kinds/kind';
import { kindOf, type KeyDefinition } from '#shared/kinds/registry';
import type { Cache, ClusterRow, KeyId, OperationRow } from '../cache/cache';
import { OutcomeUnknown, type ClusterAdapter, type KnownKey, type RemoteKey } from '../clusters/adapter';
import { pause } from '../clusters/pause';
import type { ClusterBook } from './cluster-book';
import type { Confirmations } from './confirmations';
import type { Contacts } from './contacts';
import type { Intent, Journal } from './journal';
import type { Offers } from './offers';
import type { Patience, Surroundings } from './surroundings';

const LAST_LOOK_MS = 3_000;
/** Longer than a cluster usually needs to show a change, and short enough to be waited for (key-apis A9). */
const DEFAULT_PATIENCE: Patience = { limitMs: 15_000, lookAfterMs: [0, 500, 1_000, 2_000, 4_000] };

type Step = EventPayload<'operation:progress'>['step'];
type Awaited = { readonly exists: true; readonly spec: AnySpec | null } | { readonly exists: false };

/** How sending ended, when it did not fail for certain. */
export type SendResult<T> =
  | { readonly outcome: 'accepted'; readonly value: T }
  | { readonly outcome: 'unknown'; readonly error: OutcomeUnknown };

export interface ChangeParts extends Pick<Surroundings, 'clock' | 'emit' | 'log' | 'redactor' | 'patience'> {
  readonly cache: () => Cache;
  readonly book: ClusterBook;
  readonly contacts: Contacts;
  readonly offers: Offers;
  readonly confirmations: Confirmations;
  readonly journal: Journal;
}

/** What all changes have in common: who may, sending once, waiting, storing, telling. */
export class ChangeDesk {
  private readonly turns = new Map<string, Promise<unknown>>();

  constructor(readonly parts: ChangeParts) {}

  /**
   * Lets the changes of one key happen one after the other: each finds what the one before has left, so that what was
   * asked for twice is not sent twice.
   */
  async inTurn<T>({ clusterId, ref }: KeyId, signal: AbortSignal, change: () => Promise<T>): Promise<T> {
    const name = `${clusterId} ${ref}`;
    const before = this.turns.get(name) ?? Promise.resolve();
    const turn = before.then(() => {
      signal.throwIfAborted();
      return change();
    });
    const ended = turn.catch(() => undefined);
    this.turns.set(name, ended);
    try {
      return await turn;
    } finally {
      if (this.turns.get(name) === ended) this.turns.delete(name);
    }
  }

  /** The cluster, if it may be changed at all: not read-only, not worked with offline, with an admin's credential. */
  admit(id: ClusterId): ClusterRow {
    const row = this.parts.book.row(id);
    if (row.workOffline) {
      throw new AppError('OFFLINE', `You work offline with ${row.name}; nothing was sent.`, {
        remedy: 'Go online with this cluster to change it.',
      });
    }
    if (row.readOnly) {
      throw new AppError('READ_ONLY', `${row.name} is set to read-only; nothing was sent.`, {
        remedy: 'Switch read-only off in the settings of the cluster.',
      });
    }
    if (row.access.level === 'limited') {
      throw new AppError('CREDENTIAL_LIMITED', `The stored key of ${row.name} cannot manage keys.`, {
        remedy: row.access.reason,
      });
    }
    return row;
  }

  /** The spec of a definition for this cluster; VALIDATION at the member with the first error. */
  specOf(row: ClusterRow, definition: KeyDefinition): AnySpec {
    if (definition.kind !== row.kind) {
      throw new AppError('VALIDATION', `These settings are not for a cluster like ${row.name}.`, {
        field: 'definition.kind',
      });
    }
    const now = this.parts.clock() + (row.clockSkewMs ?? 0);
    const problem = kindOf(row.kind)
      .check(definition.spec, now)
      .find(({ severity }) => severity === 'error');
    if (problem === undefined) return definition.spec;
    throw new AppError('VALIDATION', problem.message, { field: problem.field });
  }

  /** A key with its secret. SECRET_UNAVAILABLE when none can be opened, NOT_OFFERED for the administrator's own. */
  async known(id: KeyId, row: ClusterRow): Promise<{ readonly record: KeyRecord; readonly secret: string }> {
    const { cache, clock } = this.parts;
    const record = await cache().keys.get(id, clock());
    if (record === null) throw new AppError('NOT_FOUND', 'This key is not in the list any more.');
    if (record.admin) {
      const { notHere } = kindOf(row.kind).adminKey;
      throw new AppError('NOT_OFFERED', notHere);
    }
    const secret = await cache().keys.secret(id);
    if (secret !== null) return { record, secret };
    throw new AppError('SECRET_UNAVAILABLE', 'The secret of this key is not stored here.', {
      remedy: `Sync ${row.name}, then try again.`,
    });
  }

  progress(clusterId: ClusterId, operationId: OperationId, step: Step, attempt = 0): void {
    this.parts.emit('operation:progress', { clusterId, operationId, step, attempt });
  }

  /** Writes the operation to the journal, then works on it. Nothing is sent when it cannot be written. */
  async within<T>(intent: Intent, work: (operation: OperationRow) => Promise<T>): Promise<T> {
    const { journal } = this.parts;
    const operation = await journal.open(intent);
    try {
      return await work(operation);
    } finally {
      journal.release(operation.id);
    }
  }

  /** Sends, and notes in the journal what surely failed. That error is thrown, with the operation's id. */
  async send<T>(operation: OperationRow, act: () => Promise<T>): Promise<SendResult<T>> {
    this.progress(operation.clusterId, operation.id, 'sending');
    try {
      const value = await act();
      await this.parts.offers.worked(operation);
      return { outcome: 'accepted', value };
    } catch (error) {
      if (error instanceof OutcomeUnknown) return { outcome: 'unknown', error };
      const data = toAppErrorData(error);
      // A bug after sending proves nothing about the cluster.
      await this.note(operation, error instanceof AppError ? 'failed' : 'unknown', data.code);
      if (!(error instanceof AppError)) throw error;
      throw AppError.from({ ...data, details: { ...data.details, operationId: operation.id } });
    }
  }

  /** Waits until an accepted change shows. Whatever ends the waiting early, the change itself was accepted. */
  async wait(
    operation: OperationRow,
    adapter: ClusterAdapter,
    key: KnownKey,
    state: Awaited,
    signal: AbortSignal,
  ): Promise<{ readonly settled: boolean; readonly key: RemoteKey | null }> {
    const { clusterId, id } = operation;
    const onAttempt = (attempt: number): void => this.progress(clusterId, id, 'waiting', attempt);
    try {
      return await adapter.waitUntilVisible(key, state, onAttempt, signal);
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
      this.parts.log('info', 'operation.not-awaited', { operationId: id, code: error.code });
      return { settled: false, key: null };
    }
  }

  /**
   * As {@link wait}, after a lost answer: with a time of its own, since the caller may have cancelled, and again
   * after a failure, since the connection may be bad for a while. `key` is what was seen last.
   */
  async settle(
    operation: OperationRow,
    adapter: ClusterAdapter,
    key: KnownKey,
    state: Awaited,
  ): Promise<{ readonly settled: boolean; readonly key: RemoteKey | null }> {
    const { clusterId, id } = operation;
    const signal = this.settleSignal();
    const onAttempt = (attempt: number): void => this.progress(clusterId, id, 'waiting', attempt);
    for (const ms of this.lookAfterMs) {
      try {
        await pause(ms, signal);
        return await adapter.waitUntilVisible(key, state, onAttempt, signal);
      } catch (error) {
        if (signal.aborted) break;
        this.expected(operation, error);
      }
    }
    return { settled: false, key: await this.lastLook(operation, adapter, key) };
  }

  /** Lets expected failures of settling pass, into the log; throws all others. */
  expected({ id }: OperationRow, error: unknown): void {
    if (!(error instanceof AppError)) throw error;
    this.parts.log('info', 'operation.not-settled', { operationId: id, code: error.code });
  }

  /** Pauses before each look after a lost answer, in ms. */
  get lookAfterMs(): readonly number[] {
    return (this.parts.patience ?? DEFAULT_PATIENCE).lookAfterMs;
  }

  settleSignal(): AbortSignal {
    return AbortSignal.timeout((this.parts.patience ?? DEFAULT_PATIENCE).limitMs);
  }

  private async lastLook(
    operation: OperationRow,
    adapter: ClusterAdapter,
    key: KnownKey,
  ): Promise<RemoteKey | null> {
    try {
      return await adapter.get(key, AbortSignal.timeout(LAST_LOOK_MS));
    } catch (error) {
      this.expected(operation, error);
      return null;
    }
  }

  /** Stores what a change that the cluster carried out has made of a key, and tells everyone. */
  async store(
    row: ClusterRow,
    operation: OperationRow,
    result: string,
    write: (cache: Cache) => Promise<KeyRecord>,
  ): Promise<KeyRecord> {
    const { cache, journal } = this.parts;
    try {
      const record = await write(cache());
      await journal.end(operation, 'done', result, record.ref);
      this.logEnd(operation, 'done', result);
      await this.tell(row.id);
      this.progress(row.id, operation.id, 'settled');
      return record;
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
      throw new AppError(
        error.code,
        `${row.name} carried the change out, but it could not be stored here: ${error.message}`,
        {
          remedy: `${error.remedy ?? ''} The next sync brings the list up to date.`.trim(),
          details: { operationId: operation.id },
          cause: error,
        },
      );
    }
  }

  /** Notes a key that is no longer on its cluster, and throws KEY_GONE. */
  async gone(row: ClusterRow, record: KeyRecord): Promise<never> {
    await this.markGone(record, 'disappeared');
    throw new AppError('KEY_GONE', `The key no longer exists on ${row.name}; nothing was changed.`, {
      remedy: 'It was deleted elsewhere or has expired. Restore it, or create a new one.',
    });
  }

  async markGone(record: KeyRecord, reason: 'disappeared' | 'deleted-here'): Promise<KeyRecord> {
    const { cache, clock } = this.parts;
    const { clusterId, ref } = record;
    const marked = await cache().keys.markGone({ clusterId, ref }, reason, clock());
    await this.tell(clusterId);
    return marked;
  }

  /** Notes an end in the journal that must not hide what really happened when it cannot be written. */
  async note(operation: OperationRow, state: 'failed' | 'unknown', result: string): Promise<void> {
    const { journal, log } = this.parts;
    this.logEnd(operation, state, result);
    try {
      await journal.end(operation, state, result);
    } catch (error) {
      log('warn', 'operation.not-noted', { operationId: operation.id, error });
    }
  }

  private logEnd(operation: OperationRow, state: string, result: string): void {
    const { id, clusterId, action, requestId } = operation;
    this.parts.log('info', 'operation.ended', {
      requestId,
      operationId: id,
      clusterId,
      action,
      state,
      result,
    });
  }

  async tell(clusterId: ClusterId): Promise<void> {
    this.parts.emit('keys:changed', { clusterId });
    await this.parts.book.refresh();
  }
}
