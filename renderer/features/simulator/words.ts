import type { KindOperation } from '#shared/kinds/operation';
import type { Check, DeciderSort, Decision, Effect, Judgement, PolicyRequest } from '#shared/policy/decision';
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

const ALLOWS: Readonly<Record<DeciderSort, string>> = {
  state: 'by the key itself',
  signature: 'by the signature',
  expiry: 'by the end',
  source: 'by the address',
  permission: 'by the permission',
  scope: 'by the entry',
  referer: 'by the page',
  limit: 'by the limit',
};

const DENIES: Readonly<Record<DeciderSort, string>> = {
  state: 'by the key itself',
  signature: 'by the signature',
  expiry: 'by the end',
  source: 'by the address restriction',
  permission: 'by its permissions',
  scope: 'by its scopes',
  referer: 'by the page restriction',
  limit: 'by the limit',
};

/** What decided, in words, with the literal entry apart; null where none is to be named. */
export function deciderWords({ verdict, decidedBy }: Judgement): {
  readonly what: string;
  readonly entry: string | null;
} {
  const { sort, entry } = decidedBy;
  if (verdict === 'allow') return { what: ALLOWS[sort], entry };
  // What a denial for want of a permission names is what is missing; the reason says so.
  return { what: DENIES[sort], entry: sort === 'permission' ? null : entry };
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
