import type { EntryList } from '../entry-list';
import type { SpecProblem } from '../kind';
import type { AlgoliaSpec } from './spec';

export type Problem = SpecProblem<AlgoliaSpec>;

/** The list members of a spec; an empty list of permissions grants nothing, empty lists of patterns narrow nothing. */
export const lists = {
  acl: listOf('acl', 'nothing'),
  indexes: listOf('indexes', 'everything'),
  referers: listOf('referers', 'everything'),
} as const;

function listOf(
  field: 'acl' | 'indexes' | 'referers',
  emptyMeans: EntryList<AlgoliaSpec>['emptyMeans'],
): EntryList<AlgoliaSpec> {
  return {
    field,
    read: (spec) => spec[field],
    write: (spec, entries) => ({ ...spec, [field]: [...entries] }),
    emptyMeans,
  };
}
