import { useState } from 'react';
import { recorded, redone, startHistory, undone, type History, type Step } from '#shared/scopes/tree/history';

export interface ListHistory {
  /** Null when there is nothing to undo. */
  readonly undo: (() => void) | null;
  readonly redo: (() => void) | null;
}

function sameList(a: readonly string[], b: readonly string[]): boolean {
  return a === b || (a.length === b.length && a.every((entry, at) => entry === b[at]));
}

/** Remembers every list that the entries were, whoever changed them (a remedy, a preset, the text). */
export function useHistory(
  entries: readonly string[],
  cause: Step['cause'],
  onChange: (entries: readonly string[]) => void,
): ListHistory {
  const [history, setHistory] = useState(() => startHistory(entries));
  const [seen, setSeen] = useState(entries);
  if (seen !== entries) {
    setSeen(entries);
    if (!sameList(history.present.list, entries)) setHistory(recorded(history, entries, cause));
  }
  const go = (next: History) => () => {
    setHistory(next);
    onChange(next.present.list);
  };
  return {
    undo: history.past.length === 0 ? null : go(undone(history)),
    redo: history.future.length === 0 ? null : go(redone(history)),
  };
}
