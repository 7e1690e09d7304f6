import type { EntryList, Fix } from '../entry-list';
import type { SpecProblem } from '../kind';
import type { AlgorithmiaSpec } from './spec';

export type Problem = SpecProblem<AlgorithmiaSpec>;

/** The only list of a spec; empty, it allows no algorithm (key-apis part C, "Empty-list inversion"). */
export const algorithmList: EntryList<AlgorithmiaSpec> = {
  field: 'algo_acl',
  read: (spec) => spec.algo_acl,
  write: (spec, entries) => ({ ...spec, algo_acl: [...entries] }),
  emptyMeans: 'nothing',
};

/** A remedy that sets members to these values. */
export function setting(label: string, members: Partial<AlgorithmiaSpec>): Fix<AlgorithmiaSpec> {
  return { label, apply: (spec) => ({ ...spec, ...members }) };
}
