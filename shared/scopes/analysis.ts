import type { Family, Remark } from './family';

/** What one entry is worth within its list. Positions point into the list. */
export type EntryState =
  | { readonly state: 'kept' }
  /** Refused by the family's parser; offsets in UTF-16 units. */
  | { readonly state: 'invalid'; readonly message: string; readonly from: number; readonly to: number }
  /** The entry at `because` allows all that this one allows, and survives tidying itself. */
  | { readonly state: 'redundant'; readonly because: number }
  /** Means the same as the earlier entry at `of`. */
  | { readonly state: 'duplicate'; readonly of: number };

export type EntryAnalysis = EntryState & {
  /** The canonical text; of an invalid entry the text as it stands. */
  readonly canonical: string;
  readonly remarks: readonly Remark[];
  /** An entry that would cover or equal this kept one if case did not count (C7): a hint only. */
  readonly near: number | null;
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
 * with their reason, remarks, near-duplicates by case. Costs about what sorting the list costs.
 */
export function analyse<Scope>(family: Family<Scope>, entries: readonly string[]): ListAnalysis {
  const parsed = entries.map(family.parse);
  const scopes = parsed.map((one) => (one.ok ? one.scope : null));
  const texts = scopes.map((scope) => (scope === null ? null : family.write(scope)));
  const relations = relate(family, scopes, texts);
  const near = nearByCase(family, scopes, texts, relations);
  let superfluous = 0;
  const analysed = parsed.map((one, at): EntryAnalysis => {
    const canonical = texts[at] ?? entries[at] ?? '';
    if (!one.ok) {
      const { message, from, to } = one;
      return { state: 'invalid', message, from, to, canonical, remarks: [], near: null };
    }
    const state = stateOf(relations[at]);
    if (state.state !== 'kept') superfluous += 1;
    return { ...state, canonical, remarks: family.remarks(one.scope), near: near[at] ?? null };
  });
  const everything = scopes.some((scope) => scope !== null && family.isEverything(scope));
  return { entries: analysed, superfluous, everything };
}

/** To which other entry an entry gives way. */
type Relation = { readonly sort: 'equal' | 'covered'; readonly to: number } | null;

function stateOf(relation: Relation | undefined): EntryState {
  if (relation === null || relation === undefined) return { state: 'kept' };
  return relation.sort === 'equal'
    ? { state: 'duplicate', of: relation.to }
    : { state: 'redundant', because: relation.to };
}

/** Per entry the first equal or the first surviving covering one. Equal entries of a covered one are covered too. */
function relate<Scope>(
  family: Family<Scope>,
  scopes: readonly (Scope | null)[],
  texts: readonly (string | null)[],
): readonly Relation[] {
  const firstOf = new Map<string, number>();
  const distinct: Scope[] = [];
  const places: number[] = [];
  scopes.forEach((scope, at) => {
    const text = texts[at];
    if (scope === null || text === null || text === undefined || firstOf.has(text)) return;
    firstOf.set(text, distinct.length);
    distinct.push(scope);
    places.push(at);
  });
  const coverers = family.coverers(distinct);
  return texts.map((text, at): Relation => {
    const first = text === null ? undefined : firstOf.get(text);
    if (first === undefined) return null;
    const coverer = coverers[first] ?? -1;
    if (coverer >= 0) return { sort: 'covered', to: places[coverer] ?? at };
    const place = places[first] ?? at;
    return place === at ? null : { sort: 'equal', to: place };
  });
}

function nearByCase<Scope>(
  family: Family<Scope>,
  scopes: readonly (Scope | null)[],
  texts: readonly (string | null)[],
  relations: readonly Relation[],
): readonly (number | null)[] {
  const folded = scopes.map((scope) => (scope === null ? null : family.foldCase(scope)));
  const foldedTexts = folded.map((scope) => (scope === null ? null : family.write(scope)));
  if (foldedTexts.every((text, at) => text === texts[at])) return [];
  const foldedRelations = relate(family, folded, foldedTexts);
  return relations.map((relation, at) => (relation === null ? (foldedRelations[at]?.to ?? null) : null));
}

/**
 * The list without its superfluous entries, in order, in canonical form; invalid entries stay as they are. Allows
 * exactly what the list allowed, and is never empty unless the list was.
 */
export function tidy<Scope>(family: Family<Scope>, entries: readonly string[]): readonly string[] {
  return analyse(family, entries)
    .entries.filter(({ state }) => state === 'kept' || state === 'invalid')
    .map(({ canonical }) => canonical);
}
