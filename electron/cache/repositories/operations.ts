import type { Database, Statement } from 'better-sqlite3';
import { AppError } from '#shared/errors';
import type { Instant, OperationId } from '#shared/ids';
import type { OperationAction, OperationRow, OperationState } from '../cache';
import type { ClusterId } from '#shared/ids';
import { refFromBytes, refToBytes } from '../secrets/ref-bytes';
import { parseOptionalObject, stringifyOptional } from '../stored-json';
import type { ClusterKey } from './clusters';

interface StoredOperation {
  readonly id: OperationId;
  readonly cluster_id: ClusterId;
  readonly action: OperationAction;
  readonly ref: Buffer | null;
  readonly before: string | null;
  readonly after: string | null;
  readonly state: OperationState;
  readonly result: string | null;
  readonly request_id: string;
  readonly started_at: number;
  readonly ended_at: number | null;
}

type Bindable = string | number | Buffer | null;

const SELECT = `SELECT o.id, c.id AS cluster_id, o.action, o.ref, o.before, o.after, o.state, o.result, o.request_id,
  o.started_at, o.ended_at FROM operations o JOIN clusters c ON c.pk = o.cluster `;

function fromColumns(row: StoredOperation): OperationRow {
  return {
    id: row.id,
    clusterId: row.cluster_id,
    action: row.action,
    ref: row.ref === null ? null : refFromBytes(row.ref),
    before: parseOptionalObject(row.before),
    after: parseOptionalObject(row.after),
    state: row.state,
    result: row.result,
    requestId: row.request_id,
    startedAt: row.started_at,
    endedAt: row.ended_at,
  };
}

/** The journal: every change is here before it is sent. */
export class OperationsRepository {
  readonly #insert: Statement<[Record<string, Bindable>], unknown>;
  readonly #settle: Statement<[Record<string, Bindable>], unknown>;
  readonly #unsettled: Statement<[], StoredOperation>;
  readonly #list: Statement<[number, number], StoredOperation>;

  constructor(database: Database) {
    this.#insert = database.prepare(`
      INSERT INTO operations (id, cluster, action, ref, before, after, state, result, request_id, started_at, ended_at)
      VALUES (@id, @cluster, @action, @ref, @before, @after, @state, @result, @requestId, @startedAt, @endedAt)`);
    this.#settle = database.prepare(`
      UPDATE operations SET state = @state, result = @result, ref = coalesce(@ref, ref), ended_at = @at
      WHERE id = @id`);
    this.#unsettled = database.prepare(
      SELECT + "WHERE o.state IN ('open', 'unknown') ORDER BY o.started_at, o.pk",
    );
    this.#list = database.prepare(
      SELECT + 'WHERE o.cluster = ? ORDER BY o.started_at DESC, o.pk DESC LIMIT ?',
    );
  }

  write(cluster: ClusterKey, row: OperationRow): void {
    this.#insert.run({
      id: row.id,
      cluster: cluster.pk,
      action: row.action,
      ref: row.ref === null ? null : refToBytes(row.ref),
      before: stringifyOptional(row.before),
      after: stringifyOptional(row.after),
      state: row.state,
      result: row.result,
      requestId: row.requestId,
      startedAt: row.startedAt,
      endedAt: row.endedAt,
    });
  }

  /** A null ref leaves the one that is known. Throws NOT_FOUND. */
  settle(id: OperationId, end: Pick<OperationRow, 'state' | 'ref'> & { result: string; at: Instant }): void {
    const ref = end.ref === null ? null : refToBytes(end.ref);
    const { changes } = this.#settle.run({ id, state: end.state, result: end.result, ref, at: end.at });
    if (changes === 0) throw new AppError('NOT_FOUND', 'The journal has no such operation.');
  }

  /** Oldest first. */
  unsettled(): readonly OperationRow[] {
    return this.#unsettled.all().map(fromColumns);
  }

  /** Newest first. */
  list(cluster: ClusterKey, limit: number): readonly OperationRow[] {
    return this.#list.all(cluster.pk, limit).map(fromColumns);
  }
}
