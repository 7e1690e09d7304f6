/**
 * The parts of which a cluster's keys are listed: each by calls of its own, which a cluster can refuse on their own
 * (key-apis B3). `all`: there is one list.
 */
export const LIST_PARTS = ['all', 'users', 'organizations'] as const;
export type ListPart = (typeof LIST_PARTS)[number];

/** What a list speaks of. Whether a key exists that stands in a part it is without, it does not say. */
export type Coverage = 'everything' | { readonly without: readonly ListPart[] };

/** Whether a list with this coverage would hold a key of this part, if there were one. */
export function covers(coverage: Coverage, part: ListPart): boolean {
  return coverage === 'everything' || !coverage.without.includes(part);
}

/** The parts that a list is without; none when it covers everything. */
export function partsWithout(coverage: Coverage): readonly ListPart[] {
  return coverage === 'everything' ? [] : coverage.without;
}

/** The coverage of two pages taken together: what one of them is without is not known of all keys. */
export function bothCoverages(a: Coverage, b: Coverage): Coverage {
  if (a === 'everything') return b;
  if (b === 'everything') return a;
  return { without: [...new Set([...a.without, ...b.without])] };
}
