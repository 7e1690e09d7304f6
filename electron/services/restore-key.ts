import type { ChangeOutcome } from '#shared/contract/keys';
import { AppError } from '#shared/errors';
import type { Instant } from '#shared/ids';
import type { KeyRecord } from '#shared/keys/record';
import { kindOf } from '#shared/kinds/registry';
import type { ClusterRow, OperationRow } from '../cache/cache';
import type { ClusterAdapter, KnownKey, RemoteKey } from '../clusters/adapter';
import type { ChangeDesk } from './change-desk';
import type { CallContext } from './handler-types';
import type { KeyActionInput } from './known-key';
import { replace } from './update-key';

/** One restore under way. */
interface Restore {
  readonly row: ClusterRow;
  readonly record: KeyRecord;
  readonly known: KnownKey;
  readonly adapter: ClusterAdapter;
  readonly context: CallContext;
}

/**
 * Brings a deleted or expired key back. The protocol makes it permanent by that (key-apis A3), so its old expiry is
 * set again when it lies ahead: a second change, with an operation of its own.
 */
export async function restoreKey(
  desk: ChangeDesk,
  input: KeyActionInput,
  context: CallContext,
): Promise<ChangeOutcome> {
  const { confirmations, contacts, journal, redactor } = desk.parts;
  const { signal, requestId } = context;
  const { clusterId, ref } = input;
  const row = desk.admit(clusterId);
  if (!kindOf(row.kind).capabilities.restore) {
    throw new AppError('NOT_OFFERED', `${row.name} cannot restore keys.`);
  }
  const scope = { action: 'restore-key', target: ref } as const;
  confirmations.check(row, scope, input.confirmation);
  const { record, secret } = await desk.known({ clusterId, ref }, row);
  const release = redactor.register(secret);
  try {
    return await contacts.withAdapter(row, signal, async (adapter) => {
      const id = journal.newId();
      desk.progress(clusterId, id, 'checking');
      const known = { secret, spec: record.spec };
      const restore = { row, record, known, adapter, context };
      const there = await stillThere(restore);
      confirmations.consume(row, scope, input.confirmation);
      const { spec } = record;
      const intent = { id, clusterId, ref, action: 'restore', before: spec, after: spec, requestId } as const;
      return await desk.within(intent, (operation) =>
        there === null
          ? send(desk, restore, operation)
          : keep(desk, restore, operation, there, 'already-there'),
      );
    });
  } finally {
    release();
  }
}

/**
 * The key, if it is on the cluster after all. One that was deleted here a moment ago may still show: restoring it
 * before the delete is through would be refused (key-apis A8), so that is waited for.
 */
async function stillThere({ record, known, adapter, context }: Restore): Promise<RemoteKey | null> {
  const { signal } = context;
  const current = await adapter.get(known, signal);
  if (current === null || record.goneReason !== 'deleted-here') return current;
  const { key } = await adapter.waitUntilVisible(known, { exists: false }, () => undefined, signal);
  return key;
}

async function send(desk: ChangeDesk, restore: Restore, operation: OperationRow): Promise<ChangeOutcome> {
  const { row, record, known, adapter, context } = restore;
  const sent = await desk.send(operation, () => adapter.restore(known, context.signal));
  const wanted = { exists: true, spec: null } as const;
  const { settled, key } =
    sent.outcome === 'accepted'
      ? await desk.wait(operation, adapter, known, wanted, context.signal)
      : await desk.settle(operation, adapter, known, wanted);
  if (sent.outcome === 'unknown' && !settled) {
    await desk.note(operation, 'unknown', 'no-answer');
    desk.progress(row.id, operation.id, 'settled');
    const message = `${sent.error.message} Whether ${row.name} restored the key is not known yet; the next sync looks again. If it did, the key never expires until an expiry is set.`;
    return { outcome: 'unknown', operationId: operation.id, probable: record, message };
  }
  const { withExpiry } = kindOf(row.kind);
  const back = key ?? {
    secret: known.secret,
    admin: false,
    spec: withExpiry(record.spec, null),
    createdAt: record.createdAt,
  };
  return keep(
    desk,
    restore,
    operation,
    back,
    sent.outcome === 'unknown' ? 'settled-by-reading' : 'done',
    settled,
  );
}

async function keep(
  desk: ChangeDesk,
  restore: Restore,
  operation: OperationRow,
  back: RemoteKey,
  result: string,
  settled = true,
): Promise<ChangeOutcome> {
  const { row, record } = restore;
  const { expiresAt } = kindOf(row.kind);
  const old = expiresAt(record.spec);
  const stored = await desk.store(row, operation, result, (cache) =>
    cache.keys.put(row.id, back, 'restored', desk.parts.clock()),
  );
  const ahead = old !== null && old > desk.parts.clock() + (row.clockSkewMs ?? 0);
  if (!ahead || expiresAt(back.spec) !== null) {
    return { outcome: 'done', operationId: operation.id, record: stored, settled };
  }
  return setOldExpiry(desk, restore, stored, back, old);
}

async function setOldExpiry(
  desk: ChangeDesk,
  { row, known, adapter, context }: Restore,
  record: KeyRecord,
  back: RemoteKey,
  old: Instant,
): Promise<ChangeOutcome> {
  const { journal } = desk.parts;
  const spec = kindOf(row.kind).withExpiry(back.spec, old);
  try {
    const intent = {
      id: journal.newId(),
      clusterId: row.id,
      ref: record.ref,
      action: 'update',
      before: back.spec,
      after: spec,
      requestId: context.requestId,
    } as const;
    desk.progress(row.id, intent.id, 'restoring-expiry');
    // The key is permanent until this is through: no longer the caller's to cancel.
    const { secret } = known;
    const update = { row, record, secret, spec, adapter, signal: desk.settleSignal() };
    const outcome = await desk.within(intent, (operation) => replace(desk, update, operation, 'restored'));
    if (outcome.outcome === 'changed') throw new Error('A replacement without a check found a change.');
    return outcome;
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    throw new AppError(
      error.code,
      `The key was restored on ${row.name}, but its old expiry could not be set; it never expires now. ${error.message}`,
      {
        remedy: 'Edit the key and set an expiry.',
        ...(error.details === undefined ? {} : { details: error.details }),
        cause: error,
      },
    );
  }
}
