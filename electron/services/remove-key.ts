import type { ChangeOutcome } from '#shared/contract/keys';
import { AppError } from '#shared/errors';
import type { OperationRow } from '../cache/cache';
import type { ChangeDesk } from './change-desk';
import type { CallContext } from './handler-types';
import { changeKnownKey, type KeyActionInput, type KeyChange } from './known-key';

/** Deletes a key: journal, one request, wait until it is gone, mark it. Its record and history stay. */
export async function removeKey(
  desk: ChangeDesk,
  input: KeyActionInput,
  context: CallContext,
): Promise<ChangeOutcome> {
  return changeKnownKey(desk, desk.admit(input.clusterId), input, context, {
    action: 'remove',
    after: () => null,
    send: (removal, operation) => send(desk, removal, operation),
  });
}

async function send(
  desk: ChangeDesk,
  { row, record, known, adapter, signal }: KeyChange,
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
