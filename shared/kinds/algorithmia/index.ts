import type { Kind } from '../kind';
import { permissionGroups, permissions, permissionsOf } from './catalogue';
import { check } from './check';
import { algorithmiaConnectionSchema, connectionFields, type AlgorithmiaConnection } from './connection';
import { decide } from './decide';
import { loss } from './default-key';
import { describeChange } from './describe-change';
import { badges, columns, lines, sameSpec, searchText } from './describe';
import { prepare } from './prepare';
import { presets, withoutPermissions } from './presets';
import { preview } from './preview';
import { askAbout, exampleRequests, instanceOf, listedOperations } from './requests';
import { accountOf, algorithmiaSpecSchema, type AlgorithmiaSpec } from './spec';
import { snippets } from './snippets';
import { summarize } from './summarize';
import { trial } from './trial';

/**
 * A new key: for native clients, as the platform proposes, and with no algorithm yet (key-apis B2). It has no owner
 * either: nobody can be taken for granted, and `check` asks for one before anything is sent.
 */
export const defaultSpec: AlgorithmiaSpec = {
  key_type: 'standard',
  owner: { sort: 'user', user: '' },
  key_label: '',
  algo_acl: [],
  allow_algo: true,
  allow_web_algo: false,
  referer_host: '',
  allow_data: false,
  allow_data_write: false,
  allow_algo_management: false,
};

/** "Create New" of the platform (seed). */
const variants: Kind<AlgorithmiaSpec, AlgorithmiaConnection>['variants'] = [
  {
    id: 'standard',
    title: 'API key',
    explanation: 'For programs and pages that call algorithms and use data.',
    spec: defaultSpec,
  },
  {
    id: 'admin',
    title: 'Admin API key',
    explanation: 'For administering users, organizations and their keys. It calls no algorithm.',
    spec: { ...withoutPermissions(defaultSpec), key_type: 'admin' },
  },
];

/** Algorithm clusters that speak the Algorithmia protocol (key-apis part B). */
export const algorithmia: Kind<AlgorithmiaSpec, AlgorithmiaConnection> = {
  id: 'algorithmia',
  name: 'Algorithmia',
  capabilities: { restore: false, rotate: true, people: true, owners: true, expiry: false },
  trial,
  specSchema: algorithmiaSpecSchema,
  connectionSchema: algorithmiaConnectionSchema,
  connectionFields,
  credentialLabel: 'Admin API key',
  credentialHelp: 'A key (sim…) or a token, also with Simple or Bearer in front.',
  defaultSpec,
  variants,
  adminKey: {
    can: 'administer',
    mark: 'credential',
    notHere:
      'This is the key that Castellan itself uses for this cluster. Replace the credential first, then change the old key.',
  },
  badges,
  loss,
  permissionGroups,
  permissions,
  presets,
  account: (spec) => accountOf(spec.owner),
  label: (spec) => spec.key_label,
  expiresAt: () => null,
  // Keys of this kind do not expire.
  withExpiry: (spec) => spec,
  permissionsOf,
  // Keys that an organization made for its members stand in its own list (key-apis B3).
  listPart: ({ owner }) => (owner.sort === 'user' ? 'users' : 'organizations'),
  sameSpec,
  columns,
  lines,
  searchText,
  summarize,
  check,
  preview,
  describeChange,
  decide,
  prepare,
  operations: listedOperations,
  requestFields: ['origin', 'referer'],
  exampleRequests,
  askAbout,
  instanceOf,
  snippets,
};
