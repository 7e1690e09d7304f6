import type { Owner } from '#shared/kinds/algorithmia/spec';
import { AppError } from '#shared/errors';
import { z } from 'zod';
import type { Answer } from '../../answers';
import { notOfferedHere } from '../../not-offered';
import { CodedReadRefused } from '../calls';
import type { Asking } from '../paged';
import { isNotOffered, lacksAccount, type CodedRefusal } from '../refusals';
import { keysOf, type ListedRemoteKey } from './listed';
import { forSessionsOnly, ofSingleKey, type SingleKeyAction } from './single-keys';

/*
 * Keys of users: their calls are declared for browser sessions only (key-apis B3), so that a cluster can refuse them to
 * an admin key that may do everything else.
 */

const REMEDY =
  'Use keys of organizations, which admin keys may create, or do it where the cluster is administered.';

/** Whether a call for keys of a user was refused in a way that a missing session explains. */
function mayNeedSession(refusal: CodedRefusal): boolean {
  return refusal.status === 401 || refusal.status === 403 || isNotOffered(refusal);
}

/** Whether the cluster lets the key list the users: then it is known, and an admin key. */
async function isAdminKey({ calls, credential, signal }: Asking): Promise<boolean> {
  const schema = z.object({ results: z.array(z.unknown()) });
  try {
    await calls.read({ purpose: 'verify', path: '/v1/users?limit=1', credential, schema, signal });
    return true;
  } catch {
    return false;
  }
}

/** The lists of accounts' keys during one reading of them all. */
export class KeyLists {
  #answered = false;
  #refused = false;

  constructor(private readonly asking: Asking) {}

  /** False once no user's list was given and one was refused: the others would be refused as well. */
  isWorthAsking({ sort }: Owner): boolean {
    return sort !== 'user' || this.#answered || !this.#refused;
  }

  /**
   * The keys of one account; `gone` for one that was deleted since it was listed, and null where a user's keys were
   * refused although the list of users was not. Rejects with AppError for every other refusal.
   */
  async of(owner: Owner): Promise<Answer<readonly ListedRemoteKey[]> | 'gone' | null> {
    try {
      const list = await keysOf(this.asking, owner);
      if (owner.sort === 'user') this.#answered = true;
      return list;
    } catch (error) {
      if (!(error instanceof CodedReadRefused)) throw error;
      if (lacksAccount(error.refusal)) return 'gone';
      if (owner.sort !== 'user' || !mayNeedSession(error.refusal)) throw error.error;
      this.#refused = true;
      return null;
    }
  }
}

/** The error for a list of a user's keys that was refused, by what the cluster lets the key do otherwise. */
export async function listRefusal(
  asking: Asking,
  owner: Owner,
  refused: CodedReadRefused,
): Promise<AppError> {
  if (owner.sort !== 'user' || !mayNeedSession(refused.refusal)) return refused.error;
  if (!(await isAdminKey(asking))) return refused.error;
  const { name } = asking.calls.place;
  return new AppError('NOT_OFFERED', `${name} does not list keys of users to admin keys.`, {
    remedy: 'Do it where the cluster is administered.',
    details: refused.error.details ?? {},
  });
}

const REFUSED_CODES: ReadonlySet<string> = new Set(['CREDENTIAL_REFUSED', 'CREDENTIAL_LIMITED']);
const SESSION_CODES: ReadonlySet<string> = new Set([...REFUSED_CODES, 'NOT_OFFERED']);

/** The same for the creation of a user's key. Whatever it is, nothing was created. */
export async function creationRefusal(asking: Asking, owner: Owner, thrown: unknown): Promise<unknown> {
  if (owner.sort !== 'user' || !(thrown instanceof AppError) || !SESSION_CODES.has(thrown.code))
    return thrown;
  if (!(await isAdminKey(asking))) return thrown;
  const { name } = asking.calls.place;
  return notOfferedHere(['createUserKey'], `${name} does not let admin keys create keys of users.`, {
    remedy: REMEDY,
    field: 'owner',
    details: thrown.details ?? {},
  });
}

/** The same for a change of a user's key that was just read. Whatever it is, nothing was changed. */
export async function changeRefusal(
  asking: Asking,
  owner: Owner,
  action: SingleKeyAction,
  thrown: unknown,
): Promise<unknown> {
  const { name } = asking.calls.place;
  const error = ofSingleKey(name, action, thrown);
  if (owner.sort !== 'user' || !(error instanceof AppError) || !REFUSED_CODES.has(error.code)) return error;
  return (await isAdminKey(asking)) ? forSessionsOnly(name, action, error.details) : error;
}
