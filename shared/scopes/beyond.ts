import type { Family } from './family';
import { INVALID } from './survey';

/** Part of what a list of scopes allows that another list does not. */
export interface Beyond<Scope> {
  readonly scope: Scope;
  /** Some of it is allowed by the other list all the same. */
  readonly partly: boolean;
}

/**
 * The scopes of `list` that allow something which no scope of `other` allows, in order, without those that others of
 * `list` cover. Single scopes suffice: a union covers a scope only if one of its members does (key-apis C5). Costs about
 * what sorting both lists costs.
 */
export function beyond<Scope>(
  family: Family<Scope>,
  list: readonly Scope[],
  other: readonly Scope[],
): readonly Beyond<Scope>[] {
  const distinct = new Map<string, Scope>();
  for (const scope of other) distinct.set(family.write(scope), scope);
  const known = distinct.size;
  for (const scope of list) {
    const text = family.write(scope);
    if (!distinct.has(text)) distinct.set(text, scope);
  }
  const all = [...distinct.values()];
  const { states, to } = family.survey([...distinct.keys()]);
  // A scope whose text an editor refuses can stand on a cluster all the same; there are few of them.
  const coverers = all.map((scope, at) =>
    states[at] === INVALID ? firstAround(family, all, scope) : (to[at] ?? -1),
  );
  const wider = new Set(coverers.slice(0, known));
  return all.flatMap((scope, at) =>
    at < known || (coverers[at] ?? -1) >= 0 ? [] : [{ scope, partly: wider.has(at) }],
  );
}

/** The position of the first other scope that covers this one, or -1. */
function firstAround<Scope>({ covers }: Family<Scope>, all: readonly Scope[], scope: Scope): number {
  return all.findIndex((other) => other !== scope && covers(other, scope));
}
