import type { Instant } from '../../ids';
import type { Decider, Judgement, PolicyRequest, PreparedDecision } from '../../policy/decision';
import { algoLookup } from '../../scopes/algo-lookup';
import type { Subject } from '../kind';
import { decide } from './decide';
import { operationById } from './operations';
import type { AlgorithmiaSpec } from './spec';

/**
 * Makes a caller ready for many requests: `judge` gives verdict and decider of {@link decide} (key-apis B6). Calls by a
 * standard key, of which there are many, look their algorithm up in the list instead of trying entry by entry.
 */
export function prepare(subject: Subject<AlgorithmiaSpec>): PreparedDecision {
  const whole = (request: PolicyRequest, at: Instant) => decide(subject, request, at);
  const brief: PreparedDecision['judge'] = (request, at) => {
    const { verdict, decidedBy } = whole(request, at);
    return { verdict, decidedBy };
  };
  return {
    decide: whole,
    judge:
      subject.sort === 'key' && subject.spec.key_type === 'standard' ? judgeOf(subject.spec, brief) : brief,
  };
}

function judgeOf(spec: AlgorithmiaSpec, brief: PreparedDecision['judge']): PreparedDecision['judge'] {
  const find = algoLookup(spec.algo_acl);
  return (request, at) => {
    const sort = operationById(request.operation)?.requirement.sort;
    // The host of a page is compared by decide itself.
    if (sort !== 'call' || (request.origin !== null && spec.referer_host !== '')) return brief(request, at);
    const field = request.origin === null ? 'allow_algo' : 'allow_web_algo';
    if (!spec[field]) return refused({ sort: 'permission', field, entry: null });
    const place = request.resource === null ? -1 : find(request.resource);
    const decidedBy: Decider = { sort: 'scope', field: 'algo_acl', entry: spec.algo_acl[place] ?? null };
    return place < 0 ? refused(decidedBy) : { verdict: 'allow', decidedBy };
  };
}

function refused(decidedBy: Decider): Judgement {
  return { verdict: 'deny', decidedBy };
}
