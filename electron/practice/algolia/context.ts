import { decide } from '#shared/kinds/algolia/decide';
import { indexAllowed } from '#shared/kinds/algolia/decide-checks';
import { rateIdentity } from '#shared/kinds/algolia/forced';
import type { Effect, PolicyRequest } from '#shared/policy/decision';
import { headerOf, Refusal, type PracticeRequest } from '../exchange';
import type { PracticeClock } from '../clock';
import type { Caller } from './caller';
import type { RateStore } from './rate-store';

/** One thing that a request wants to do, in the words of decide (shared/kinds/algolia/operations). */
export interface Wish {
  readonly operation: string;
  readonly index: string | null;
}

/** A request together with who sends it, and the only way to find out what it may do. */
export interface Context {
  readonly request: PracticeRequest;
  readonly caller: Caller;
  /** Settles every wish by decide; throws Refusal for the first denied one. Answers the effects of each. */
  readonly require: (wishes: readonly Wish[]) => readonly (readonly Effect[])[];
  /** As {@link require} for a single wish. */
  readonly requireOne: (operation: string, index?: string) => readonly Effect[];
  /** Whether lists may show this index to the caller. */
  readonly reaches: (index: string) => boolean;
  /** Whether the caller sees attributes that the settings hide. */
  readonly seesAll: boolean;
  /** What was required, for the counts of the usage statistics. */
  readonly done: () => readonly Wish[];
}

export interface ContextParts {
  readonly clock: PracticeClock;
  readonly rates: RateStore;
}

function userTokenOf(request: PracticeRequest, fromBody: string | null): string | null {
  if (fromBody !== null) return fromBody;
  const header = headerOf(request, 'x-algolia-usertoken');
  if (header !== null) return header;
  for (const [name, value] of request.query) {
    if (['x-algolia-usertoken', 'usertoken'].includes(name.toLowerCase())) return value;
  }
  return null;
}

/** Makes the context of a request. `bodyToken` is the user token that the body's search parameters name, if any. */
export function createContext(
  request: PracticeRequest,
  caller: Caller,
  bodyToken: string | null,
  { clock, rates }: ContextParts,
): Context {
  const { subject, key, restrictions } = caller;
  const userToken = userTokenOf(request, bodyToken);
  const identity = key === null ? null : rateIdentity(key.spec, restrictions, { ip: request.ip, userToken });
  const limited = key !== null && key.spec.maxQueriesPerIPPerHour > 0;
  const done: Wish[] = [];
  let counted = false;

  const policyRequest = ({ operation, index }: Wish): PolicyRequest => ({
    operation,
    resource: index,
    referer: headerOf(request, 'referer'),
    origin: headerOf(request, 'origin'),
    ip: request.ip,
    userToken,
    // A request that was already accepted does not stand in its own way.
    used: limited && identity !== null && !counted ? rates.used(key.secret, identity) : 0,
  });

  const require = (wishes: readonly Wish[]): readonly (readonly Effect[])[] => {
    const decisions = wishes.map((wish) => decide(subject, policyRequest(wish), clock.now()));
    const refusal = decisions.find((decision) => decision.refusal !== null)?.refusal ?? null;
    if (refusal !== null) throw new Refusal(refusal.status, refusal.message);
    if (limited && identity !== null && !counted) {
      rates.count(key.secret, identity);
      counted = true;
    }
    done.push(...wishes);
    return decisions.map(({ effects }) => effects);
  };

  return {
    request,
    caller,
    require,
    requireOne: (operation, index) => require([{ operation, index: index ?? null }])[0] ?? [],
    reaches: (index) => key === null || indexAllowed(key.spec, restrictions, index),
    seesAll: subject.sort === 'admin' || (key?.spec.acl.includes('seeUnretrievableAttributes') ?? false),
    done: () => done,
  };
}
