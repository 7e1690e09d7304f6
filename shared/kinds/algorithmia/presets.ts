import type { Preset } from '../kind';
import type { AlgorithmiaSpec } from './spec';

/** What a key may do, apart from which algorithms it may call. */
export type Rights = Pick<
  AlgorithmiaSpec,
  'allow_algo' | 'allow_web_algo' | 'allow_data' | 'allow_data_write' | 'allow_algo_management'
>;

const NO_RIGHTS: Rights = {
  allow_algo: false,
  allow_web_algo: false,
  allow_data: false,
  allow_data_write: false,
  allow_algo_management: false,
};

/** The spec without any permission, as an admin key has none (key-apis B2). */
export function withoutPermissions(spec: AlgorithmiaSpec): AlgorithmiaSpec {
  return { ...spec, ...NO_RIGHTS, algo_acl: [], referer_host: '' };
}

/** A host counts only for calls from browsers, so that it goes where those are off. */
function standard(
  id: string,
  title: string,
  explanation: string,
  rights: Partial<Rights>,
): Preset<AlgorithmiaSpec> {
  return {
    id,
    title,
    explanation,
    apply: (spec) => ({
      ...spec,
      ...NO_RIGHTS,
      ...rights,
      key_type: 'standard',
      referer_host: rights.allow_web_algo === true ? spec.referer_host : '',
    }),
  };
}

/** Starting points for a new key; owner, label and the list of algorithms stay, except that an admin key has no list. */
export const presets: readonly Preset<AlgorithmiaSpec>[] = [
  standard('call', 'Call algorithms', 'For programs and servers that call the algorithms you list.', {
    allow_algo: true,
  }),
  standard('call-from-pages', 'Call from a website', 'For pages that call the algorithms you list.', {
    allow_web_algo: true,
  }),
  standard(
    'call-and-read',
    'Call and read data',
    'For programs whose algorithms read files, such as trained models.',
    { allow_algo: true, allow_data: true },
  ),
  standard(
    'call-and-write',
    'Call, read and write data',
    'For programs whose algorithms store their results.',
    { allow_algo: true, allow_data: true, allow_data_write: true },
  ),
  standard('read-data', 'Read data only', 'For jobs that fetch files and call nothing.', {
    allow_data: true,
  }),
  standard('management', 'Manage algorithms', 'For deployments: create, compile and publish algorithms.', {
    allow_algo_management: true,
  }),
  {
    id: 'admin',
    title: 'Admin key',
    explanation: 'For administering users, organizations and their keys; it calls no algorithm.',
    apply: (spec) => ({ ...withoutPermissions(spec), key_type: 'admin' }),
  },
];
