import type { Instant } from '../../ids';
import type { Decider, Judgement, PolicyRequest, PreparedDecision } from '../../policy/decision';
import { blockContains, parseIpv4Block } from '../../scopes/ipv4';
import { patternLookup } from '../../scopes/pattern-matcher';
import type { Subject } from '../kind';
import { decide } from './decide';
import { operationById } from './operations';
import { splitSources } from './query-parameters';
import type { AlgoliaSpec } from './spec';

/**
 * Makes a caller ready for many requests: `judge` gives verdict and decider of {@link decide} (the same order of checks,
 * key-apis A8) without an account of them. Preparing itself costs next to nothing: what pays only for many requests is
 * built when they have come.
 */
export function prepare(subject: Subject<AlgoliaSpec>): PreparedDecision {
  const whole = (request: PolicyRequest, at: Instant) => decide(subject, request, at);
  return {
    decide: whole,
    judge:
      subject.sort === 'key'
        ? judgeOf(subject.spec)
        : (request, at) => {
            const { verdict, decidedBy } = whole(request, at);
            return { verdict, decidedBy };
          },
  };
}

const ITSELF: Decider = { sort: 'state', field: null, entry: null };
const EXPIRED = refused({ sort: 'state', field: 'expiresAt', entry: null });
const NO_INDEX = refused({ sort: 'scope', field: 'indexes', entry: null });
const NO_REFERER = refused({ sort: 'referer', field: 'referers', entry: null });

function refused(decidedBy: Decider): Judgement {
  return { verdict: 'deny', decidedBy };
}

function allowed(decidedBy: Decider): Judgement {
  return { verdict: 'allow', decidedBy };
}

/** What a key's permissions say to an operation. */
interface Standing {
  readonly judgement: Judgement;
  /** The patterns for indices have a say too. */
  readonly onIndex: boolean;
}

function judgeOf(spec: AlgoliaSpec): PreparedDecision['judge'] {
  const { expiresAt, indexes, referers, maxQueriesPerIPPerHour: max } = spec;
  const standings = new Map<string, Standing>();
  const standingOf = (operation: string): Standing => {
    const fresh = standing(spec, operation);
    standings.set(operation, fresh);
    return fresh;
  };
  const outside = spec.queryParameters === '' ? null : sourceCheck(spec.queryParameters);
  const findIndex = indexes.length === 0 ? null : patternLookup(indexes);
  const findReferer = referers.length === 0 ? null : patternLookup(referers);
  const byEntry: Judgement[] = [];
  const allowedBy = (at: number): Judgement =>
    (byEntry[at] ??= allowed({ sort: 'scope', field: 'indexes', entry: indexes[at] ?? null }));
  const tooMany = refused({ sort: 'limit', field: 'maxQueriesPerIPPerHour', entry: String(max) });

  return (request, at) => {
    if (expiresAt !== null && expiresAt <= at) return EXPIRED;
    const source = outside === null ? null : outside(request.ip);
    if (source !== null) return source;
    const { judgement, onIndex } = standings.get(request.operation) ?? standingOf(request.operation);
    if (judgement.verdict === 'deny') return judgement;
    let result = judgement;
    if (onIndex && findIndex !== null) {
      const place = request.resource === null ? -1 : findIndex(request.resource);
      if (place < 0) return NO_INDEX;
      result = allowedBy(place);
    }
    if (findReferer !== null && findReferer(request.referer ?? '') < 0) return NO_REFERER;
    return max > 0 && request.used >= max ? tooMany : result;
  };
}

function standing({ acl }: AlgoliaSpec, id: string): Standing {
  const operation = operationById(id);
  const permission = (entry: string | null): Decider => ({ sort: 'permission', field: 'acl', entry });
  const onIndex = operation?.target === 'index';
  switch (operation?.requirement.sort) {
    case undefined:
    case 'admin':
      return { judgement: refused(permission(null)), onIndex };
    case 'any-key':
      return { judgement: allowed(ITSELF), onIndex };
    case 'permissions': {
      const { all } = operation.requirement;
      const missing = all.find((one) => !acl.includes(one));
      return missing === undefined
        ? { judgement: allowed(permission(all[0] ?? null)), onIndex }
        : { judgement: refused(permission(missing)), onIndex };
    }
  }
}

/** Answers the refusal of the first source that does not hold an address; null when all do. */
function sourceCheck(queryParameters: string): ((ip: string) => Judgement | null) | null {
  const sources = splitSources(queryParameters).sources.map((entry) => ({
    block: parseIpv4Block(entry.trim()),
    judgement: refused({ sort: 'source', field: 'queryParameters', entry }),
  }));
  if (sources.length === 0) return null;
  return (ip) => {
    for (const { block, judgement } of sources) {
      if (block === null || !blockContains(block, ip)) return judgement;
    }
    return null;
  };
}
