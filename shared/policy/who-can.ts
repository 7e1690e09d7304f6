import type { Instant } from '../ids';
import type { Decider, PolicyRequest, PreparedDecision } from './decision';

/** How the keys of one kind are asked. */
export interface Askable<Key> {
  readonly prepare: (key: Key) => PreparedDecision;
  /** For a resource written as a scope: one within it that the key reaches if there is any (Kind.instanceOf). */
  readonly instanceOf: (key: Key, resource: string) => string;
}

/** A key that may do what was asked, with the entry, permission or state that lets it. */
export interface Holder<Key> {
  readonly key: Key;
  readonly decidedBy: Decider;
}

/**
 * The reverse look-up: which of these keys may make this request at this moment, in their order. Where the resource is
 * a scope, a key counts that may make it for some resource within.
 */
export function whoCan<Key>(
  { prepare, instanceOf }: Askable<Key>,
  keys: Iterable<Key>,
  request: PolicyRequest,
  at: Instant,
): readonly Holder<Key>[] {
  const { resource } = request;
  const holders: Holder<Key>[] = [];
  for (const key of keys) {
    const asked = resource === null ? request : { ...request, resource: instanceOf(key, resource) };
    const { verdict, decidedBy } = prepare(key).judge(asked, at);
    if (verdict === 'allow') holders.push({ key, decidedBy });
  }
  return holders;
}
