/** What an entry is worth within its list, as a number; names in `EntryState` (analysis.ts). */
export const KEPT = 0;
export const INVALID = 1;
export const REDUNDANT = 2;
export const DUPLICATE = 3;

/**
 * The judgement of a list in the smallest form: per entry a state from the numbers above and, where the state is
 * REDUNDANT or DUPLICATE, the position of the entry that makes it so (-1 otherwise). That entry is always KEPT; of
 * several that cover, it is the first in the list (key-apis C7, "Procedure").
 */
export interface Survey {
  readonly states: Uint8Array;
  readonly to: Int32Array;
}

/** What the survey by texts needs to know of a family. */
interface Reader<Scope> {
  /** The scope of an entry, or null where the entry is invalid. */
  readonly read: (entry: string) => Scope | null;
  /** The canonical text. */
  readonly write: (scope: Scope) => string;
  /** For scopes with different canonical texts: per scope the first surviving one that covers it, or -1. */
  readonly coverers: (scopes: readonly Scope[]) => readonly number[];
}

/** The survey of a list through its canonical texts, for families in which few entries are usual. */
export function surveyByText<Scope>(reader: Reader<Scope>, entries: readonly string[]): Survey {
  const states = new Uint8Array(entries.length);
  const to = new Int32Array(entries.length).fill(-1);
  const firstOf = new Map<string, number>();
  const distinct: Scope[] = [];
  const places: number[] = [];
  entries.forEach((entry, at) => {
    const scope = reader.read(entry);
    if (scope === null) {
      states[at] = INVALID;
      return;
    }
    const text = reader.write(scope);
    const first = firstOf.get(text);
    if (first !== undefined) {
      states[at] = DUPLICATE;
      to[at] = first;
      return;
    }
    firstOf.set(text, at);
    distinct.push(scope);
    places.push(at);
  });
  reader.coverers(distinct).forEach((coverer, i) => {
    const at = places[i] ?? 0;
    if (coverer < 0) return;
    states[at] = REDUNDANT;
    to[at] = places[coverer] ?? 0;
  });
  settleDuplicates(states, to);
  return { states, to };
}

/** What equals a redundant entry is redundant because of the same one. */
export function settleDuplicates(states: Uint8Array, to: Int32Array): void {
  for (let at = 0; at < states.length; at += 1) {
    if (states[at] !== DUPLICATE) continue;
    const first = to[at] ?? 0;
    if (states[first] !== REDUNDANT) continue;
    states[at] = REDUNDANT;
    to[at] = to[first] ?? 0;
  }
}
