import { beyond } from '#shared/scopes/beyond';
import { scopesOf, type Family } from '#shared/scopes/family';
import type { Direction } from './form';

/** The direction of a change that lets the key do something more, something less, both, or neither (null). */
export function directionFrom(widens: boolean, narrows: boolean): Direction | null {
  if (widens && narrows) return 'both';
  if (widens) return 'widens';
  return narrows ? 'narrows' : null;
}

/** A right that is there or not. */
export function flagDirection(before: boolean, after: boolean): Direction | null {
  return directionFrom(after && !before, before && !after);
}

/** A limit of which more is wider. */
export function limitDirection(before: number, after: number): Direction | null {
  return directionFrom(after > before, after < before);
}

/** Two lists of names, of which each grants something of its own. */
export function namesDirection(before: readonly string[], after: readonly string[]): Direction | null {
  return directionFrom(
    after.some((name) => !before.includes(name)),
    before.some((name) => !after.includes(name)),
  );
}

/** Compares what two lists of scope entries allow (key-apis part C, "Empty-list inversion"); invalid entries allow nothing. */
export function listDirection<Scope>(
  family: Family<Scope>,
  emptyMeans: 'everything' | 'nothing',
  before: readonly string[],
  after: readonly string[],
): Direction | null {
  const adds = (list: readonly string[], other: readonly string[]): boolean => {
    const known = scopesOf(family, list);
    if (emptyMeans === 'everything') {
      if (list.length === 0) return false;
      if (other.length === 0) return !known.some(family.isEverything);
    }
    return beyond(family, scopesOf(family, other), known).length > 0;
  };
  return directionFrom(adds(before, after), adds(after, before));
}
