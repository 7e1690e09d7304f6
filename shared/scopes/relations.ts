import { scopeOf } from './analysis';
import type { Family } from './family';
import { DUPLICATE, INVALID, KEPT, REDUNDANT, type Survey } from './survey';

/** The survey of a list with what is needed to follow an edit. Never changed in place. */
export interface Relations<Scope> extends Survey {
  readonly scopes: readonly (Scope | null)[];
  /** Canonical texts; of an invalid entry ''. */
  readonly texts: readonly string[];
}

/** More entries than this to look at anew, and the whole list is surveyed again: it is quicker then. */
const MOST_AGAIN = 16;

/** The relations within a list. */
export function relationsOf<Scope>(family: Family<Scope>, entries: readonly string[]): Relations<Scope> {
  const scopes = entries.map((entry) => scopeOf(family, entry));
  return { scopes, texts: scopes.map((scope) => textOf(family, scope)), ...family.survey(entries) };
}

function textOf<Scope>(family: Family<Scope>, scope: Scope | null): string {
  return scope === null ? '' : family.write(scope);
}

/** The relations without the entry at a position. */
export function removedFrom<Scope>(
  family: Family<Scope>,
  before: Relations<Scope>,
  at: number,
): Relations<Scope> {
  const scopes = before.scopes.toSpliced(at, 1);
  const texts = before.texts.toSpliced(at, 1);
  const states = new Uint8Array(scopes.length);
  states.set(before.states.subarray(0, at));
  states.set(before.states.subarray(at + 1), at);
  const to = new Int32Array(scopes.length);
  to.set(before.to.subarray(0, at));
  to.set(before.to.subarray(at + 1), at);
  const orphans: number[] = [];
  for (let i = 0; i < to.length; i += 1) {
    const other = to[i] ?? -1;
    if (other === at) orphans.push(i);
    else if (other > at) to[i] = other - 1;
  }
  const after: Relations<Scope> = { scopes, texts, states, to };
  if (orphans.length > MOST_AGAIN) return surveyed(family, after);
  const heir = orphans.find((orphan) => states[orphan] === DUPLICATE);
  return heir === undefined ? adopt(family, after, orphans, at) : inherit(family, after, orphans, at, heir);
}

function surveyed<Scope>(family: Family<Scope>, { scopes, texts }: Relations<Scope>): Relations<Scope> {
  return { scopes, texts, ...family.survey(texts) };
}

/** The first equal entry takes the place of the removed one; another survivor may now stand before it. */
function inherit<Scope>(
  family: Family<Scope>,
  after: Relations<Scope>,
  orphans: readonly number[],
  gone: number,
  heir: number,
): Relations<Scope> {
  const { states, to } = after;
  states[heir] = KEPT;
  to[heir] = -1;
  for (const orphan of orphans) {
    if (orphan === heir) continue;
    const other = states[orphan] === REDUNDANT ? firstCovering(family, after, orphan, gone, heir) : -1;
    to[orphan] = other < 0 ? heir : other;
  }
  return after;
}

/** Finds other coverers for the orphans; those without one are judged among themselves. */
function adopt<Scope>(
  family: Family<Scope>,
  after: Relations<Scope>,
  orphans: readonly number[],
  gone: number,
): Relations<Scope> {
  const { texts, states, to } = after;
  const free: number[] = [];
  for (const orphan of orphans) {
    // None before the removed one covers it, else that would have been the reason.
    const other = firstCovering(family, after, orphan, gone, states.length);
    if (other < 0) free.push(orphan);
    else to[orphan] = other;
  }
  if (free.length === 0) return after;
  const among = family.survey(free.map((orphan) => texts[orphan] ?? ''));
  free.forEach((orphan, i) => {
    states[orphan] = among.states[i] ?? KEPT;
    to[orphan] = among.states[i] === KEPT ? -1 : (free[among.to[i] ?? 0] ?? -1);
  });
  for (const orphan of free) if (states[orphan] === KEPT) claim(family, after, orphan);
  return after;
}

/** The first survivor from `from` to before `end` that covers the entry, or -1. */
function firstCovering<Scope>(
  family: Family<Scope>,
  { scopes, states }: Relations<Scope>,
  entry: number,
  from: number,
  end: number,
): number {
  const scope = scopes[entry] ?? null;
  if (scope === null) return -1;
  for (let i = from; i < end; i += 1) {
    if (states[i] !== KEPT || i === entry) continue;
    const other = scopes[i] ?? null;
    if (other !== null && family.covers(other, scope)) return i;
  }
  return -1;
}

