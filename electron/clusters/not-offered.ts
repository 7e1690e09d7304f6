import { REFUSABLE_ACTIONS, type RefusableAction } from '#shared/contract/clusters';
import { AppError, toAppErrorData, type AppErrorOptions } from '#shared/errors';

const SEPARATOR = ' ';

/** NOT_OFFERED for something that this cluster lacks altogether: whoever notes it needs not ask again. */
export function notOfferedHere(
  actions: readonly RefusableAction[],
  message: string,
  options: AppErrorOptions = {},
): AppError {
  return new AppError('NOT_OFFERED', message, {
    ...options,
    details: { ...options.details, notOffered: actions.join(SEPARATOR) },
  });
}

/** What a failure proves that the cluster does not offer; usually nothing. */
export function refusedActions(thrown: unknown): readonly RefusableAction[] {
  const { details } = toAppErrorData(thrown);
  const told = details?.['notOffered'];
  if (typeof told !== 'string') return [];
  const names = new Set(told.split(SEPARATOR));
  return REFUSABLE_ACTIONS.filter((action) => names.has(action));
}
