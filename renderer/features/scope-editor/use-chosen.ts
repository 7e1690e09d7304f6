import { useState } from 'react';
import type { TreeRow } from '#shared/scopes/tree/rows';

/** The rows that are selected for acting on several at once. */
export interface Chosen {
  readonly rows: readonly TreeRow[];
  readonly has: (id: string) => boolean;
  readonly toggle: (index: number) => void;
  /** All from where the selection began (or `from`) up to a row. */
  readonly extend: (from: number, to: number) => void;
  /** Every visible row that an entry stands for. */
  readonly all: () => void;
  readonly clear: () => void;
}

interface Selection {
  readonly ids: ReadonlySet<string>;
  /** The row from which Shift extends. */
  readonly anchor: number | null;
}

const NONE: Selection = { ids: new Set(), anchor: null };

/** Holds the selection by ids; rows that are no longer there fall out of it. */
export function useChosen(rows: readonly TreeRow[]): Chosen {
  const [{ ids, anchor }, setSelection] = useState(NONE);
  return {
    rows: ids.size === 0 ? [] : rows.filter(({ id }) => ids.has(id)),
    has: (id) => ids.has(id),
    toggle: (index) => {
      const id = rows[index]?.id;
      if (id === undefined) return;
      const next = new Set(ids);
      if (!next.delete(id)) next.add(id);
      setSelection({ ids: next, anchor: index });
    },
    extend: (from, to) => {
      const start = anchor ?? from;
      const range = rows.slice(Math.min(start, to), Math.max(start, to) + 1);
      setSelection({ ids: new Set(range.map(({ id }) => id)), anchor: start });
    },
    all: () =>
      setSelection({
        ids: new Set(rows.filter(({ entries }) => entries.length > 0).map(({ id }) => id)),
        anchor: null,
      }),
    clear: () => setSelection((last) => (last === NONE ? last : NONE)),
  };
}
