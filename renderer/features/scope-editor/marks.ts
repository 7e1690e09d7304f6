import type { SpecProblem } from '#shared/kinds/kind';

/** What stands beside an entry: the gravest thing there is to say about it. */
export interface EntryMark<Spec> {
  readonly problem: SpecProblem<Spec>;
  /** It adds nothing: another entry covers it, or it stands twice. */
  readonly redundant: boolean;
}

const WEIGHT = { error: 0, warning: 1, hint: 2 } as const;

/** The gravest problem of each entry that has any, by position. */
export function marksOf<Spec>(problems: readonly SpecProblem<Spec>[]): ReadonlyMap<number, EntryMark<Spec>> {
  const marks = new Map<number, EntryMark<Spec>>();
  for (const problem of problems) {
    if (problem.index === undefined) continue;
    const known = marks.get(problem.index);
    if (known !== undefined && WEIGHT[known.problem.severity] <= WEIGHT[problem.severity]) continue;
    marks.set(problem.index, { problem, redundant: isRedundant(problem) });
  }
  return marks;
}

/** Whether the entry adds nothing: another one covers it, or it stands twice. */
function isRedundant({ rule }: { readonly rule: string }): boolean {
  return /-(?:redundant|duplicate)$/.test(rule);
}

/** Positions of the entries that may go without changing what the list means. Never all of them (key-apis C). */
export function tidyable(
  entries: readonly string[],
  problems: readonly { readonly rule: string; readonly index?: number }[],
): readonly number[] {
  const positions = new Set<number>();
  for (const problem of problems) {
    if (problem.index !== undefined && problem.index < entries.length && isRedundant(problem)) {
      positions.add(problem.index);
    }
  }
  return positions.size >= entries.length ? [] : [...positions].toSorted((a, b) => a - b);
}

/** Where the covering entry stands: the first entry of that text other than the one covered. */
export function positionOf(entries: readonly string[], because: string, except: number): number {
  return entries.findIndex((entry, index) => index !== except && entry.trim() === because.trim());
}
