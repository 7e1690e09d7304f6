/** Which keys may do it: standard ones with some right, admin ones, or both (key-apis B6, "Admin keys"). */
export type Requirement =
  | { readonly sort: 'call' }
  | { readonly sort: 'data'; readonly access: 'read' | 'write' }
  | { readonly sort: 'manage' }
  | { readonly sort: 'admin' }
  /** Declared for both types of keys. */
  | { readonly sort: 'any-key' };

/** One thing that a request can do on the cluster (B3–B6, B8). */
export interface Operation {
  readonly id: string;
  /** For lists of operations: "Call an algorithm". */
  readonly title: string;
  readonly requirement: Requirement;
  /** What the request names: an algorithm (`owner/name[/version]`), a path of the data store, or nothing. */
  readonly target: 'algorithm' | 'data' | 'cluster';
}

const CALL: Requirement = { sort: 'call' };
const READ: Requirement = { sort: 'data', access: 'read' };
const WRITE: Requirement = { sort: 'data', access: 'write' };
const MANAGE: Requirement = { sort: 'manage' };
const ADMIN: Requirement = { sort: 'admin' };

export const operations: readonly Operation[] = [
  { id: 'callAlgorithm', title: 'Call an algorithm', requirement: CALL, target: 'algorithm' },
  { id: 'readData', title: 'Read a file or directory', requirement: READ, target: 'data' },
  { id: 'writeData', title: 'Write or delete a file or directory', requirement: WRITE, target: 'data' },
  { id: 'createAlgorithm', title: 'Create an algorithm', requirement: MANAGE, target: 'cluster' },
  {
    id: 'readAlgorithm',
    title: 'Read an algorithm’s settings and builds',
    requirement: MANAGE,
    target: 'algorithm',
  },
  { id: 'updateAlgorithm', title: 'Change an algorithm', requirement: MANAGE, target: 'algorithm' },
  { id: 'compileAlgorithm', title: 'Compile an algorithm', requirement: MANAGE, target: 'algorithm' },
  { id: 'publishAlgorithm', title: 'Publish a version', requirement: MANAGE, target: 'algorithm' },
  { id: 'deleteAlgorithm', title: 'Delete an algorithm', requirement: MANAGE, target: 'algorithm' },
  {
    id: 'listAlgorithms',
    title: 'List the algorithms of an account',
    requirement: { sort: 'any-key' },
    target: 'cluster',
  },
  { id: 'listKeys', title: 'List keys', requirement: ADMIN, target: 'cluster' },
  { id: 'createKey', title: 'Create a key', requirement: ADMIN, target: 'cluster' },
  { id: 'updateKey', title: 'Change or rotate a key', requirement: ADMIN, target: 'cluster' },
  { id: 'deleteKey', title: 'Delete a key', requirement: ADMIN, target: 'cluster' },
  { id: 'listUsers', title: 'List users', requirement: ADMIN, target: 'cluster' },
  { id: 'manageUsers', title: 'Create, change or delete a user', requirement: ADMIN, target: 'cluster' },
  { id: 'listOrganizations', title: 'List organizations', requirement: ADMIN, target: 'cluster' },
  {
    id: 'manageOrganizations',
    title: 'Create, change or delete an organization, or its members',
    requirement: ADMIN,
    target: 'cluster',
  },
];

const byId: ReadonlyMap<string, Operation> = new Map(operations.map((one) => [one.id, one]));

/** The operation with this id; undefined for an unknown one. */
export function operationById(id: string): Operation | undefined {
  return byId.get(id);
}
