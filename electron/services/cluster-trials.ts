import type { Access, ClusterEdit, ClusterForm } from '#shared/contract/clusters';
import { AppError } from '#shared/errors';
import type { ClusterRow } from '../cache/cache';
import { checkCaPem, parseConnection } from './cluster-input';
import type { ClusterBook } from './cluster-book';
import type { Contacts } from './contacts';
import { isBuiltInPractice } from './practice-clusters';
import type { Surroundings } from './surroundings';

/** Stands for the name of a cluster that has none yet. */
const NAMELESS = 'the cluster';

type ReachInput = Pick<ClusterForm, 'kind' | 'connection' | 'caPem'>;
type ReachRow = Pick<ClusterRow, 'kind' | 'connection' | 'caPem'>;

/** What a credential may do on a cluster, and what the way there is like. */
export interface Verification {
  readonly access: Access;
  readonly latencyMs: number;
  readonly clockSkewMs: number | null;
}

export interface TrialParts extends Pick<Surroundings, 'clock' | 'redactor'> {
  readonly book: ClusterBook;
  readonly contacts: Contacts;
}

/** Tries ways to reach clusters and credentials for them. Nothing is stored, and nothing noted. */
export class ClusterTrials {
  constructor(private readonly parts: TrialParts) {}

  /** Tries a form's values. */
  async form(
    input: ReachInput & Pick<ClusterForm, 'credential'>,
    signal: AbortSignal,
  ): Promise<Verification> {
    try {
      return await this.verify({ ...this.draft(input), name: NAMELESS }, input.credential, signal);
    } catch (thrown) {
      throw atSentenceStart(thrown);
    }
  }

  /** Tries changed values of a cluster with its stored credential. */
  async stored(
    { id, ...reach }: ReachInput & Pick<ClusterEdit, 'id'>,
    signal: AbortSignal,
  ): Promise<Verification> {
    const row = this.parts.book.row(id);
    const { connection, caPem } = this.reachOf(row, reach);
    const adapter = await this.parts.contacts.open({ ...row, connection, caPem }, signal);
    return adapter.verify(signal);
  }

  /** Finds out what a credential may do on a cluster. */
  verify(
    target: ReachRow & Pick<ClusterRow, 'name'>,
    credential: string,
    signal: AbortSignal,
  ): Promise<Verification> {
    this.parts.redactor.register(credential);
    const { kind, name, connection, caPem } = target;
    return this.parts.contacts
      .adapterFor(kind, { name, connection, caPem, credential, clockSkewMs: null })
      .verify(signal);
  }

  /** The way to a cluster that a form describes. Rejects with VALIDATION. */
  draft(input: ReachInput): ReachRow {
    checkCaPem(input.caPem, this.parts.clock());
    return {
      kind: input.kind,
      connection: parseConnection(input.kind, input.connection),
      caPem: input.caPem,
    };
  }

  /** How a cluster would be reached after an edit; what is built in stays. */
  reachOf(row: ClusterRow, edit: ReachInput): Pick<ClusterRow, 'connection' | 'caPem'> {
    if (edit.kind !== row.kind) {
      throw new AppError('VALIDATION', 'The kind of a cluster cannot be changed.', { field: 'kind' });
    }
    return isBuiltInPractice(row) ? row : this.draft(edit);
  }
}

/** A name begins a sentence as it is written; what stands for one begins it with a capital. */
function atSentenceStart(thrown: unknown): unknown {
  if (!(thrown instanceof AppError) || !thrown.message.startsWith(NAMELESS)) return thrown;
  const { code, message, ...rest } = thrown.toData();
  return new AppError(code, `The${message.slice('the'.length)}`, { ...rest, cause: thrown.cause });
}
