import type { Family, Remark } from './family';
import { DUPLICATE, INVALID, KEPT, REDUNDANT, type Survey } from './survey';

/** What one entry is worth within its list. Positions point into the list. */
export type EntryState =
  | { readonly state: 'kept' }
  /** Refused by the family's parser; offsets in UTF-16 units. */
  | { readonly state: 'invalid'; readonly message: string; readonly from: number; readonly to: number }
  /** The entry at `because` allows all that this one allows, and survives tidying itself. */
  | { readonly state: 'redundant'; readonly because: number }
  /** Means the same as the earlier entry at `of`. */
  | { readonly state: 'duplicate'; readonly of: number };

/** An entry that would cover or equal a kept one if case, or a slash at the end, did not count: a hint only (C7). */
export interface Near {
  readonly at: number;
  readonly by: 'case' | 'slash';
}

export type EntryAnalysis = EntryState & {
  /** The canonical text; of an invalid entry the text as it stands. */
  readonly canonical: string;
  readonly remarks: readonly Remark[];
  /** Whether a remark says that nothing real can match (C6). */
  readonly unreachable: boolean;
  readonly near: Near | null;
};

export interface ListAnalysis {
  readonly entries: readonly EntryAnalysis[];
  /** Entries that can go without changing what the list allows. */
  readonly superfluous: number;
  /** Whether a valid entry allows every value, so that the list restricts nothing. */
  readonly everything: boolean;
}

/**
 * Analyses a list of entries (key-apis C7, "Procedure"): canonical form, invalid ones apart, redundancy and duplicates
 * with their reason, remarks, near-duplicates. For lists that are shown; of very long ones `family.survey` gives the
 * judgement alone, and liveAnalysis follows edits.
 */
export function analyse<Scope>(family: Family<Scope>, entries: readonly string[]): ListAnalysis {
  const survey = family.survey(entries);
  const scopes = entries.map((entry) => scopeOf(family, entry));
  const near = nearOnes(family, scopes, survey);
  return {
    entries: entries.map((entry, at) => entryAnalysis(family, entry, survey, at, near(at))),
    superfluous: superfluousIn(survey),
    everything: scopes.some((scope) => scope !== null && family.isEverything(scope)),
  };
}

/** The scope of an entry, or null when it is invalid. */
export function scopeOf<Scope>(family: Family<Scope>, entry: string): Scope | null {
  const parsed = family.parse(entry);
  return parsed.ok ? parsed.scope : null;
}

/** How many entries a survey finds redundant or duplicate. */
export function superfluousIn({ states }: Survey): number {
  let count = 0;
  for (let i = 0; i < states.length; i += 1) {
    if (states[i] === REDUNDANT || states[i] === DUPLICATE) count += 1;
  }
  return count;
}

/** One entry's part of an analysis, from the survey of its list. */
export function entryAnalysis<Scope>(
  family: Family<Scope>,
  entry: string,
  survey: Survey,
  at: number,
  near: Near | null,
): EntryAnalysis {
  const parsed = family.parse(entry);
  if (!parsed.ok) {
    const { message, from, to } = parsed;
    return {
      state: 'invalid',
      message,
      from,
      to,
      canonical: entry,
      remarks: [],
      unreachable: false,
      near: null,
    };
  }
  const remarks = family.remarks(parsed.scope);
  return {
    ...stateOf(survey, at),
    canonical: family.write(parsed.scope),
    remarks,
    unreachable: remarks.some(({ sort }) => sort === 'unreachable'),
    near,
  };
}

function stateOf({ states, to }: Survey, at: number): EntryState {
  const other = to[at] ?? 0;
  if (states[at] === REDUNDANT) return { state: 'redundant', because: other };
  return states[at] === DUPLICATE ? { state: 'duplicate', of: other } : { state: 'kept' };
}

/** The canonical text in lower case; of an invalid entry one that every family refuses. */
export function foldedEntry<Scope>(family: Family<Scope>, scope: Scope | null): string {
  return scope === null ? '' : family.write(family.foldCase(scope));
}

function nearOnes<Scope>(
  family: Family<Scope>,
  scopes: readonly (Scope | null)[],
  { states }: Survey,
): (at: number) => Near | null {
  const folded = scopes.map((scope) => foldedEntry(family, scope));
  const differs = scopes.some((scope, at) => scope !== null && family.write(scope) !== folded[at]);
  const byCase = differs ? family.survey(folded).to : null;
  const slashless = scopes.map((scope) => (scope === null ? null : family.withoutSlash(scope)));
  const firstOf = new Map<string, number>();
  slashless.forEach((text, at) => {
    if (text !== null && states[at] === KEPT && !firstOf.has(text)) firstOf.set(text, at);
  });
  return (at) => {
    if (states[at] !== KEPT) return null;
    const other = byCase?.[at] ?? -1;
    if (other >= 0) return { at: other, by: 'case' };
    const text = slashless[at] ?? null;
    const first = text === null ? at : (firstOf.get(text) ?? at);
    return first === at ? null : { at: first, by: 'slash' };
  };
}

/**
 * The list without its superfluous entries, in order, in canonical form; invalid entries stay as they are. Allows
 * exactly what the list allowed, and is never empty unless the list was: both hold whatever the empty list means.
 */
export function tidy<Scope>(family: Family<Scope>, entries: readonly string[]): readonly string[] {
  const { states } = family.survey(entries);
  return entries.flatMap((entry, at) => {
    if (states[at] === INVALID) return [entry];
    if (states[at] !== KEPT) return [];
    const scope = scopeOf(family, entry);
    return scope === null ? [entry] : [family.write(scope)];
  });
}
