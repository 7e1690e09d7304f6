import { bareRequest, type PolicyRequest } from '../../policy/decision';
import { algoFamily, type AlgoScope } from '../../scopes/algo-family';
import { writeVersion } from '../../scopes/algo-version';
import type { KindOperation, NamedRequest, RequestTarget } from '../operation';
import { operations, type Operation } from './operations';
import type { AlgorithmiaSpec } from './spec';

const TARGETS: Readonly<Record<Operation['target'], RequestTarget | null>> = {
  algorithm: { label: 'Algorithm', placeholder: 'owner/name', known: true },
  data: { label: 'Path', placeholder: 'data://.my/collection', known: false },
  cluster: null,
};

const GROUPS: Readonly<Record<Operation['requirement']['sort'], string>> = {
  call: 'Algorithms',
  manage: 'Managing algorithms',
  data: 'Data API',
  admin: 'Only admin keys',
  'any-key': 'What every key may do',
};

export const listedOperations: readonly KindOperation[] = operations.map(
  ({ id, title, requirement, target }) => ({
    id,
    title,
    group: GROUPS[requirement.sort],
    target: TARGETS[target],
  }),
);

/** What one mostly wants to know of a key: what it calls and from where, and whether data and keys are out of reach. */
export function exampleRequests([first = 'demo/Hello']: readonly string[]): readonly NamedRequest[] {
  return [
    { name: `Call ${first}`, request: bareRequest('callAlgorithm', first) },
    {
      name: `Call ${first} from a page`,
      request: { ...bareRequest('callAlgorithm', first), origin: 'https://www.example.com' },
    },
    { name: 'Read data', request: bareRequest('readData', 'data://.my/collection') },
    { name: 'Write data', request: bareRequest('writeData', 'data://.my/collection') },
    { name: 'Create an algorithm', request: bareRequest('createAlgorithm') },
    { name: 'List keys', request: bareRequest('listKeys') },
  ];
}

/** The request that tells whether a key has a right of the catalogue. */
export function askAbout(permission: string): PolicyRequest | null {
  switch (permission) {
    case 'algo.native':
      return bareRequest('callAlgorithm', EVERY_ALGORITHM);
    case 'algo.web':
      return { ...bareRequest('callAlgorithm', EVERY_ALGORITHM), origin: 'https://www.example.com' };
    case 'manage':
      return bareRequest('createAlgorithm');
    case 'data.read':
      return bareRequest('readData', 'data://.my');
    case 'data.write':
      return bareRequest('writeData', 'data://.my');
    case 'admin':
      return bareRequest('listKeys');
    default:
      return null;
  }
}

const EVERY_ALGORITHM = 'algo://*';

/** Stands for any owner or name where a scope leaves it open. */
const ANY = 'Anything';

/** An algorithm within a scope (`algo://demo/*`) that the key's entries allow, if there is any: scopes nest (C1). */
export function instanceOf({ algo_acl: entries }: AlgorithmiaSpec, resource: string): string {
  if (!resource.includes('*')) return resource;
  const asked = algoFamily.parse(resource.startsWith('algo://') ? resource : `algo://${resource}`);
  if (!asked.ok) return resource;
  for (const entry of entries) {
    const parsed = algoFamily.parse(entry);
    if (!parsed.ok) continue;
    if (algoFamily.covers(parsed.scope, asked.scope)) return within(asked.scope);
    if (algoFamily.covers(asked.scope, parsed.scope)) return within(parsed.scope);
  }
  return within(asked.scope);
}

function within(scope: AlgoScope): string {
  switch (scope.sort) {
    case 'root':
      return `${ANY}/${ANY}`;
    case 'owner':
      return `${scope.owner}/${ANY}`;
    case 'algorithm':
      return `${scope.owner}/${scope.name}`;
    case 'version': {
      const { version } = scope;
      const full =
        version.sort === 'range' ? [...version.numbers, 0, 0].slice(0, 3).join('.') : writeVersion(version);
      return `${scope.owner}/${scope.name}/${full}`;
    }
  }
}
