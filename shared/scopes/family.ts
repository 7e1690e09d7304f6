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

/** The algebra of one sort of scope. All functions are pure and total. */
export interface Family<Scope> {
  readonly id: FamilyId;
  readonly parse: (entry: string) => Parsed<Scope>;
  /** The canonical text (C7); reading it back gives the same scope. */
  readonly write: (scope: Scope) => string;
  readonly matches: (scope: Scope, value: string) => boolean;
  /** Whether `a` allows everything that `b` allows: a partial order on canonical texts. */
  readonly covers: (a: Scope, b: Scope) => boolean;
  /** Whether some value is allowed by both. */
  readonly overlaps: (a: Scope, b: Scope) => boolean;
  /** Whether it allows every value. */
  readonly isEverything: (scope: Scope) => boolean;
  /** The scope in lower case, for hints on near-duplicates only: coverage itself is case-sensitive (C7). */
  readonly foldCase: (scope: Scope) => Scope;
  readonly remarks: (scope: Scope) => readonly Remark[];
  /**
   * For scopes with pairwise different canonical texts: per scope, the position of the first one that covers it and is
   * itself covered by none, or -1. Costs about what sorting the scopes costs, not pairs.
   */
  readonly coverers: (scopes: readonly Scope[]) => readonly number[];
}
