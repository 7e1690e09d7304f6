import { algorithmiaSpecSchema, type AlgorithmiaSpec, type Owner } from '#shared/kinds/algorithmia/spec';
import type { Cluster } from './cluster';
import { SAMPLE_OWNER, samples } from './samples';

/** The user that administers a new cluster. */
export const FIRST_ADMIN = 'admin';
export const DEFAULT_KEY = 'default-key';
const TYPES = ['basic', 'legacy', 'pro'];

/** A spec that allows nothing but what is said. */
export function specWith(
  owner: Owner,
  label: string,
  members: Partial<AlgorithmiaSpec> = {},
): AlgorithmiaSpec {
  return algorithmiaSpecSchema.parse({
    key_type: 'standard',
    algo_acl: [],
    allow_algo: false,
    allow_web_algo: false,
    referer_host: '',
    allow_data: false,
    allow_data_write: false,
    allow_algo_management: false,
    ...members,
    owner,
    key_label: label,
  });
}

/** Everything that a standard key can be allowed. */
export const FULL_RIGHTS = {
  algo_acl: ['algo://*'],
  allow_algo: true,
  allow_web_algo: true,
  allow_data: true,
  allow_data_write: true,
  allow_algo_management: true,
} as const satisfies Partial<AlgorithmiaSpec>;

/** The key that every user has from the start (key-apis B6). */
export function defaultKeySpec(username: string): AlgorithmiaSpec {
  return specWith({ sort: 'user', user: username }, DEFAULT_KEY, {
    ...FULL_RIGHTS,
    algo_acl: [...FULL_RIGHTS.algo_acl],
  });
}

/** An admin key of this user. */
export function adminKeySpec(username: string, label: string): AlgorithmiaSpec {
  return specWith({ sort: 'user', user: username }, label, { key_type: 'admin' });
}

/** Each with two public versions, so that versions can be told apart. */
function seedSamples({ algorithms }: Cluster): void {
  for (const name of samples.keys()) {
    const algorithm = algorithms.add(SAMPLE_OWNER, name, { details: { label: name }, settings: {} });
    for (const minor of [1, 2]) {
      const { hash } = algorithms.compile(algorithm);
      algorithms.publish(algorithm, { numbers: [0, minor, 0], isPublic: true, hash, notes: {} });
    }
  }
}

/**
 * What every new cluster has: an administrator with an admin key, the types of organizations, and the sample
 * algorithms, whether or not their owner has a user.
 */
export function seedDefaults(cluster: Cluster): void {
  seedSamples(cluster);
  for (const name of TYPES) cluster.types.add(name);
  cluster.users.add({
    username: FIRST_ADMIN,
    email: 'admin@cluster.example',
    fullname: 'Cluster administrator',
    companyName: null,
    companyRole: null,
    isAdmin: true,
  });
  cluster.keys.add(adminKeySpec(FIRST_ADMIN, 'Cluster administration'));
}
