import type { ChangeOutcome } from '#shared/contract/keys';
import type { ClusterId, KeyRef } from '#shared/ids';
import type { KeyRecord } from '#shared/keys/record';
import type { AnySpec } from '#shared/kinds/kind';
import type { ClusterRow, OperationRow } from '../cache/cache';
import type { ClusterAdapter, KnownKey } from '../clusters/adapter';
import type { ChangeDesk } from './change-desk';
import type { CallContext } from './handler-types';

export interface KeyActionInput {
  readonly clusterId: ClusterId;
  readonly ref: KeyRef;
  readonly confirmation: string | null;
}

/** A change of one known key under way. */
export interface KeyChange {
  readonly row: ClusterRow;
  readonly record: KeyRecord;
  readonly known: KnownKey;
  readonly adapter: ClusterAdapter;
  readonly signal: AbortSignal;
}

interface Planned {
  readonly action: 'remove' | 'rotate';
  /** What the key is to be afterwards; null: gone. */
  readonly after: (record: KeyRecord) => AnySpec | null;
  readonly send: (change: KeyChange, operation: OperationRow) => Promise<ChangeOutcome>;
}

/**
 * What changes of a key as it is known have in common up to the request: who may, the key's secret, the confirmation
 * used up, the journal. Nothing is read from the cluster first: the key is taken for what the list says.
 */
export async function changeKnownKey(
  desk: ChangeDesk,
  row: ClusterRow,
  { ref, confirmation }: KeyActionInput,
  { signal, requestId }: CallContext,
  { action, after, send }: Planned,
): Promise<ChangeOutcome> {
  const { confirmations, contacts, journal, redactor } = desk.parts;
  const { id: clusterId } = row;
  const scope = { action: `${action}-key`, target: ref } as const;
  confirmations.check(row, scope, confirmation);
  const { record, secret } = await desk.known({ clusterId, ref }, row);
  const release = redactor.register(secret);
  try {
    return await contacts.withAdapter(row, signal, async (adapter) => {
      signal.throwIfAborted();
      confirmations.consume(row, scope, confirmation);
      const id = journal.newId();
      const { spec } = record;
      const intent = { id, clusterId, ref, action, before: spec, after: after(record), requestId };
      const change = { row, record, known: { secret, spec }, adapter, signal };
      return await desk.within(intent, (operation) => send(change, operation));
    });
  } finally {
    release();
  }
}
