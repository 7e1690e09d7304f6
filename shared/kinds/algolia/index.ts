import type { Kind } from '../kind';
import { permissionGroups, permissions } from './catalogue';
import { check } from './check';
import { algoliaConnectionSchema, connectionFields, type AlgoliaConnection } from './connection';
import { decide } from './decide';
import { describeChange } from './describe-change';
import { columns, lines, sameSpec, searchText } from './describe';
import { prepare } from './prepare';
import { presets } from './presets';
import { preview } from './preview';
import { askAbout, exampleRequests, instanceOf, listedOperations } from './requests';
import { algoliaSpecSchema, type AlgoliaSpec } from './spec';
import { snippets } from './snippets';
import { summarize } from './summarize';
import { trial } from './trial';

/** A new key: no permission yet, nothing narrowed, no end. */
export const defaultSpec: AlgoliaSpec = {
  acl: [],
  description: '',
  indexes: [],
  maxHitsPerQuery: 0,
  maxQueriesPerIPPerHour: 0,
  queryParameters: '',
  referers: [],
  expiresAt: null,
};

/** Search clusters that speak the Algolia protocol (key-apis part A). */
export const algolia: Kind<AlgoliaSpec, AlgoliaConnection> = {
  id: 'algolia',
  name: 'Algolia',
  capabilities: { restore: true, rotate: false, people: false, owners: false, expiry: true },
  trial,
  specSchema: algoliaSpecSchema,
  connectionSchema: algoliaConnectionSchema,
  connectionFields,
  credentialLabel: 'Admin API key',
  defaultSpec,
  variants: [
    {
      id: 'key',
      title: 'API key',
      explanation: 'For programs and pages that use the cluster.',
      spec: defaultSpec,
    },
  ],
  adminKey: {
    can: 'everything',
    mark: 'admin',
    notHere: 'An admin key is not managed with another admin key; use the cluster’s own console.',
  },
  badges: () => [],
  loss: () => null,
  permissionGroups,
  permissions,
  presets,
  account: () => null,
  label: (spec) => spec.description,
  expiresAt: (spec) => spec.expiresAt,
  withExpiry: (spec, expiresAt) => ({ ...spec, expiresAt }),
  permissionsOf: (spec) => spec.acl,
  listPart: () => 'all',
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
  requestFields: ['referer', 'ip', 'userToken', 'used'],
  exampleRequests,
  askAbout,
  instanceOf,
  snippets,
};
