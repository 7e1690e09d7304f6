import type { ChangeOutcome } from '#shared/contract/keys';
import { AppError } from '#shared/errors';
import type { ClusterId, KeyRef } from '#shared/ids';
import type { KeyRecord } from '#shared/keys/record';
import type { ClusterRow, OperationRow } from '../cache/cache';
import type { ClusterAdapter, KnownKey } from '../clusters/adapter';
import type { ChangeDesk } from './change-desk';
import type { CallContext } from './handler-types';

export interface KeyActionInput {
  readonly clusterId: ClusterId;
  readonly ref: KeyRef;
  readonly confirmation: string | null;
}

/** Deletes a key: journal, one request, wait until it is gone, mark it. Its record and history stay. */
export async function removeKey(
  desk: ChangeDesk,
  input: KeyActionInput,
  { signal, requestId }: CallContext,
): Promise<ChangeOutcome> {
  const { confirmations, contacts, journal, redactor } = desk.parts;
  const { clusterId, ref } = input;
  const row = desk.admit(clusterId);
  const scope = { action: 'remove-key', target: ref } as const;
  confirmations.check(row, scope, input.confirmation);
  const { record, secret } = await desk.known({ clusterId, ref }, row);
  const release = redactor.register(secret);
  try {
    return await contacts.withAdapter(row, signal, async (adapter) => {
      signal.throwIfAborted();
      confirmations.consume(row, scope, input.confirmation);
      const id = journal.newId();
      const intent = {
        id,
        clusterId,
        ref,
        action: 'remove',
        before: record.spec,
        after: null,
        requestId,
      } as const;
      const removal = { row, record, known: { secret, spec: record.spec }, adapter, signal };
      return await desk.within(intent, (operation) => send(desk, removal, operation));
    });
  } finally {
    release();
  }
}

interface Removal {
  readonly row: ClusterRow;
  readonly record: KeyRecord;
  readonly known: KnownKey;
  readonly adapter: ClusterAdapter;
  readonly signal: AbortSignal;
}

async function send(
  desk: ChangeDesk,
  { row, record, known, adapter, signal }: Removal,
  operation: OperationRow,
): Promise<ChangeOutcome> {
  const { id, clusterId } = operation;
  const sent = await desk
    .send(operation, () => adapter.remove(known, signal))
    .catch(async (error: unknown) => {
      if (error instanceof AppError && error.code === 'KEY_GONE') await desk.markGone(record, 'disappeared');
      throw error;
    });
  const { settled } =
    sent.outcome === 'accepted'
      ? await desk.wait(operation, adapter, known, { exists: false }, signal)
      : await desk.settle(operation, adapter, known, { exists: false });
  if (sent.outcome === 'unknown' && !settled) {
    await desk.note(operation, 'unknown', 'no-answer');
    desk.progress(clusterId, id, 'settled');
    const message = `${sent.error.message} Whether ${row.name} deleted the key is not known yet; the next sync looks again.`;
    return { outcome: 'unknown', operationId: id, probable: record, message };
  }
  const result = sent.outcome === 'unknown' ? 'settled-by-reading' : settled ? 'done' : 'done-unsettled';
  const marked = await desk.store(row, operation, result, (cache) =>
    cache.keys.markGone({ clusterId, ref: record.ref }, 'deleted-here', desk.parts.clock()),
  );
  return { outcome: 'done', operationId: id, record: marked, settled };
}
