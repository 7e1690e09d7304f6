import type { Decider, DeciderSort, PolicyRequest } from '../../policy/decision';
import { algoFamily } from '../../scopes/algo-family';
import { CODES } from './codes';
import type { Operation } from './operations';
import type { AlgorithmiaSpec } from './spec';

/** Statuses and words of the refusals (key-apis B1, B6); the code in the body goes with them. */
export const REFUSALS = {
  unknownKey: { status: 401, code: CODES.unknownKey, message: 'API key not found' },
  unauthorized: {
    status: 403,
    code: CODES.unauthorized,
    message: 'API key is not authorized for this request',
  },
} as const;

/** The code that belongs to a refusal in the body of an answer. */
export function codeOfStatus(status: number): number {
  return status === REFUSALS.unknownKey.status ? REFUSALS.unknownKey.code : REFUSALS.unauthorized.code;
}

export interface Outcome {
  readonly decider: Decider | null;
  readonly explanation: string;
  /** Null: passed. */
  readonly refusal: { readonly status: number; readonly message: string } | null;
}

export interface Case {
  readonly spec: AlgorithmiaSpec;
  readonly operation: Operation | undefined;
  readonly request: PolicyRequest;
}

export interface Step {
  readonly sort: DeciderSort;
  readonly run: (of: Case) => Outcome;
}

/**
 * The order of the checks behind "key known" (B6): type of key, origin, referrer host, then entries, data level or
 * management.
 */
export const STEPS: readonly Step[] = [
  { sort: 'permission', run: checkTypeAndOrigin },
  { sort: 'referer', run: checkHost },
  { sort: 'scope', run: checkRight },
];

function pass(explanation: string, decider: Decider | null = null): Outcome {
  return { decider, explanation, refusal: null };
}

function fail(decider: Decider, explanation: string): Outcome {
  return { decider, explanation, refusal: REFUSALS.unauthorized };
}

const permission = (field: string, entry: string | null = null): Decider => ({
  sort: 'permission',
  field,
  entry,
});

function checkTypeAndOrigin(of: Case): Outcome {
  const { spec, operation, request } = of;
  if (operation === undefined) {
    return fail(permission('key_type'), `The cluster has no operation ${request.operation}.`);
  }
  const { sort } = operation.requirement;
  const isAdmin = spec.key_type === 'admin';
  if (sort === 'any-key') return pass('Every key may do this.');
  if (sort === 'admin' && !isAdmin) {
    return fail(permission('key_type', 'standard'), 'Only an admin key may do this.');
  }
  if (sort !== 'admin' && isAdmin) {
    return fail(
      permission('key_type', 'admin'),
      'An admin key is for admin endpoints only; this needs a standard key.',
    );
  }
  return sort === 'call'
    ? checkOrigin(of)
    : pass(`The key is ${isAdmin ? 'an admin key' : 'a standard key'}.`);
}

/** A call with an Origin comes from a page in a browser, every other one from a native client (B6). */
function checkOrigin({ spec, request }: Case): Outcome {
  const web = request.origin !== null;
  const field = web ? 'allow_web_algo' : 'allow_algo';
  const callers = web ? 'web browsers' : 'native clients';
  return spec[field]
    ? pass(`Calls from ${callers} are allowed.`, permission(field))
    : fail(permission(field), `Calls from ${callers} are not allowed.`);
}

/** The host of Origin without its port, else of Referer, compared without case; subdomains are not implied (B6). */
function checkHost({ spec, operation, request }: Case): Outcome {
  if (operation?.requirement.sort !== 'call' || request.origin === null) {
    return pass('The host of a page plays no part.');
  }
  if (spec.referer_host === '') return pass('Pages of every host are allowed.');
  const decider: Decider = { sort: 'referer', field: 'referer_host', entry: spec.referer_host };
  const host = callingHost(request);
  return host !== null && host === spec.referer_host.trim().toLowerCase()
    ? pass(`The page is on ${host}.`, decider)
    : fail(decider, `The page is on ${host ?? 'no host that is told'}, not on ${spec.referer_host}.`);
}

/** Scheme and host of an Origin or a Referer; a port and a path may follow. */
const HOST = /^[a-z][a-z0-9+.-]*:\/\/([^/?#:@[\]]+|\[[0-9a-f:.]+\])(?:[:/?#]|$)/i;

/** Null when neither header tells a host. */
export function callingHost({ origin, referer }: Pick<PolicyRequest, 'origin' | 'referer'>): string | null {
  for (const text of [origin, referer]) {
    const host = HOST.exec(text ?? '')?.[1];
    if (host !== undefined) return host.toLowerCase();
  }
  return null;
}

function checkRight({ spec, operation, request }: Case): Outcome {
  const requirement = operation?.requirement;
  switch (requirement?.sort) {
    case 'call':
      return checkEntries(spec, request.resource);
    case 'data':
      return checkData(spec, requirement.access);
    case 'manage':
      return spec.allow_algo_management
        ? pass('The key may manage algorithms.', permission('allow_algo_management'))
        : fail(permission('allow_algo_management'), 'The key may not manage algorithms.');
    case 'admin':
    case 'any-key':
    case undefined:
      return pass('Nothing more is asked for.');
  }
}

function checkEntries(spec: AlgorithmiaSpec, resource: string | null): Outcome {
  const decider = (entry: string | null): Decider => ({ sort: 'scope', field: 'algo_acl', entry });
  if (resource === null) return fail(decider(null), 'The request names no algorithm.');
  const match = spec.algo_acl.find((entry) => {
    const parsed = algoFamily.parse(entry);
    return parsed.ok && algoFamily.matches(parsed.scope, resource);
  });
  if (match !== undefined) return pass(`${resource} is allowed by ${match}.`, decider(match));
  return fail(
    decider(null),
    spec.algo_acl.length === 0 ? 'The key allows no algorithm.' : `No entry allows ${resource}.`,
  );
}

/** Writing without reading is contradictory and allows neither more nor less than it says (B2). */
function checkData(spec: AlgorithmiaSpec, access: 'read' | 'write'): Outcome {
  const field = access === 'read' ? 'allow_data' : 'allow_data_write';
  const words = access === 'read' ? 'read data' : 'write data';
  return spec[field]
    ? pass(`The key may ${words}.`, permission(field))
    : fail(permission(field), `The key may not ${words}.`);
}
