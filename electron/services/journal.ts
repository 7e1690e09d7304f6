import { operationIdSchema, type ClusterId, type Instant, type KeyRef, type OperationId } from '#shared/ids';
import type { AnySpec } from '#shared/kinds/kind';
import type { Cache, OperationAction, OperationRow, OperationState } from '../cache/cache';

/** What is known of a change before it is sent. */
export interface Intent {
  readonly id: OperationId;
  readonly clusterId: ClusterId;
  readonly action: OperationAction;
  readonly ref: KeyRef | null;
  readonly before: AnySpec | null;
  readonly after: AnySpec | null;
  readonly requestId: string;
}

/**
 * The record of intended changes. An operation is written before anything is sent; when that fails, nothing may be
 * sent (design.md, "One request", 3).
 */
export class Journal {
  private readonly running = new Set<OperationId>();

  constructor(
    private readonly cache: () => Cache,
    private readonly clock: () => Instant,
    private readonly uuid: () => string,
  ) {}

  /** The id of an operation to come, for telling its progress before it is written. */
  newId(): OperationId {
    return operationIdSchema.parse(this.uuid());
  }

  /** Writes the operation, and counts it as running until it is released. */
  async open(intent: Intent): Promise<OperationRow> {
    const row: OperationRow = {
      ...intent,
      state: 'open',
      result: null,
      startedAt: this.clock(),
      endedAt: null,
    };
    this.running.add(row.id);
    try {
      await this.cache().operations.write(row);
    } catch (error) {
      this.running.delete(row.id);
      throw error;
    }
    return row;
  }

  /** From now on nobody is finding out what became of the operation; unless it was ended, the next sync does. */
  release(id: OperationId): void {
    this.running.delete(id);
  }

  /** Notes how an operation ended. */
  async end(
    { id, ref: known }: Pick<OperationRow, 'id' | 'ref'>,
    state: OperationState,
    result: string,
    ref: KeyRef | null = known,
  ): Promise<void> {
    await this.cache().operations.settle(id, { state, result, ref, at: this.clock() });
  }

  /** The operations of a cluster whose outcome nobody knows and nobody is finding out right now, oldest first. */
  async unsettled(clusterId: ClusterId): Promise<readonly OperationRow[]> {
    const all = await this.cache().operations.unsettled();
    return all.filter((row) => row.clusterId === clusterId && !this.running.has(row.id));
  }
}
