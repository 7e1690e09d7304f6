import type { Check, Decider, DeciderSort, Decision, Effect } from '#shared/policy/decision';
import type { KindOperation } from '#shared/kinds/kind';
import type { PolicyRequest } from '#shared/policy/decision';
import { formatCount } from '../../ui';

/** What a check looks at, as a word at the head of its line. */
export const CHECK_WORDS: Readonly<Record<DeciderSort, string>> = {
  state: 'Key',
  signature: 'Signature',
  expiry: 'End',
  source: 'Address',
  permission: 'Permission',
  scope: 'Scope',
  referer: 'Page',
  limit: 'Limit',
};

const DECIDERS: Readonly<Record<DeciderSort, string>> = {
  state: 'the key itself',
  signature: 'the signature',
  expiry: 'the end',
  source: 'the address',
  permission: 'the permission',
  scope: 'the entry',
  referer: 'the page',
  limit: 'the limit',
};

/** What decided, in words, with the literal entry apart; null where no entry is to be named. */
export function deciderWords({ sort, entry }: Decider): {
  readonly what: string;
  readonly entry: string | null;
} {
  return { what: DECIDERS[sort], entry };
}

/** The sentence of the check that decided. */
export function reasonOf({ checks, verdict, decidedBy }: Decision): string {
  const failed = checks.find(({ outcome }) => outcome === 'fail');
  const passed = checks.findLast(({ sort, outcome }) => sort === decidedBy.sort && outcome === 'pass');
  return (verdict === 'deny' ? failed : passed)?.explanation ?? 'Nothing forbids it.';
}

/** How a check went, for those who do not see its mark. */
export function outcomeWord({ outcome }: Check): string {
  switch (outcome) {
    case 'pass':
      return 'passed';
    case 'fail':
      return 'failed';
    case 'skipped':
      return 'not reached';
  }
}

/** What an allowed request is changed by, as a sentence. */
export function effectWords(effect: Effect): string {
  switch (effect.sort) {
    case 'hit-cap':
      return `Answers hold at most ${formatCount(effect.max)} ${effect.max === 1 ? 'hit' : 'hits'}.`;
    case 'forced-parameter':
      return `${effect.name}=${effect.value} is forced.`;
    case 'rate-limit':
      return `${formatCount(Math.max(0, effect.remaining))} of ${formatCount(effect.max)} requests are left in this hour.`;
  }
}

/** A name for a request that is kept: "Search an index: products". */
export function requestName(operation: KindOperation | undefined, request: PolicyRequest): string {
  const title = operation?.title ?? request.operation;
  return (request.resource === null ? title : `${title}: ${request.resource}`).slice(0, 100);
}
