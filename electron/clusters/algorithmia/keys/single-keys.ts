import type { RefusableAction } from '#shared/contract/clusters';
import { AppError, type AppErrorData } from '#shared/errors';
import { notOfferedHere } from '../../not-offered';

/** What takes the endpoints for single keys (key-apis B8) in words, and the safe way around where a cluster lacks them. */
const SINGLE_KEYS = {
  update: {
    act: 'change',
    doing: 'changing',
    remedy:
      'Create a new key with the settings you want, then remove the old one where the cluster is administered.',
  },
  remove: { act: 'delete', doing: 'deleting', remedy: 'Remove it where the cluster is administered.' },
  rotate: {
    act: 'rotate',
    doing: 'rotating',
    remedy:
      'Create a new key with the same settings, then remove the old one where the cluster is administered.',
  },
} as const satisfies Partial<
  Record<RefusableAction, { readonly act: string; readonly doing: string; readonly remedy: string }>
>;
export type SingleKeyAction = keyof typeof SINGLE_KEYS;

/** All that takes the id of a key. */
export const BY_ID = ['update', 'remove', 'rotate'] as const satisfies readonly RefusableAction[];

/** The error for a cluster without such an endpoint. `proven`: everything that is known to be missing by now. */
export function withoutSingleKeys(
  name: string,
  action: SingleKeyAction,
  proven: readonly RefusableAction[],
  details: AppErrorData['details'] = {},
): AppError {
  const { doing, remedy } = SINGLE_KEYS[action];
  return notOfferedHere(proven, `${name} does not offer ${doing} single keys.`, { remedy, details });
}

/** The error of a call for a single key; a cluster without the endpoint proves with it that it lacks that one. */
export function ofSingleKey(name: string, action: SingleKeyAction, error: unknown): unknown {
  if (!(error instanceof AppError) || error.code !== 'NOT_OFFERED') return error;
  return withoutSingleKeys(name, action, [action], error.details);
}

/** The error for a user's key that an admin key may read and not change: of keys of organizations it proves nothing. */
export function forSessionsOnly(
  name: string,
  action: SingleKeyAction,
  details: AppErrorData['details'] = {},
): AppError {
  const { act, remedy } = SINGLE_KEYS[action];
  return new AppError('NOT_OFFERED', `${name} does not let admin keys ${act} keys of users.`, {
    remedy,
    details,
  });
}
