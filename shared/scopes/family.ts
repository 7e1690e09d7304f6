import type { Survey } from './survey';

export const FAMILY_IDS = ['index', 'referer', 'cidr', 'algo', 'name'] as const;
export type FamilyId = (typeof FAMILY_IDS)[number];

/** An entry read, or what is wrong with it and where: offsets in UTF-16 units, `to` exclusive. */
export type Parsed<Scope> =
  | { readonly ok: true; readonly scope: Scope }
  | { readonly ok: false; readonly message: string; readonly from: number; readonly to: number };

/** Something about a valid scope taken alone that its author hardly means (key-apis C3, C6). */
export interface Remark {
  /** `unreachable`: nothing real can match; `doubtful`: may never match; `loose`: matches more than it seems. */
  readonly sort: 'unreachable' | 'doubtful' | 'loose';
  /** Names the rule where a family has several of one sort. */
  readonly rule?: string;
  readonly message: string;
  /** An entry that says what was probably meant. */
  readonly instead?: string;
}

/** What the canonical form of an entry leaves out or adds (key-apis C7). Its meaning stays the same. */
export interface Change {
  readonly rule: 'space' | 'stars' | 'slash' | 'all-versions' | 'version-range' | 'host-bits' | 'one-address';
  readonly message: string;
}

/** The algebra of one sort of scope. All functions are pure and total. */
export interface Family<Scope> {
  readonly id: FamilyId;
  readonly parse: (entry: string) => Parsed<Scope>;
  /** The canonical text (C7); reading it back gives the same scope. */
  readonly write: (scope: Scope) => string;
  readonly matches: (scope: Scope, value: string) => boolean;
  /** Whether `a` allows everything that `b` allows: a partial order on canonical texts. */
  readonly covers: (a: Scope, b: Scope) => boolean;
  /** Whether some value is allowed by both. Symmetric. */
  readonly overlaps: (a: Scope, b: Scope) => boolean;
  /** A value that `b` allows and `a` does not, for explanations; null exactly when `a` covers `b`. */
  readonly example: (b: Scope, a: Scope) => string | null;
  /** Whether it allows every value. */
  readonly isEverything: (scope: Scope) => boolean;
  /** The scope in lower case, for hints on near-duplicates only: coverage itself is case-sensitive (C7). */
  readonly foldCase: (scope: Scope) => Scope;
  /**
   * A text that two entries share exactly when they differ by a slash at the end or by nothing, for hints only; null
   * where a slash at the end has no part (C7: it is never folded where it counts).
   */
  readonly withoutSlash: (scope: Scope) => string | null;
  /** What the canonical form changes in an entry; nothing for an invalid one. */
  readonly changes: (entry: string) => readonly Change[];
  readonly remarks: (scope: Scope) => readonly Remark[];
  /** Judges a whole list (survey.ts). Costs about what sorting the list costs, not pairs. */
  readonly survey: (entries: readonly string[]) => Survey;
}

/** The change that trimming makes, which is common to all families. */
export function spaceChange(entry: string): readonly Change[] {
  return entry === entry.trim()
    ? []
    : [{ rule: 'space', message: 'White space around an entry does not count.' }];
}

/** The scopes of the entries that can be read, in order. */
export function scopesOf<Scope>(
  { parse }: Pick<Family<Scope>, 'parse'>,
  entries: readonly string[],
): readonly Scope[] {
  return entries.flatMap((entry) => {
    const parsed = parse(entry);
    return parsed.ok ? [parsed.scope] : [];
  });
}
