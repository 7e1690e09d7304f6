import { readVersion, type AlgoVersion } from '#shared/scopes/algo-version';
import { accountsOf } from './accounts';
import type { Algorithm, Version } from './algorithm-store';
import type { Cluster } from './cluster';
import type { Context } from './context';

const LATEST = 'latest';
const LATEST_PRIVATE = 'latestPrivate';

function fits({ numbers, hash }: Version, wanted: AlgoVersion): boolean {
  if (wanted.sort === 'name')
    return wanted.name === LATEST || wanted.name === LATEST_PRIVATE || wanted.name === hash;
  return wanted.numbers.every((number, at) => numbers[at] === number);
}

/** Whether only the owner may ask in these words: builds and the latest private version (key-apis B5). */
function isOwners(wanted: AlgoVersion): boolean {
  return wanted.sort === 'name' && wanted.name !== LATEST;
}

/**
 * The version that `owner/name[/version]` means for a caller: the newest that fits among the public ones, or for an
 * exact number, a build and `latestPrivate` among the owner's own too (B5). Null when there is none, or none that the
 * caller may know of.
 */
export function resolveAlgorithm(
  names: readonly string[],
  { caller }: Context,
  { algorithms, members }: Cluster,
): { readonly algorithm: Algorithm; readonly version: Version } | null {
  const [owner = '', name = '', text = LATEST, ...more] = names;
  const algorithm = algorithms.find(owner, name);
  const wanted = readVersion(text);
  if (algorithm === null || wanted === null || more.length > 0) return null;
  const isOwn = accountsOf(caller, members).includes(owner);
  if (isOwners(wanted) && !isOwn) return null;
  const seesPrivate = isOwn && (isOwners(wanted) || wanted.sort === 'full');
  const version = algorithms
    .versions(algorithm)
    .find((one) => (one.isPublic || seesPrivate) && fits(one, wanted));
  return version === undefined ? null : { algorithm, version };
}
