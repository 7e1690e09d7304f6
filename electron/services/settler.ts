import { assertNever } from '#shared/errors';
import type { ClusterId, Instant } from '#shared/ids';
import type { KeyRecord } from '#shared/keys/record';
import { covers } from '#shared/keys/coverage';
import { kindOf } from '#shared/kinds/registry';
import type { Cache, ClusterRow, OperationRow, OperationState } from '../cache/cache';
import type { RemoteKey, RemoteKeyList } from '../clusters/adapter';
import type { ClusterBook } from './cluster-book';
import { fits, keysMadeBy } from './fitting-keys';
import type { Journal } from './journal';
import type { Notices } from './notices';
import type { Surroundings } from './surroundings';

/** A change shows later than it is accepted (key-apis A9); before this, not to see it proves nothing. */
const PROOF_MS = 2 * 60_000;

export interface SettlerParts extends Pick<Surroundings, 'clock' | 'log'> {
  readonly cache: () => Cache;
  readonly book: ClusterBook;
  readonly journal: Journal;
  readonly notices: Notices;
}

interface Verdict {
  readonly state: OperationState;
  readonly result: string;
  readonly record: KeyRecord | null;
}

/**
 * Finds out by reading what became of changes that were left without an answer: by a dropped connection, or because
 * the application ended in between. Works on what a sync has just read and stored.
 */
export class Settler {
  constructor(private readonly parts: SettlerParts) {}

  /** `readAt`: when the list was asked for. Operations begun after that are left for the next sync. */
  async settleFrom(id: ClusterId, list: RemoteKeyList, readAt: Instant, requestId: string): Promise<void> {
    const { book, journal, log } = this.parts;
    for (const operation of await journal.unsettled(id)) {
      if (operation.startedAt >= readAt) continue;
      const verdict = await this.judge(operation, book.row(id), list);
      if (verdict.state === 'failed' && readAt - operation.startedAt < PROOF_MS) continue;
      if (verdict.state === 'failed' && !wouldBeListed(operation, book.row(id), list)) continue;
      if (verdict.state === operation.state && verdict.result === operation.result) continue;
      await journal.end(operation, verdict.state, verdict.result, verdict.record?.ref ?? operation.ref);
      log('info', 'operation.settled', {
        requestId,
        operationId: operation.id,
        action: operation.action,
        state: verdict.state,
        result: verdict.result,
      });
    }
  }

  private async judge(operation: OperationRow, row: ClusterRow, list: RemoteKeyList): Promise<Verdict> {
    if (operation.action === 'create') return this.judgeCreate(operation, row, list);
    const { cache, clock } = this.parts;
    const { clusterId, ref } = operation;
    const record = ref === null ? null : await cache().keys.get({ clusterId, ref }, clock());
    const there = record !== null && record.state !== 'gone' ? record : null;
    switch (operation.action) {
      case 'update':
        return judgeUpdate(operation, row, there);
      case 'remove':
        return this.judgeRemove(operation, record, there);
      case 'restore':
        return this.judgeRestore(operation, row, there);
      case 'rotate':
        return this.judgeRotate(operation, row, record, list);
      default:
        return assertNever(operation.action);
    }
  }

  private async judgeCreate(operation: OperationRow, row: ClusterRow, list: RemoteKeyList): Promise<Verdict> {
    const { cache, clock } = this.parts;
    const found = await keysMadeBy(operation, row.kind, list, cache(), clock());
    const [only, another] = found;
    if (only === undefined) return { state: 'failed', result: 'not-found-by-reading', record: null };
    if (another !== undefined) return { state: 'unknown', result: 'several-keys-fit', record: null };
    return { state: 'done', result: 'probable-by-reading', record: only.known };
  }

  private async judgeRemove(
    { clusterId, ref }: OperationRow,
    record: KeyRecord | null,
    there: KeyRecord | null,
  ): Promise<Verdict> {
    if (there !== null) return { state: 'failed', result: 'still-there-by-reading', record: there };
    const { cache, clock } = this.parts;
    if (record !== null && ref !== null)
      await cache().keys.markGone({ clusterId, ref }, 'deleted-here', clock());
    return { state: 'done', result: 'settled-by-reading', record };
  }

  /** The old secret is gone, and one key was made at the same time and may do the same: that is it, rotated. */
  private async judgeRotate(
    { clusterId, startedAt }: OperationRow,
    row: ClusterRow,
    record: KeyRecord | null,
    list: RemoteKeyList,
  ): Promise<Verdict> {
    if (record === null) return { state: 'failed', result: 'KEY_GONE', record: null };
    if (record.state !== 'gone') return { state: 'failed', result: 'still-there-by-reading', record };
    const { cache, clock } = this.parts;
    const found: RemoteKey[] = [];
    for (const key of list.keys) {
      if (key.createdAt !== record.createdAt || !fits(row.kind, key.spec, record.spec)) continue;
      const known = await cache().keys.get({ clusterId, ref: await cache().keys.refOf(key.secret) }, clock());
      if (known === null || known.firstSeenAt >= startedAt) found.push(key);
    }
    const [only, another] = found;
    if (only === undefined) return { state: 'failed', result: 'KEY_GONE', record: null };
    if (another !== undefined) return { state: 'unknown', result: 'several-keys-fit', record: null };
    const rotated = await cache().keys.rotate({ clusterId, ref: record.ref }, only, clock());
    return { state: 'done', result: 'probable-by-reading', record: rotated };
  }

  /** A restore that was cut off before its second half has left the key permanent: the user has to know. */
  private judgeRestore(operation: OperationRow, row: ClusterRow, there: KeyRecord | null): Verdict {
    if (there === null) return { state: 'failed', result: 'still-gone-by-reading', record: null };
    const { expiresAt } = kindOf(row.kind);
    const meant = operation.after === null ? null : expiresAt(operation.after);
    if (meant !== null && meant > this.parts.clock() && there.expiresAt === null) {
      this.parts.notices.add({
        id: `expiry-lost-${operation.id}`,
        severity: 'warning',
        message: `The key ${there.label === '' ? there.mask : there.label} on ${row.name} was restored, but its old expiry was not set again. It never expires now.`,
        remedy: 'Edit the key and set an expiry, or delete it.',
      });
      return { state: 'done', result: 'restored-without-expiry', record: there };
    }
    return { state: 'done', result: 'settled-by-reading', record: there };
  }
}

/** Not to see a key proves nothing where the list does not speak of such keys. */
function wouldBeListed(
  { before, after }: OperationRow,
  { kind }: ClusterRow,
  { coverage }: RemoteKeyList,
): boolean {
  const spec = after ?? before;
  return spec === null || covers(coverage, kindOf(kind).listPart(spec));
}

function judgeUpdate(operation: OperationRow, row: ClusterRow, there: KeyRecord | null): Verdict {
  if (there === null) return { state: 'failed', result: 'KEY_GONE', record: null };
  if (operation.after !== null && fits(row.kind, there.spec, operation.after)) {
    return { state: 'done', result: 'settled-by-reading', record: there };
  }
  return { state: 'failed', result: 'not-found-by-reading', record: there };
}
