/** One state of the list and what led to it: typing merges into one step, so that undoing does not go by letters. */
export interface Step {
  readonly list: readonly string[];
  readonly cause: 'edit' | 'typing';
}

/** What can be undone and redone. The newest of `past` and the next of `future` stand last. */
export interface History {
  readonly past: readonly Step[];
  readonly present: Step;
  readonly future: readonly Step[];
}

/** Older steps are forgotten. */
export const MOST_STEPS = 200;

/** A history without steps. */
export function startHistory(list: readonly string[]): History {
  return { past: [], present: { list, cause: 'edit' }, future: [] };
}

/** Notes that the list has become another one; the same list is no step. What was undone can no longer be redone. */
export function recorded(history: History, list: readonly string[], cause: Step['cause']): History {
  const { past, present } = history;
  if (list === present.list) return history;
  const next: Step = { list, cause };
  if (cause === 'typing' && present.cause === 'typing') return { past, present: next, future: [] };
  return { past: [...past, present].slice(-MOST_STEPS), present: next, future: [] };
}

/** One step back; the same history when there is none. */
export function undone(history: History): History {
  const { past, present, future } = history;
  const last = past.at(-1);
  return last === undefined
    ? history
    : { past: past.slice(0, -1), present: last, future: [...future, present] };
}

/** One step that was undone forward again; the same history when there is none. */
export function redone(history: History): History {
  const { past, present, future } = history;
  const next = future.at(-1);
  return next === undefined
    ? history
    : { past: [...past, present], present: next, future: future.slice(0, -1) };
}
