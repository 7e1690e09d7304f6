import { scopeOf } from './analysis';
import type { Family } from './family';
import { DUPLICATE, REDUNDANT, type Survey } from './survey';

/**
 * What a list allows as a whole. `emptyMeans`: what no entry means to the cluster, which is the opposite in the two
 * kinds (key-apis C, "Empty-list inversion"). A list of invalid entries only is not empty: it allows nothing.
 */
export function meaningOf<Scope>(
  family: Family<Scope>,
  entries: readonly string[],
  emptyMeans: 'everything' | 'nothing',
): 'everything' | 'nothing' | 'these' {
  if (entries.length === 0) return emptyMeans;
  const scopes = entries.map((entry) => scopeOf(family, entry)).filter((scope) => scope !== null);
  if (scopes.length === 0) return 'nothing';
  return scopes.some(family.isEverything) ? 'everything' : 'these';
}

/**
 * From a superfluous entry to the one that makes it so, by way of the entries that lie between them: for
 * `blog_posts_x` in a list with `blog_posts_*` and `blog_*` the positions of all three. Each covers the one before it,
 * and the last survives tidying. A kept or invalid entry is its own chain. Takes time in proportion to the list; `survey`
 * is that of the list.
 */
export function chainFrom<Scope>(
  family: Family<Scope>,
  entries: readonly string[],
  survey: Survey,
  at: number,
): readonly number[] {
  const state = survey.states[at];
  const last = survey.to[at] ?? -1;
  if (state === DUPLICATE) return [at, last];
  if (state !== REDUNDANT) return [at];
  const from = scopeOf(family, entries[at] ?? '');
  const to = scopeOf(family, entries[last] ?? '');
  if (from === null || to === null) return [at];
  const chain = [at];
  let between = betweenOnes(family, entries, from, to);
  for (;;) {
    const next = between.find(
      (one) => !between.some((other) => other !== one && family.covers(one.scope, other.scope)),
    );
    if (next === undefined) break;
    chain.push(next.at);
    between = between.filter((one) => one !== next && family.covers(one.scope, next.scope));
  }
  return [...chain, last];
}

interface Placed<Scope> {
  readonly at: number;
  readonly scope: Scope;
}

/** Entries strictly between two scopes, the first of equal ones. */
function betweenOnes<Scope>(
  family: Family<Scope>,
  entries: readonly string[],
  from: Scope,
  to: Scope,
): readonly Placed<Scope>[] {
  const texts = new Set([family.write(from), family.write(to)]);
  const found: Placed<Scope>[] = [];
  entries.forEach((entry, at) => {
    const scope = scopeOf(family, entry);
    if (scope === null || !family.covers(scope, from) || !family.covers(to, scope)) return;
    const text = family.write(scope);
    if (texts.has(text)) return;
    texts.add(text);
    found.push({ at, scope });
  });
  return found;
}
