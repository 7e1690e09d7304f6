import { type AppErrorData, toAppErrorData } from '#shared/errors';

/** A failure as one line: what happened and, where there is one, the remedy. */
export function describeError({ message, remedy }: AppErrorData): string {
  return remedy === undefined ? message : `${message} ${remedy}`;
}

/** Whether the user stopped it: nothing to report then. */
export function isCancelled(thrown: unknown): boolean {
  return toAppErrorData(thrown).code === 'CANCELLED';
}
