import type { Permission, PermissionGroup } from '../kind';

export const permissionGroups = [
  { id: 'search', title: 'Searching and reading records' },
  { id: 'records', title: 'Records and indices' },
  { id: 'configuration', title: 'Configuration' },
  { id: 'insight', title: 'Analytics and operation' },
  { id: 'understanding', title: 'AI and language understanding' },
] as const satisfies readonly PermissionGroup[];

/**
 * Every permission that can be granted (key-apis A4): the 13 of the seed and the 10 that came later. None implies
 * another (C4). `unused`: required by no operation of today's public API (end of A4); `seeUnretrievableAttributes` is
 * required by none either, but changes what searches return.
 */
export const permissions = [
  {
    id: 'search',
    title: 'Search',
    explanation: 'Search indices, get single records, ask for recommendations and send events.',
    group: 'search',
    weight: 'read',
  },
  {
    id: 'browse',
    title: 'Browse',
    explanation: 'Read the whole content of an index, page by page.',
    group: 'search',
    weight: 'read',
  },
  {
    id: 'seeUnretrievableAttributes',
    title: 'See unretrievable attributes',
    explanation: 'Searches and browsing also show the attributes that the settings hide.',
    group: 'search',
    weight: 'read',
  },
  {
    id: 'addObject',
    title: 'Add records',
    explanation: 'Add and update records, copy and move indices.',
    group: 'records',
    weight: 'write',
  },
  {
    id: 'deleteObject',
    title: 'Delete records',
    explanation: 'Delete single records.',
    group: 'records',
    weight: 'destroy',
  },
  {
    id: 'deleteIndex',
    title: 'Delete indices',
    explanation: 'Delete indices, clear them, and delete records by a filter.',
    group: 'records',
    weight: 'destroy',
  },
  {
    id: 'listIndexes',
    title: 'List indices',
    explanation: 'List the indices that the key can reach.',
    group: 'records',
    weight: 'read',
  },
  {
    id: 'settings',
    title: 'Read settings',
    explanation: 'Read index settings, rules, synonyms and dictionaries.',
    group: 'configuration',
    weight: 'read',
  },
  {
    id: 'editSettings',
    title: 'Change settings',
    explanation: 'Change index settings, rules, synonyms and dictionaries; does not include reading them.',
    group: 'configuration',
    weight: 'write',
  },
  {
    id: 'analytics',
    title: 'Analytics',
    explanation: 'Read analytics and the results of A/B tests.',
    group: 'insight',
    weight: 'read',
  },
  {
    id: 'usage',
    title: 'Usage',
    explanation: 'Read how much the application is used: records, operations and the like.',
    group: 'insight',
    weight: 'read',
    unused: true,
  },
  {
    id: 'logs',
    title: 'Logs',
    explanation: 'Read the request logs, which contain queries and addresses of users.',
    group: 'insight',
    weight: 'read',
  },
  {
    id: 'recommendation',
    title: 'Personalization profiles',
    explanation: 'Use the personalization features: strategy and user profiles.',
    group: 'insight',
    weight: 'write',
  },
  {
    id: 'personalization',
    title: 'Personalization',
    explanation: 'A later permission for personalization.',
    group: 'insight',
    weight: 'read',
    unused: true,
  },
  {
    id: 'inference',
    title: 'Inference',
    explanation: 'Ask AI models for inferences.',
    group: 'understanding',
    weight: 'read',
    unused: true,
  },
  {
    id: 'nluReadProject',
    title: 'Read language projects',
    explanation: 'Read language-understanding projects.',
    group: 'understanding',
    weight: 'read',
    unused: true,
  },
  {
    id: 'nluWriteProject',
    title: 'Change language projects',
    explanation: 'Create, change and delete language-understanding projects.',
    group: 'understanding',
    weight: 'write',
    unused: true,
  },
  {
    id: 'nluReadEntity',
    title: 'Read language entities',
    explanation: 'Read the entities of language-understanding projects.',
    group: 'understanding',
    weight: 'read',
    unused: true,
  },
  {
    id: 'nluWriteEntity',
    title: 'Change language entities',
    explanation: 'Create, change and delete the entities of language-understanding projects.',
    group: 'understanding',
    weight: 'write',
    unused: true,
  },
  {
    id: 'nluReadIntent',
    title: 'Read language intents',
    explanation: 'Read the intents of language-understanding projects.',
    group: 'understanding',
    weight: 'read',
    unused: true,
  },
  {
    id: 'nluWriteIntent',
    title: 'Change language intents',
    explanation: 'Create, change and delete the intents of language-understanding projects.',
    group: 'understanding',
    weight: 'write',
    unused: true,
  },
  {
    id: 'nluPrediction',
    title: 'Predict intents',
    explanation: 'Ask language-understanding projects for predictions.',
    group: 'understanding',
    weight: 'read',
    unused: true,
  },
  {
    id: 'nluReadAnswers',
    title: 'Read language answers',
    explanation: 'Read the answers of language-understanding projects.',
    group: 'understanding',
    weight: 'read',
    unused: true,
  },
] as const satisfies readonly Permission[];

const byId: ReadonlyMap<string, Permission> = new Map(permissions.map((one) => [one.id, one]));

/** The catalogue's entry for a permission id (exact, case-sensitive, C7); undefined for an unknown one. */
export function permissionById(id: string): Permission | undefined {
  return byId.get(id);
}
