import type { Instant } from '../ids';

/** A member of the spec as a person reads it: for details, history and comparisons. */
export interface SpecLine {
  /** The spec member, or the part of one that is told apart (`restrictSources`). */
  readonly field: string;
  readonly title: string;
  /** One entry for scalars, one per entry for lists; empty: the member restricts nothing. */
  readonly values: readonly string[];
  /** Said when `values` is empty: "all indices". */
  readonly whenEmpty: string;
  /** Set in monospace. */
  readonly code: boolean;
}

/** What of a kind is needed to tell its specs apart. */
export interface Comparable<Spec> {
  readonly lines: (spec: Spec, formatInstant: (at: Instant) => string) => readonly SpecLine[];
  readonly expiresAt: (spec: Spec) => Instant | null;
  readonly withExpiry: (spec: Spec, expiresAt: Instant | null) => Spec;
}

interface ChangedLine {
  /** The spec member, see {@link SpecLine}. */
  readonly field: string;
  readonly title: string;
  /** Values are set in monospace. */
  readonly code: boolean;
}

/** One member that differs, for history, comparisons and the review before saving. */
export type SpecChange =
  /** One value for another, or from or to what emptiness means ("all indices"). */
  | (ChangedLine & { readonly sort: 'replaced'; readonly before: string; readonly after: string })
  /** Some values of a list. */
  | (ChangedLine & {
      readonly sort: 'values';
      readonly added: readonly string[];
      readonly removed: readonly string[];
    })
  /** The same values in another order. */
  | (ChangedLine & { readonly sort: 'reordered' });

/** Clocks and rounding let a re-read expiry wander by this much without a change (design.md, "Data at rest"). */
const EXPIRY_TOLERANCE_MS = 5_000;

/** What changed from one spec to the other, member by member in the order of the kind's lines; empty when nothing did. */
export function diffSpecs<Spec>(
  kind: Comparable<Spec>,
  before: Spec,
  after: Spec,
  formatInstant: (at: Instant) => string,
): readonly SpecChange[] {
  const from = kind.lines(before, formatInstant);
  const to = new Map(
    kind.lines(withoutDrift(kind, before, after), formatInstant).map((line) => [line.field, line]),
  );
  return from.flatMap((line) => {
    const other = to.get(line.field);
    const change = other === undefined ? null : diffLine(line, other);
    return change === null ? [] : [change];
  });
}

function withoutDrift<Spec>(kind: Comparable<Spec>, before: Spec, after: Spec): Spec {
  const a = kind.expiresAt(before);
  const b = kind.expiresAt(after);
  if (a === null || b === null || Math.abs(a - b) >= EXPIRY_TOLERANCE_MS) return after;
  return kind.withExpiry(after, a);
}

function diffLine(before: SpecLine, after: SpecLine): SpecChange | null {
  const { field, title, code } = after;
  const line = { field, title, code };
  if (
    before.values.length === after.values.length &&
    before.values.every((one, i) => one === after.values[i])
  ) {
    return null;
  }
  const replaced =
    before.values.length === 0 ||
    after.values.length === 0 ||
    (before.values.length === 1 && after.values.length === 1);
  if (replaced) return { ...line, sort: 'replaced', before: inWords(before), after: inWords(after) };
  const added = without(after.values, before.values);
  const removed = without(before.values, after.values);
  return added.length === 0 && removed.length === 0
    ? { ...line, sort: 'reordered' }
    : { ...line, sort: 'values', added, removed };
}

function inWords({ values, whenEmpty }: SpecLine): string {
  return values.length === 0 ? whenEmpty : values.join(', ');
}

/** The values of `a` beyond those of `b`, duplicates counted, in order. */
function without(a: readonly string[], b: readonly string[]): readonly string[] {
  const left = new Map<string, number>();
  for (const one of b) left.set(one, (left.get(one) ?? 0) + 1);
  return a.filter((one) => {
    const count = left.get(one) ?? 0;
    if (count > 0) left.set(one, count - 1);
    return count === 0;
  });
}

/** A change as one line of text: "Hits per query: 50 → 20", "Indices: added blog_*; removed docs". */
export function changeText(change: SpecChange): string {
  switch (change.sort) {
    case 'replaced':
      return `${change.title}: ${change.before} → ${change.after}`;
    case 'reordered':
      return `${change.title}: same entries in another order`;
    case 'values': {
      const parts = [
        ...(change.added.length > 0 ? [`added ${change.added.join(', ')}`] : []),
        ...(change.removed.length > 0 ? [`removed ${change.removed.join(', ')}`] : []),
      ];
      return `${change.title}: ${parts.join('; ')}`;
    }
  }
}
