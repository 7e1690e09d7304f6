import type { ChangeOutcome } from '#shared/contract/keys';
import { AppError } from '#shared/errors';
import { kindOf } from '#shared/kinds/registry';
import type { OperationRow } from '../cache/cache';
import type { OutcomeUnknown, RemoteKey } from '../clusters/adapter';
import { pause } from '../clusters/pause';
import type { ChangeDesk } from './change-desk';
import type { CallContext } from './handler-types';
import { changeKnownKey, type KeyActionInput, type KeyChange } from './known-key';

/**
 * Gives a key another secret (key-apis B8): journal, one request, wait until the key shows under it, store both in one
 * transaction. The key keeps its history; its ref becomes another one, as it follows from the secret.
 */
export async function rotateKey(
  desk: ChangeDesk,
  input: KeyActionInput,
  context: CallContext,
): Promise<ChangeOutcome> {
  const row = desk.admit(input.clusterId);
  if (!kindOf(row.kind).capabilities.rotate) {
    throw new AppError('NOT_OFFERED', `${row.name} cannot rotate keys.`);
  }
  return changeKnownKey(desk, row, input, context, {
    action: 'rotate',
    after: ({ spec }) => spec,
    send: (rotation, operation) => send(desk, rotation, operation),
  });
}

async function send(desk: ChangeDesk, rotation: KeyChange, operation: OperationRow): Promise<ChangeOutcome> {
  const { record, known, adapter, signal } = rotation;
  const sent = await desk
    .send(operation, () => adapter.rotate(known, signal))
    .catch(async (error: unknown) => {
      if (error instanceof AppError && error.code === 'KEY_GONE') await desk.markGone(record, 'disappeared');
      throw error;
    });
  if (sent.outcome === 'unknown') return settle(desk, rotation, operation, sent.error);
  const { secret } = sent.value;
  const release = desk.parts.redactor.register(secret);
  try {
    const changed = { secret, spec: known.spec };
    const wanted = { exists: true, spec: null } as const;
    const { settled, key } = await desk.wait(operation, adapter, changed, wanted, signal);
    const rotated = key ?? { ...changed, admin: false, createdAt: record.createdAt };
    return await keep(desk, rotation, operation, rotated, settled ? 'done' : 'done-unsettled', settled);
  } finally {
    release();
  }
}

async function keep(
  desk: ChangeDesk,
  { row, record }: KeyChange,
  operation: OperationRow,
  rotated: RemoteKey,
  result: string,
  settled: boolean,
): Promise<ChangeOutcome> {
  const { clusterId, ref } = record;
  const stored = await desk.store(row, operation, result, (cache) =>
    cache.keys.rotate({ clusterId, ref }, rotated, desk.parts.clock()),
  );
  return { outcome: 'done', operationId: operation.id, record: stored, settled };
}

/** After a lost answer the adapter looks for the key; another secret than before means that it was rotated. */
async function settle(
  desk: ChangeDesk,
  rotation: KeyChange,
  operation: OperationRow,
  error: OutcomeUnknown,
): Promise<ChangeOutcome> {
  const { row, record } = rotation;
  const rotated = await look(desk, rotation, operation, error);
  if (rotated === null) {
    await desk.note(operation, 'unknown', 'no-answer');
    desk.progress(row.id, operation.id, 'settled');
    const message = `${error.message} Whether ${row.name} rotated the key is not known yet; the next sync looks again. If it did, the old secret is refused.`;
    return { outcome: 'unknown', operationId: operation.id, probable: record, message };
  }
  const release = desk.parts.redactor.register(rotated.secret);
  try {
    return await keep(desk, rotation, operation, rotated, 'settled-by-reading', true);
  } finally {
    release();
  }
}

/** The key under its new secret; null when nothing tells so within the time that settling has. */
async function look(
  desk: ChangeDesk,
  { known }: KeyChange,
  operation: OperationRow,
  { find }: OutcomeUnknown,
): Promise<RemoteKey | null> {
  const signal = desk.settleSignal();
  if (find === null) return null;
  for (const ms of desk.lookAfterMs) {
    try {
      await pause(ms, signal);
      const found = await find(signal);
      if (found !== null && found.secret !== known.secret) return found;
    } catch (problem) {
      if (signal.aborted) break;
      desk.expected(operation, problem);
    }
  }
  return null;
}
