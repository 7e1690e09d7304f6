import type { AccountOutcome, AccountSort } from '#shared/contract/people';
import { AppError } from '#shared/errors';
import type { ClusterId } from '#shared/ids';
import { kindOf } from '#shared/kinds/registry';
import type { ClusterRow } from '../cache/cache';
import { OutcomeUnknown, type ClusterAdapter } from '../clusters/adapter';
import type { PeopleAdapter } from '../clusters/people';
import type { ClusterBook } from './cluster-book';
import type { ConfirmationScope, Confirmations } from './confirmations';
import type { Contacts } from './contacts';
import type { CallContext } from './handler-types';
import type { Surroundings } from './surroundings';
import type { SyncService } from './sync-service';

export interface PeopleParts extends Pick<Surroundings, 'emit' | 'log'> {
  readonly book: ClusterBook;
  readonly contacts: Contacts;
  readonly confirmations: Confirmations;
  readonly sync: Pick<SyncService, 'startAfterwards'>;
}

/** A change that the user has been asked about, where it needs that. */
export interface Confirmed {
  readonly clusterId: ClusterId;
  readonly confirmation: string | null;
}

export interface ChangePlan {
  readonly action:
    'create' | 'update' | 'remove' | 'add-member' | 'remove-member' | 'create-type' | 'remove-type';
  readonly scope: ConfirmationScope;
  /** Keys come or go with it, so that the list of keys is read again. */
  readonly keysFollow: boolean;
  readonly act: (people: PeopleAdapter) => Promise<void>;
}

/**
 * What every call about people has in common. Rejects with NOT_OFFERED for kinds without people, with OFFLINE while the
 * user works offline, with CREDENTIAL_LIMITED where the credential is known to be refused.
 */
export class PeopleDesk {
  constructor(private readonly parts: PeopleParts) {}

  /** All accounts of a list, telling how many there are so far. */
  async all<Account>(
    clusterId: ClusterId,
    list: AccountSort,
    pages: AsyncIterable<readonly Account[]>,
  ): Promise<Account[]> {
    const accounts: Account[] = [];
    for await (const page of pages) {
      accounts.push(...page);
      this.parts.emit('people:progress', { clusterId, list, done: accounts.length });
    }
    return accounts;
  }

  /** Asks the people of a cluster. */
  async read<T>(
    clusterId: ClusterId,
    signal: AbortSignal,
    ask: (people: PeopleAdapter) => Promise<T>,
  ): Promise<T> {
    const row = this.admit(clusterId);
    return this.parts.contacts.withAdapter(row, signal, (adapter) => ask(peopleOf(row, adapter)));
  }

  /** Sends a change once. What came of it without an answer is told as unknown; nobody sends it again by itself. */
  async change(
    { clusterId, confirmation }: Confirmed,
    { signal, requestId }: CallContext,
    { action, scope, keysFollow, act }: ChangePlan,
  ): Promise<AccountOutcome> {
    const { confirmations, contacts, log, sync } = this.parts;
    const row = this.admit(clusterId);
    if (row.readOnly) {
      throw new AppError('READ_ONLY', `${row.name} is set to read-only; nothing was sent.`, {
        remedy: 'Switch read-only off in the settings of the cluster.',
      });
    }
    confirmations.check(row, scope, confirmation);
    const outcome = await contacts.withAdapter(row, signal, async (adapter): Promise<AccountOutcome> => {
      const people = peopleOf(row, adapter);
      signal.throwIfAborted();
      confirmations.consume(row, scope, confirmation);
      return told(row, act(people));
    });
    log('info', 'people.changed', { requestId, clusterId, action, outcome: outcome.outcome });
    if (keysFollow) sync.startAfterwards(clusterId);
    return outcome;
  }

  private admit(clusterId: ClusterId): ClusterRow {
    const row = this.parts.book.row(clusterId);
    if (!kindOf(row.kind).capabilities.people) throw notOffered(row);
    if (row.workOffline) {
      throw new AppError('OFFLINE', `You work offline with ${row.name}; nothing was sent.`, {
        remedy: 'Go online with this cluster to read and change its users and organizations.',
      });
    }
    if (row.access.level === 'limited') {
      throw new AppError(
        'CREDENTIAL_LIMITED',
        `The stored key of ${row.name} cannot read or change users and organizations.`,
        { remedy: row.access.reason },
      );
    }
    return row;
  }

  /** Throws NOT_FOUND for an account. */
  gone(clusterId: ClusterId, sort: AccountSort, name: string): never {
    const cluster = this.parts.book.row(clusterId).name;
    throw new AppError('NOT_FOUND', `The ${sort} ${name} is not on ${cluster} any more.`, {
      remedy: 'Read the list again.',
    });
  }
}

function peopleOf(row: ClusterRow, { people }: ClusterAdapter): PeopleAdapter {
  if (people === undefined) throw notOffered(row);
  return people;
}

function notOffered({ name }: ClusterRow): AppError {
  return new AppError('NOT_OFFERED', `${name} has no users or organizations that can be managed.`);
}

async function told({ name }: ClusterRow, sent: Promise<void>): Promise<AccountOutcome> {
  try {
    await sent;
    return { outcome: 'done' };
  } catch (error) {
    if (!(error instanceof OutcomeUnknown)) throw error;
    return {
      outcome: 'unknown',
      message: `${error.message} Whether ${name} carried the change out is not known.`,
    };
  }
}
