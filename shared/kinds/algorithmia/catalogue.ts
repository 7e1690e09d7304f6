import type { Permission, PermissionGroup } from '../kind';
import type { AlgorithmiaSpec } from './spec';

export const permissionGroups = [
  { id: 'algorithms', title: 'Algorithms' },
  { id: 'data', title: 'Data API' },
  { id: 'administration', title: 'Administration' },
] as const satisfies readonly PermissionGroup[];

/** What a key of this kind can be granted (key-apis B2, B6), as rights with stable ids for filters and audits. */
export const permissions = [
  {
    id: 'algo.native',
    title: 'Call from native clients',
    explanation: 'Call the algorithms of the list from programs and servers.',
    group: 'algorithms',
    weight: 'read',
  },
  {
    id: 'algo.web',
    title: 'Call from web browsers',
    explanation: 'Call the algorithms of the list from pages of other origins.',
    group: 'algorithms',
    weight: 'read',
  },
  {
    id: 'manage',
    title: 'Manage algorithms',
    explanation: 'Create, compile, publish and delete algorithms of the owner.',
    group: 'algorithms',
    weight: 'destroy',
  },
  {
    id: 'data.read',
    title: 'Read data',
    explanation: 'Read files and directories of the owner through the Data API.',
    group: 'data',
    weight: 'read',
  },
  {
    id: 'data.write',
    title: 'Write data',
    explanation: 'Write and delete files and directories of the owner through the Data API.',
    group: 'data',
    weight: 'write',
  },
  {
    id: 'admin',
    title: 'Admin endpoints',
    explanation: 'Administer users, organizations and their keys; nothing that standard keys do.',
    group: 'administration',
    weight: 'destroy',
  },
] as const satisfies readonly Permission[];
export type AlgorithmiaPermission = (typeof permissions)[number]['id'];

/**
 * The rights that a spec grants, in the order of the catalogue. Calls count only where some algorithm is listed, as an
 * empty list allows none.
 */
export function permissionsOf(spec: AlgorithmiaSpec): readonly AlgorithmiaPermission[] {
  if (spec.key_type === 'admin') return ['admin'];
  const calls = spec.algo_acl.length > 0;
  const granted: readonly (AlgorithmiaPermission | false)[] = [
    calls && spec.allow_algo && 'algo.native',
    calls && spec.allow_web_algo && 'algo.web',
    spec.allow_algo_management && 'manage',
    spec.allow_data && 'data.read',
    spec.allow_data_write && 'data.write',
  ];
  return granted.filter((one) => one !== false);
}
