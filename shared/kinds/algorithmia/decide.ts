import type { Instant } from '../../ids';
import type { Check, Decider, DeciderSort, Decision, PolicyRequest } from '../../policy/decision';
import type { Subject } from '../kind';
import { REFUSALS, STEPS, type Case, type Outcome } from './decide-checks';
import { operationById } from './operations';
import { algorithmiaSpecSchema, type AlgorithmiaSpec } from './spec';

/**
 * Decides one request as an Algorithmia-protocol cluster does: order and refusals of key-apis B6, entries of C1. The
 * practice cluster enforces with this same function. Whether the owner itself may reach an algorithm is not the key's
 * to say: the cluster answers 404 for what does not exist for its owner, after all of this. The moment plays no part,
 * since keys of this kind do not expire.
 */
export function decide(subject: Subject<AlgorithmiaSpec>, request: PolicyRequest, _at: Instant): Decision {
  switch (subject.sort) {
    case 'unknown':
      return denied([], {
        sort: 'state',
        decider: ITSELF,
        explanation: 'The cluster knows no such key: it never existed or was deleted.',
        refusal: REFUSALS.unknownKey,
      });
    case 'admin':
      return decideKey(SOME_ADMIN, request);
    case 'key':
      return decideKey(subject.spec, request);
    case 'derived':
      // This protocol has no derived keys.
      return denied([], {
        sort: 'signature',
        decider: { sort: 'signature', field: null, entry: null },
        explanation: 'This cluster knows no keys that are derived from others.',
        refusal: REFUSALS.unknownKey,
      });
  }
}

const ITSELF: Decider = { sort: 'state', field: null, entry: null };

/** An admin key of which nothing else is known. */
const SOME_ADMIN: AlgorithmiaSpec = algorithmiaSpecSchema.parse({
  key_type: 'admin',
  owner: { sort: 'user', user: 'admin' },
  key_label: '',
  algo_acl: [],
  allow_algo: false,
  allow_web_algo: false,
  referer_host: '',
  allow_data: false,
  allow_data_write: false,
  allow_algo_management: false,
});

function decideKey(spec: AlgorithmiaSpec, request: PolicyRequest): Decision {
  const of: Case = { spec, operation: operationById(request.operation), request };
  const checks: Check[] = [{ sort: 'state', outcome: 'pass', decider: null, explanation: 'The key exists.' }];
  for (const { sort, run } of STEPS) {
    const outcome = run(of);
    if (outcome.refusal !== null) return denied(checks, { sort, ...outcome });
    checks.push({ sort, outcome: 'pass', decider: outcome.decider, explanation: outcome.explanation });
  }
  return { verdict: 'allow', decidedBy: allowedBy(checks), checks, effects: [], refusal: null };
}

function denied(passed: readonly Check[], failed: Outcome & { readonly sort: DeciderSort }): Decision {
  const { sort, decider, explanation, refusal } = failed;
  const at = STEPS.findIndex((step) => step.sort === sort);
  const skipped = STEPS.slice(at + 1).map((step): Check => ({
    sort: step.sort,
    outcome: 'skipped',
    decider: null,
    explanation: 'Not reached: an earlier check refused.',
  }));
  return {
    verdict: 'deny',
    decidedBy: decider ?? ITSELF,
    checks: [...passed, { sort, outcome: 'fail', decider, explanation }, ...skipped],
    effects: [],
    refusal,
  };
}

/** What allowed a request: the entry that matched, else the right, else the key itself. */
function allowedBy(checks: readonly Check[]): Decider {
  for (const sort of ['scope', 'permission'] as const) {
    const decider = checks.find((check) => check.sort === sort)?.decider;
    if (decider !== undefined && decider !== null) return decider;
  }
  return ITSELF;
}
