import type { Check, Decider, DeciderSort, Decision, Effect, PolicyRequest } from '../../policy/decision';
import type { Instant } from '../../ids';
import type { Subject } from '../kind';
import { REFUSALS, STEPS, type Bearer, type Case, type Outcome } from './decide-checks';
import { forcedParameters } from './forced';
import { operationById } from './operations';
import type { AlgoliaSpec } from './spec';

/**
 * Decides one request as an Algolia-protocol cluster does: order, statuses and messages of key-apis A8, patterns of
 * A6, forced parameters of A7 as effects, secured keys of A10. The practice cluster enforces with this same function.
 * `at` in Unix ms. A secured key whose parent is the administrator's or another secured key has no valid parent:
 * pass `{sort: 'unknown'}` for it.
 */
export function decide(subject: Subject<AlgoliaSpec>, request: PolicyRequest, at: Instant): Decision {
  switch (subject.sort) {
    case 'unknown':
      return decideUnknown();
    case 'admin':
      return decideAdmin(request);
    case 'key':
      return decideBearer(
        { spec: subject.spec, derived: false, verified: true, restrictions: [] },
        request,
        at,
      );
    case 'derived':
      return decideBearer({ ...subject, derived: true }, request, at);
  }
}

const ITSELF: Decider = { sort: 'state', field: null, entry: null };

function decideUnknown(): Decision {
  const failed: Check = {
    sort: 'state',
    outcome: 'fail',
    decider: ITSELF,
    explanation: 'The cluster knows no such key: it never existed, was deleted or has expired.',
  };
  const rest = STEPS.filter((step) => step.sort !== 'state' && step.onlyDerived !== true);
  return {
    verdict: 'deny',
    decidedBy: ITSELF,
    checks: [failed, ...rest.map(({ sort }) => skipped(sort))],
    effects: [],
    refusal: REFUSALS.unknownKey,
  };
}

function decideAdmin(request: PolicyRequest): Decision {
  const known = operationById(request.operation) !== undefined;
  const check: Check = known
    ? {
        sort: 'state',
        outcome: 'pass',
        decider: ITSELF,
        explanation: 'The admin key may do everything; nothing restricts it.',
      }
    : {
        sort: 'permission',
        outcome: 'fail',
        decider: { sort: 'permission', field: 'acl', entry: null },
        explanation: `The cluster has no operation ${request.operation}.`,
      };
  return {
    verdict: known ? 'allow' : 'deny',
    decidedBy: check.decider ?? ITSELF,
    checks: [check],
    effects: [],
    refusal: known ? null : REFUSALS.permission,
  };
}

function decideBearer(bearer: Bearer, request: PolicyRequest, at: Instant): Decision {
  const operation = operationById(request.operation);
  const of: Case = { bearer, operation, request, at };
  const checks: Check[] = [];
  let denial: Outcome | null = null;
  for (const { sort, onlyDerived, run } of STEPS) {
    if (onlyDerived === true && !bearer.derived) continue;
    if (denial !== null) {
      checks.push(skipped(sort));
      continue;
    }
    const outcome = run(of);
    const { decider, explanation } = outcome;
    checks.push({ sort, outcome: outcome.refusal === null ? 'pass' : 'fail', decider, explanation });
    if (outcome.refusal !== null) denial = outcome;
  }
  if (denial !== null) {
    return {
      verdict: 'deny',
      decidedBy: denial.decider ?? ITSELF,
      checks,
      effects: [],
      refusal: denial.refusal,
    };
  }
  return {
    verdict: 'allow',
    decidedBy: allowedBy(checks),
    checks,
    effects: effectsOf(of),
    refusal: null,
  };
}

function skipped(sort: DeciderSort): Check {
  return { sort, outcome: 'skipped', decider: null, explanation: 'Not reached: an earlier check refused.' };
}

/** What allowed a request: the scope entry that matched, else the permission, else the key itself. */
function allowedBy(checks: readonly Check[]): Decider {
  for (const sort of ['scope', 'permission'] as const) {
    const decider = checks.find((check) => check.sort === sort)?.decider;
    if (decider !== undefined && decider !== null) return decider;
  }
  return ITSELF;
}

function effectsOf({ bearer, operation, request }: Case): readonly Effect[] {
  const { maxHitsPerQuery: hits, maxQueriesPerIPPerHour: queries } = bearer.spec;
  const effects: Effect[] = [];
  if (operation?.query === true) {
    if (hits > 0) effects.push({ sort: 'hit-cap', max: hits });
    for (const [name, value] of forcedParameters(bearer.spec, bearer.restrictions)) {
      effects.push({ sort: 'forced-parameter', name, value });
    }
  }
  if (queries > 0) effects.push({ sort: 'rate-limit', max: queries, remaining: queries - request.used - 1 });
  return effects;
}
