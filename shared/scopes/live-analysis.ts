import {
  entryAnalysis,
  foldedEntry,
  scopeOf,
  superfluousIn,
  type EntryAnalysis,
  type ListAnalysis,
  type Near,
} from './analysis';
import { chainFrom } from './explain';
import type { Family } from './family';
import { insertedInto, relationsOf, removedFrom, type Relations } from './relations';
import { KEPT, type Survey } from './survey';

/** One change of a list. Positions are those before the change; an insertion may stand behind the last entry. */
export type ListEdit =
  | { readonly sort: 'insert'; readonly at: number; readonly entry: string }
  | { readonly sort: 'remove'; readonly at: number }
  | { readonly sort: 'replace'; readonly at: number; readonly entry: string };

/** The analysis of a list that is being edited. It never changes: an edit gives another one. */
export interface LiveAnalysis {
  readonly entries: readonly string[];
  readonly survey: Survey;
  /** Entries that can go without changing what the list allows. */
  readonly superfluous: number;
  /** Whether a valid entry allows every value. */
  readonly everything: boolean;
  /** What `analyse` says of the entry at a position, made on demand; null outside the list. */
  readonly entry: (at: number) => EntryAnalysis | null;
  /** From an entry to the one that makes it superfluous (explain.ts). */
  readonly chain: (at: number) => readonly number[];
  /** The same as `analyse` of the entries. */
  readonly whole: () => ListAnalysis;
  /** The analysis of the edited list: the same as a new one, in a fraction of its time. Positions are clamped. */
  readonly apply: (edit: ListEdit) => LiveAnalysis;
}

/** What is kept from edit to edit. */
interface Held<Scope> {
  readonly entries: readonly string[];
  readonly exact: Relations<Scope>;
  /** The same in lower case; the same object as `exact` while no entry differs in lower case. */
  readonly folded: Relations<Scope>;
  readonly slashless: readonly (string | null)[];
}

/** Begins to follow a list. */
export function liveAnalysis<Scope>(family: Family<Scope>, entries: readonly string[]): LiveAnalysis {
  const exact = relationsOf(family, entries);
  const folded = exact.scopes.map((scope) => foldedEntry(family, scope));
  const same = folded.every((text, at) => text === exact.texts[at]);
  return living(family, {
    entries: [...entries],
    exact,
    folded: same ? exact : relationsOf(family, folded),
    slashless: exact.scopes.map((scope) => (scope === null ? null : family.withoutSlash(scope))),
  });
}

function living<Scope>(family: Family<Scope>, held: Held<Scope>): LiveAnalysis {
  const { entries, exact } = held;
  const entry = (at: number): EntryAnalysis | null => {
    const text = entries[at];
    return text === undefined ? null : entryAnalysis(family, text, exact, at, nearOf(held, at));
  };
  const superfluous = superfluousIn(exact);
  const everything = exact.scopes.some((scope) => scope !== null && family.isEverything(scope));
  return {
    entries,
    survey: exact,
    superfluous,
    everything,
    entry,
    chain: (at) => chainFrom(family, entries, exact, at),
    whole: () => ({
      entries: entries.map((text, at) => entryAnalysis(family, text, exact, at, nearOf(held, at))),
      superfluous,
      everything,
    }),
    apply: (edit) => living(family, edited(family, held, edit)),
  };
}

function nearOf<Scope>({ exact, folded, slashless }: Held<Scope>, at: number): Near | null {
  if (exact.states[at] !== KEPT) return null;
  const other = folded.to[at] ?? -1;
  if (other >= 0) return { at: other, by: 'case' };
  const text = slashless[at] ?? null;
  if (text === null) return null;
  for (let i = 0; i < at; i += 1) {
    if (slashless[i] === text && exact.states[i] === KEPT) return { at: i, by: 'slash' };
  }
  return null;
}

function edited<Scope>(family: Family<Scope>, held: Held<Scope>, edit: ListEdit): Held<Scope> {
  const last = held.entries.length - (edit.sort === 'insert' ? 0 : 1);
  const at = Math.max(0, Math.min(edit.at, last));
  if (edit.sort === 'insert') return inserted(family, held, at, edit.entry);
  if (held.entries.length === 0) return held;
  const without = removed(family, held, at);
  return edit.sort === 'remove' ? without : inserted(family, without, at, edit.entry);
}

function removed<Scope>(family: Family<Scope>, held: Held<Scope>, at: number): Held<Scope> {
  const exact = removedFrom(family, held.exact, at);
  return {
    entries: held.entries.toSpliced(at, 1),
    exact,
    folded: held.folded === held.exact ? exact : removedFrom(family, held.folded, at),
    slashless: held.slashless.toSpliced(at, 1),
  };
}

function inserted<Scope>(family: Family<Scope>, held: Held<Scope>, at: number, entry: string): Held<Scope> {
  const scope = scopeOf(family, entry);
  const folded = foldedEntry(family, scope);
  const exact = insertedInto(family, held.exact, at, entry);
  const same = held.folded === held.exact && exact.texts[at] === folded;
  return {
    entries: held.entries.toSpliced(at, 0, entry),
    exact,
    folded: same ? exact : insertedInto(family, held.folded, at, folded),
    slashless: held.slashless.toSpliced(at, 0, scope === null ? null : family.withoutSlash(scope)),
  };
}
