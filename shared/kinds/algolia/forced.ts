import type { PolicyRequest } from '../../policy/decision';
import { combinesWithRequest, splitSources, RESTRICT_SOURCES, type Parameter } from './query-parameters';
import type { AlgoliaSpec } from './spec';

/** Restrictions that decide by themselves and are no search parameters (A10). */
const DECIDING: ReadonlySet<string> = new Set(['validUntil', 'restrictIndices', RESTRICT_SOURCES]);

/**
 * The search parameters that a key forces on a request (A7), in order: the key's own, then those of a secured key.
 * Combining ones are all kept; of a single-valued one the key's own value wins over the secured key's, since that can
 * only narrow (A10), and within one of them the last.
 */
export function forcedParameters(
  spec: AlgoliaSpec,
  restrictions: readonly Parameter[],
): readonly Parameter[] {
  const own = splitSources(spec.queryParameters).others;
  const owned = new Set(own.map(([name]) => name));
  const added = restrictions.filter(
    ([name]) => !DECIDING.has(name) && (combinesWithRequest(name) || !owned.has(name)),
  );
  return [...lastValues(own), ...lastValues(added)];
}

function lastValues(parameters: readonly Parameter[]): readonly Parameter[] {
  const last = new Map(parameters.map(([name], i) => [name, i]));
  return parameters.filter(([name], i) => combinesWithRequest(name) || last.get(name) === i);
}

/**
 * Under whose name requests are counted for the hourly limit: the user token that the key or the secured key forces,
 * else the request's own, else the address (A3, A8). The counts of different keys are kept apart by the caller.
 */
export function rateIdentity(
  spec: AlgoliaSpec,
  restrictions: readonly Parameter[],
  request: Pick<PolicyRequest, 'ip' | 'userToken'>,
): string {
  const forced = forcedParameters(spec, restrictions).find(([name]) => name === 'userToken')?.[1];
  const token = forced ?? request.userToken;
  return token === null || token === '' ? `ip:${request.ip}` : `user:${token}`;
}
