import type { ChangeOutcome } from '#shared/contract/keys';
import type { ClusterId } from '#shared/ids';
import type { KeyRecord } from '#shared/keys/record';
import { covers } from '#shared/keys/coverage';
import type { AnySpec } from '#shared/kinds/kind';
import { kindOf, type KeyDefinition } from '#shared/kinds/registry';
import type { ClusterRow, OperationRow } from '../cache/cache';
import { listKeys, type ClusterAdapter, type OutcomeUnknown } from '../clusters/adapter';
import { pause } from '../clusters/pause';
import type { ChangeDesk } from './change-desk';
import { keysMadeBy, type FittingKey } from './fitting-keys';
import type { CallContext } from './handler-types';

export interface CreateInput {
  readonly clusterId: ClusterId;
  readonly definition: KeyDefinition;
  readonly confirmation: string | null;
}

/** Creates a key: journal, one request, wait until it can be used, store (design.md, "One request"). */
export async function createKey(
  desk: ChangeDesk,
  input: CreateInput,
  { signal, requestId }: CallContext,
): Promise<ChangeOutcome> {
  const { confirmations, contacts, journal } = desk.parts;
  const row = desk.admit(input.clusterId);
  const spec = desk.specOf(row, input.definition);
  const scope = { action: 'create-key', target: null } as const;
  confirmations.check(row, scope, input.confirmation);
  return contacts.withAdapter(row, signal, async (adapter) => {
    signal.throwIfAborted();
    confirmations.consume(row, scope, input.confirmation);
    const { id: clusterId } = row;
    const id = journal.newId();
    const intent = {
      id,
      clusterId,
      action: 'create',
      ref: null,
      before: null,
      after: spec,
      requestId,
    } as const;
    return desk.within(intent, (operation) => send(desk, { row, spec, adapter, signal }, operation));
  });
}

interface Creation {
  readonly row: ClusterRow;
  readonly spec: AnySpec;
  readonly adapter: ClusterAdapter;
  readonly signal: AbortSignal;
}

async function send(
  desk: ChangeDesk,
  { row, spec, adapter, signal }: Creation,
  operation: OperationRow,
): Promise<ChangeOutcome> {
  const { redactor, clock } = desk.parts;
  const sent = await desk.send(operation, () => adapter.create(spec, signal));
  if (sent.outcome === 'unknown') return settleCreate(desk, row, operation, adapter, sent.error);
  const { secret } = sent.value;
  const release = redactor.register(secret);
  try {
    const { settled, key } = await desk.wait(
      operation,
      adapter,
      { secret, spec },
      { exists: true, spec: null },
      signal,
    );
    const made = key ?? { secret, admin: false, spec, createdAt: clock() };
    const record = await desk.store(row, operation, settled ? 'done' : 'done-unsettled', (cache) =>
      cache.keys.put(row.id, made, 'created-here', clock()),
    );
    return { outcome: 'done', operationId: operation.id, record, settled };
  } finally {
    release();
  }
}

async function settleCreate(
  desk: ChangeDesk,
  row: ClusterRow,
  operation: OperationRow,
  adapter: ClusterAdapter,
  error: OutcomeUnknown,
): Promise<ChangeOutcome> {
  const { found, listed } = await lookForKey(desk, row, operation, adapter);
  const base = { outcome: 'unknown', operationId: operation.id } as const;
  const [only, another] = found;
  if (only !== undefined && another === undefined) {
    const probable = await storeProbable(desk, row, operation, only);
    return {
      ...base,
      probable,
      message: `${error.message} A key with these settings was made on ${row.name} at that time; it is probably this one.`,
    };
  }
  await desk.note(operation, 'unknown', another === undefined ? 'no-answer' : 'several-keys-fit');
  desk.progress(row.id, operation.id, 'settled');
  const message = !listed
    ? `${error.message} ${row.name} does not list keys like this one, so it cannot be looked up. Look where the cluster is administered before you try again.`
    : another === undefined
      ? `${error.message} No new key with these settings was found on ${row.name} so far. The next sync looks again.`
      : `${error.message} Several new keys on ${row.name} have these settings. Look at the list before you try again.`;
  return { ...base, probable: null, message };
}

function storeProbable(
  desk: ChangeDesk,
  row: ClusterRow,
  operation: OperationRow,
  { key }: FittingKey,
): Promise<KeyRecord> {
  return desk.store(row, operation, 'probable-by-reading', (cache) =>
    cache.keys.put(row.id, key, 'first-seen', desk.parts.clock()),
  );
}

interface Looked {
  readonly found: readonly FittingKey[];
  /** False: the cluster refuses to list such keys. */
  readonly listed: boolean;
}

async function lookForKey(
  desk: ChangeDesk,
  row: ClusterRow,
  operation: OperationRow,
  adapter: ClusterAdapter,
): Promise<Looked> {
  const { cache, clock } = desk.parts;
  const signal = desk.settleSignal();
  for (const [index, ms] of desk.lookAfterMs.entries()) {
    desk.progress(row.id, operation.id, 'waiting', index + 1);
    try {
      await pause(ms, signal);
      const list = await listKeys(adapter, signal);
      const found = await keysMadeBy(operation, row.kind, list, cache(), clock());
      if (found.length > 0) return { found, listed: true };
      const { after } = operation;
      if (after !== null && !covers(list.coverage, kindOf(row.kind).listPart(after))) {
        return { found, listed: false };
      }
    } catch (error) {
      if (signal.aborted) break;
      desk.expected(operation, error);
    }
  }
  return { found: [], listed: true };
}