/** Makes a survivor the reason of what it covers and what has a later reason so far. */
function claim<Scope>(
  family: Family<Scope>,
  { scopes, states, to }: Relations<Scope>,
  survivor: number,
): void {
  const scope = scopes[survivor] ?? null;
  if (scope === null) return;
  for (let i = 0; i < states.length; i += 1) {
    if (states[i] !== REDUNDANT || (to[i] ?? 0) <= survivor) continue;
    const other = scopes[i] ?? null;
    if (other !== null && family.covers(scope, other)) to[i] = survivor;
  }
}

/** The relations with an entry put in at a position. */
export function insertedInto<Scope>(
  family: Family<Scope>,
  before: Relations<Scope>,
  at: number,
  entry: string,
): Relations<Scope> {
  const scope = scopeOf(family, entry);
  const text = textOf(family, scope);
  const scopes = before.scopes.toSpliced(at, 0, scope);
  const texts = before.texts.toSpliced(at, 0, text);
  const states = new Uint8Array(scopes.length);
  states.set(before.states.subarray(0, at));
  states.set(before.states.subarray(at), at + 1);
  const to = new Int32Array(scopes.length);
  to.set(before.to.subarray(0, at));
  to.set(before.to.subarray(at), at + 1);
  for (let i = 0; i < to.length; i += 1) if ((to[i] ?? -1) >= at) to[i] = (to[i] ?? 0) + 1;
  states[at] = INVALID;
  to[at] = -1;
  const after: Relations<Scope> = { scopes, texts, states, to };
  return scope === null ? after : placed(family, after, at, scope, text);
}

/** Judges the entry at a position, which counts as invalid so far, and what it changes for the others. */
function placed<Scope>(
  family: Family<Scope>,
  after: Relations<Scope>,
  at: number,
  scope: Scope,
  text: string,
): Relations<Scope> {
  const { scopes, texts, states, to } = after;
  const covered: number[] = [];
  let equal = -1;
  for (let i = 0; i < states.length; i += 1) {
    if (states[i] !== KEPT) continue;
    const other = scopes[i] ?? null;
    if (other === null) continue;
    if (texts[i] === text) {
      equal = i;
    } else if (family.covers(other, scope)) {
      states[at] = REDUNDANT;
      to[at] = i;
      return after;
    } else if (family.covers(scope, other)) {
      covered.push(i);
    }
  }
  if (equal >= 0 && equal < at) {
    states[at] = DUPLICATE;
    to[at] = equal;
    return after;
  }
  states[at] = KEPT;
  if (equal >= 0) succeed(after, at, equal);
  else if (!outrank(family, after, at, covered)) return surveyed(family, after);
  claim(family, after, at);
  return after;
}

/** An equal entry further down becomes a duplicate, and what gave way to it gives way to the new one. */
function succeed<Scope>({ states, to }: Relations<Scope>, at: number, equal: number): void {
  states[equal] = DUPLICATE;
  to[equal] = at;
  for (let i = 0; i < to.length; i += 1) if (to[i] === equal) to[i] = at;
}

/**
 * Survivors that the new one covers are none any more; what gave way to them gives way to the first survivor that covers
 * it. False when these are too many to be looked at one by one.
 */
function outrank<Scope>(
  family: Family<Scope>,
  after: Relations<Scope>,
  at: number,
  covered: readonly number[],
): boolean {
  if (covered.length === 0) return true;
  const { states, to } = after;
  const gone = new Set(covered);
  const again: number[] = [];
  for (let i = 0; i < to.length; i += 1) if (gone.has(to[i] ?? -1)) again.push(i);
  if (again.length > MOST_AGAIN) return false;
  for (const one of covered) {
    states[one] = REDUNDANT;
    to[one] = at;
  }
  for (const one of again) {
    const old = to[one] ?? 0;
    states[one] = REDUNDANT;
    // None before its old reason covers it.
    const other = old < at ? firstCovering(family, after, one, old + 1, at) : -1;
    to[one] = other < 0 ? at : other;
  }
  return true;
}
