import type { SpecProblem } from '../kind';
import type { AlgoliaSpec } from './spec';

export type Problem = SpecProblem<AlgoliaSpec>;
export type ListField = 'acl' | 'indexes' | 'referers';
export type Fix = NonNullable<Problem['fix']>;

/** Replaces the first entry with exactly this text; a spec that no longer holds it stays as it is. */
export function replaceEntry(field: ListField, entry: string, by: string): Fix {
  return {
    label: `Use ${by}`,
    apply: (spec) => {
      const at = spec[field].indexOf(entry);
      return at < 0 ? spec : { ...spec, [field]: spec[field].with(at, by) };
    },
  };
}

/** Takes the last entry with exactly this text out, unless that would empty a list whose emptiness means everything. */
export function removeEntry(field: ListField, entry: string): Fix {
  return {
    label: 'Remove it',
    apply: (spec) => {
      const at = spec[field].lastIndexOf(entry);
      if (at < 0 || (field !== 'acl' && spec[field].length === 1)) return spec;
      return { ...spec, [field]: spec[field].toSpliced(at, 1) };
    },
  };
}
