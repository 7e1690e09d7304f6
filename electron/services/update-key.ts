import type { UpdateOutcome } from '#shared/contract/keys';
import { AppError } from '#shared/errors';
import type { ClusterId, KeyRef } from '#shared/ids';
import type { KeyRecord } from '#shared/keys/record';
import type { AnySpec } from '#shared/kinds/kind';
import { kindOf, type KeyDefinition } from '#shared/kinds/registry';
import type { ClusterRow, OperationRow } from '../cache/cache';
import type { ClusterAdapter, OutcomeUnknown, RemoteKey } from '../clusters/adapter';
import type { ChangeDesk } from './change-desk';
import type { CallContext } from './handler-types';

export interface UpdateInput {
  readonly clusterId: ClusterId;
  readonly ref: KeyRef;
  readonly definition: KeyDefinition;
  /** What the editor showed when it opened. */
  readonly opened: KeyDefinition;
  /** Send even if the key is not that any more. */
  readonly overwrite: boolean;
  readonly confirmation: string | null;
}

/** One update under way. */
interface Update {
  readonly row: ClusterRow;
  readonly record: KeyRecord;
  readonly secret: string;
  readonly spec: AnySpec;
  readonly adapter: ClusterAdapter;
  readonly signal: AbortSignal;
}

/**
 * Replaces a key's spec. The key is read again first: gone is KEY_GONE, and a key that is not what the editor opened
 * is shown instead of being overwritten (design.md, "One request").
 */
export async function updateKey(
  desk: ChangeDesk,
  input: UpdateInput,
  { signal, requestId }: CallContext,
): Promise<UpdateOutcome> {
  const { confirmations, contacts, journal, redactor } = desk.parts;
  const row = desk.admit(input.clusterId);
  const spec = desk.specOf(row, input.definition);
  const scope = { action: 'update-key', target: input.ref } as const;
  confirmations.check(row, scope, input.confirmation);
  const { record, secret } = await desk.known({ clusterId: row.id, ref: input.ref }, row);
  const release = redactor.register(secret);
  try {
    return await contacts.withAdapter(row, signal, async (adapter) => {
      const id = journal.newId();
      desk.progress(row.id, id, 'checking');
      const current = await adapter.get({ secret, spec: record.spec }, signal);
      if (current === null) return await desk.gone(row, record);
      if (!input.overwrite && !kindOf(row.kind).sameSpec(current.spec, input.opened.spec)) {
        return { outcome: 'changed', current: await storeChanged(desk, row, current) };
      }
      confirmations.consume(row, scope, input.confirmation);
      const { clusterId, ref } = input;
      const intent = {
        id,
        clusterId,
        ref,
        action: 'update',
        before: current.spec,
        after: spec,
        requestId,
      } as const;
      const update = { row, record, secret, spec, adapter, signal };
      return await desk.within(intent, (operation) => replace(desk, update, operation));
    });
  } finally {
    release();
  }
}

/** Sends the full spec, waits until it shows, and stores it. Also the second half of a restore. */
export async function replace(
  desk: ChangeDesk,
  update: Update,
  operation: OperationRow,
  origin: 'edited-here' | 'restored' = 'edited-here',
): Promise<UpdateOutcome> {
  const { row, record, secret, spec, adapter, signal } = update;
  const known = asKey(record, secret);
  const sent = await desk
    .send(operation, () => adapter.update(known, spec, signal))
    .catch(async (error: unknown) => {
      if (error instanceof AppError && error.code === 'KEY_GONE') await desk.markGone(record, 'disappeared');
      throw error;
    });
  const wanted = { exists: true, spec } as const;
  const { settled, key } =
    sent.outcome === 'accepted'
      ? await desk.wait(operation, adapter, known, wanted, signal)
      : await desk.settle(operation, adapter, known, wanted);
  if (sent.outcome === 'unknown' && !settled) return unknown(desk, row, operation, sent.error, key);
  const seen = settled && key !== null ? key : { ...known, spec };
  const result = sent.outcome === 'unknown' ? 'settled-by-reading' : settled ? 'done' : 'done-unsettled';
  const stored = await desk.store(row, operation, result, (cache) =>
    cache.keys.put(row.id, seen, origin, desk.parts.clock()),
  );
  return { outcome: 'done', operationId: operation.id, record: stored, settled };
}

function asKey({ admin, spec, createdAt }: KeyRecord, secret: string): RemoteKey {
  return { secret, admin, spec, createdAt };
}

async function storeChanged(desk: ChangeDesk, row: ClusterRow, current: RemoteKey): Promise<KeyRecord> {
  const { cache, clock } = desk.parts;
  const record = await cache().keys.put(row.id, current, 'changed-elsewhere', clock());
  await desk.tell(row.id);
  return record;
}

async function unknown(
  desk: ChangeDesk,
  row: ClusterRow,
  operation: OperationRow,
  error: OutcomeUnknown,
  key: RemoteKey | null,
): Promise<UpdateOutcome> {
  await desk.note(operation, 'unknown', 'no-answer');
  const probable = key === null ? null : await storeChanged(desk, row, key);
  desk.progress(row.id, operation.id, 'settled');
  return {
    outcome: 'unknown',
    operationId: operation.id,
    probable,
    message:
      key === null
        ? `${error.message} What became of the change is not known yet; the next sync looks again.`
        : `${error.message} ${row.name} does not show the change so far; the next sync looks again.`,
  };
}
