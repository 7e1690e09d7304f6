/** The vocabulary of a decision; it knows no kind. Every kind's `decide` speaks it (shared/kinds). */

import type { Instant } from '../ids';

export type Verdict = 'allow' | 'deny';

/** One concrete request as a cluster sees it. */
export interface PolicyRequest {
  /** The kind's operation id, e.g. `search`, `browse`, `addObject`, `listKeys`. */
  readonly operation: string;
  /** What it acts on (index, algorithm); null for operations on the whole cluster. A multi-target request is decided once per target. */
  readonly resource: string | null;
  /** The Referer header as received, else null. */
  readonly referer: string | null;
  /** The Origin header as received, else null. */
  readonly origin: string | null;
  /** Source address, IPv4 dotted or IPv6. */
  readonly ip: string;
  readonly userToken: string | null;
  /** How many requests of this key and this caller the cluster already accepted in the limit's window. */
  readonly used: number;
}

/** What kind of thing decided. `state`: the key does not exist, has expired, is of the wrong type. */
export type DeciderSort =
  'state' | 'signature' | 'expiry' | 'source' | 'permission' | 'scope' | 'referer' | 'limit';

/** The entry, permission or limit that decided. */
export interface Decider {
  readonly sort: DeciderSort;
  /** The spec field it stands in (`indexes`, `acl`, `referers` …), or null when the key itself decided. */
  readonly field: string | null;
  /** The literal entry or permission; null when the absence of any entry decided. */
  readonly entry: string | null;
}

/** One step of the ordered list of checks. Those after the first failure are `skipped`. */
export interface Check {
  readonly sort: DeciderSort;
  readonly outcome: 'pass' | 'fail' | 'skipped';
  /** The decider of this step alone, when there is one. */
  readonly decider: Decider | null;
  /** One plain sentence: what was compared with what. */
  readonly explanation: string;
}

/** What an allowed request is changed by: hit caps, parameters that the key forces. */
export type Effect =
  | { readonly sort: 'hit-cap'; readonly max: number }
  | { readonly sort: 'forced-parameter'; readonly name: string; readonly value: string }
  | { readonly sort: 'rate-limit'; readonly max: number; readonly remaining: number };

export interface Decision {
  readonly verdict: Verdict;
  readonly decidedBy: Decider;
  readonly checks: readonly Check[];
  readonly effects: readonly Effect[];
  /** How the cluster words a refusal on the wire; null when allowed. */
  readonly refusal: { readonly status: number; readonly message: string } | null;
}

/** What became of a request and what decided it, without the account of the checks. */
export type Judgement = Pick<Decision, 'verdict' | 'decidedBy'>;

/** Someone who asks, made ready for many requests. */
export interface PreparedDecision {
  /** The whole decision, with checks, effects and refusal. */
  readonly decide: (request: PolicyRequest, at: Instant) => Decision;
  /** Verdict and decider of the same decision, many times faster: for enforcing and for asking thousands of keys. */
  readonly judge: (request: PolicyRequest, at: Instant) => Judgement;
}

/** The parts of a request that only some kinds look at; operation and resource matter to all. */
export const REQUEST_FIELDS = ['referer', 'origin', 'ip', 'userToken', 'used'] as const;
export type RequestField = (typeof REQUEST_FIELDS)[number];

/** A request that names nothing beside its operation: from a program, at a known address, the first within the hour. */
export function bareRequest(operation: string, resource: string | null = null): PolicyRequest {
  return {
    operation,
    resource,
    referer: null,
    origin: null,
    ip: '203.0.113.7',
    userToken: null,
    used: 0,
  };
}
