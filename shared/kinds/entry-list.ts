import type { ScopeField, SpecProblem } from './kind';

export type Fix<Spec> = NonNullable<SpecProblem<Spec>['fix']>;

/** A list member of a spec: how to read it and how to make a spec with another one. */
export interface EntryList<Spec> {
  readonly field: string;
  readonly read: (spec: Spec) => readonly string[];
  readonly write: (spec: Spec, entries: readonly string[]) => Spec;
  readonly emptyMeans: ScopeField['emptyMeans'];
}

/** Replaces the first entry with exactly this text; a spec that no longer holds it stays as it is. */
export function replaceEntry<Spec>(list: EntryList<Spec>, entry: string, by: string): Fix<Spec> {
  return {
    label: `Use ${by}`,
    apply: (spec) => {
      const entries = list.read(spec);
      const at = entries.indexOf(entry);
      return at < 0 ? spec : list.write(spec, entries.with(at, by));
    },
  };
}

/**
 * Takes the last entry with exactly this text out, unless that would empty a list whose emptiness means everything
 * (key-apis part C, "Empty-list inversion").
 */
export function removeEntry<Spec>(list: EntryList<Spec>, entry: string): Fix<Spec> {
  return {
    label: 'Remove it',
    apply: (spec) => {
      const entries = list.read(spec);
      const at = entries.lastIndexOf(entry);
      if (at < 0 || (list.emptyMeans === 'everything' && entries.length === 1)) return spec;
      return list.write(spec, entries.toSpliced(at, 1));
    },
  };
}
