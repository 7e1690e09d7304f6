import type { Preset } from '../kind';
import type { AlgoliaSpec } from './spec';

function preset(id: string, title: string, explanation: string, acl: readonly string[]): Preset<AlgoliaSpec> {
  return { id, title, explanation, apply: (spec) => ({ ...spec, acl: [...acl] }) };
}

/** Starting points for a new key; each only sets the permissions. */
export const presets: readonly Preset<AlgoliaSpec>[] = [
  preset('search-only', 'Search only', 'For search boxes on pages and in apps.', ['search']),
  preset('search-and-browse', 'Search and browse', 'For clients that also read whole indices.', [
    'search',
    'browse',
  ]),
  preset('indexing', 'Indexing', 'For jobs that fill indices: add and delete records, nothing else.', [
    'addObject',
    'deleteObject',
  ]),
  preset('configuration', 'Configuration', 'For deployments: read and change settings, rules and synonyms.', [
    'settings',
    'editSettings',
    'listIndexes',
  ]),
  preset('monitoring', 'Monitoring', 'For dashboards: list indices, read logs and usage.', [
    'listIndexes',
    'logs',
    'usage',
  ]),
  preset('analytics-export', 'Analytics export', 'For reports: read analytics and usage.', [
    'analytics',
    'usage',
  ]),
  preset(
    'full-write',
    'Full write',
    'Everything on records, indices and settings; managing keys stays with the admin key.',
    [
      'search',
      'browse',
      'seeUnretrievableAttributes',
      'listIndexes',
      'analytics',
      'logs',
      'addObject',
      'deleteObject',
      'deleteIndex',
      'settings',
      'editSettings',
      'recommendation',
    ],
  ),
];
