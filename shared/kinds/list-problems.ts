import { analyse, tidy, type EntryAnalysis } from '../scopes/analysis';
import type { Family, Remark } from '../scopes/family';
import { removeEntry, replaceEntry, type EntryList, type Fix } from './entry-list';
import type { Severity, SpecProblem } from './kind';

/** What a kind has to say about one of its lists; all the rest is the same for every list. */
export interface ListRules<Spec, Scope> {
  readonly list: EntryList<Spec>;
  readonly family: Family<Scope>;
  /** Of the rule for entries that the family refuses, behind the field: `interior-star`. */
  readonly invalidRule: string;
  /** What an author of a refused, non-empty entry probably meant; null when it cannot be told. */
  readonly meant: (entry: string) => string | null;
  /** What to say of an entry that allows every value. */
  readonly everything: { readonly severity: Severity; readonly message: (entry: string) => string };
}

/**
 * Problems of a list of entries, each by itself and within the list: refused, twice, redundant, doubtful, near to
 * another but for case or a slash, not in canonical form (key-apis C6, C7). Ids of rules begin with the field.
 */
export function listProblems<Spec, Scope>(
  rules: ListRules<Spec, Scope>,
  spec: Spec,
): readonly SpecProblem<Spec>[] {
  const entries = rules.list.read(spec);
  const { entries: analysed, superfluous } = analyse(rules.family, entries);
  const tidyFix = tidyFixOf(rules, superfluous);
  return analysed.flatMap((entry, index) => entryProblems({ rules, entries, entry, index }, tidyFix));
}

function tidyFixOf<Spec, Scope>({ list, family }: ListRules<Spec, Scope>, count: number): Fix<Spec> {
  return {
    label: count === 1 ? 'Tidy' : `Tidy ${count} entries`,
    apply: (spec) => list.write(spec, tidy(family, list.read(spec))),
  };
}

/** One entry in its list. */
interface Place<Spec, Scope> {
  readonly rules: ListRules<Spec, Scope>;
  readonly entries: readonly string[];
  readonly entry: EntryAnalysis;
  readonly index: number;
}

function entryProblems<Spec, Scope>(
  place: Place<Spec, Scope>,
  tidyFix: Fix<Spec>,
): readonly SpecProblem<Spec>[] {
  const { rules, entries, entry, index } = place;
  const { field } = rules.list;
  const text = entries[index] ?? '';
  switch (entry.state) {
    case 'invalid':
      return [invalid(place, entry.message)];
    case 'duplicate':
      return [
        {
          rule: `${field}-duplicate`,
          severity: 'warning',
          field,
          index,
          message: `${shown(text)} has no effect: it stands here twice.`,
          because: entries[entry.of] ?? '',
          fix: tidyFix,
        },
      ];
    case 'redundant': {
      const because = entries[entry.because] ?? '';
      return [
        {
          rule: `${field}-redundant`,
          severity: 'warning',
          field,
          index,
          message: `${shown(text)} has no effect: ${shown(because)} already allows it.`,
          because,
          fix: tidyFix,
        },
      ];
    }
    case 'kept':
      return keptProblems(place);
  }
}

function keptProblems<Spec, Scope>(place: Place<Spec, Scope>): readonly SpecProblem<Spec>[] {
  const { rules, entries, entry, index } = place;
  const { list, family, everything } = rules;
  const { field } = list;
  const text = entries[index] ?? '';
  const problems = entry.remarks.map((remark) => remarkProblem(place, remark));
  const scope = family.parse(entry.canonical);
  if (scope.ok && family.isEverything(scope.scope)) {
    problems.push({
      rule: `${field}-everything`,
      severity: everything.severity,
      field,
      index,
      message: everything.message(shown(text)),
    });
  }
  if (entry.near !== null) {
    const near = entries[entry.near.at] ?? '';
    const by = entry.near.by === 'case' ? 'upper and lower case' : 'what stands at the end';
    problems.push({
      rule: `${field}-near`,
      severity: 'hint',
      field,
      index,
      message: `${shown(text)} differs from ${shown(near)} by ${by}, which counts.`,
      because: near,
    });
  }
  if (text !== entry.canonical) {
    problems.push({
      rule: `${field}-form`,
      severity: 'hint',
      field,
      index,
      message: `${shown(text)} means ${shown(entry.canonical)}.`,
      fix: replaceEntry(list, text, entry.canonical),
    });
  }
  return problems;
}

function remarkProblem<Spec, Scope>(
  { rules: { list }, entries, index }: Place<Spec, Scope>,
  remark: Remark,
): SpecProblem<Spec> {
  const text = entries[index] ?? '';
  const problem: SpecProblem<Spec> = {
    rule: `${list.field}-${remark.rule ?? remark.sort}`,
    severity: 'warning',
    field: list.field,
    index,
    message: `${shown(text)}: ${remark.message}`,
  };
  return remark.instead === undefined
    ? problem
    : { ...problem, fix: replaceEntry(list, text, remark.instead) };
}

function invalid<Spec, Scope>(
  { rules, entries, index }: Place<Spec, Scope>,
  message: string,
): SpecProblem<Spec> {
  const { list } = rules;
  const text = entries[index] ?? '';
  const empty = text.trim() === '';
  const fix = empty ? emptyEntryFix(list, text, entries.length) : meantFix(rules, text);
  return {
    rule: `${list.field}-${empty ? 'empty-entry' : rules.invalidRule}`,
    severity: 'error',
    field: list.field,
    index,
    message: empty ? message : `${shown(text)}: ${message}`,
    ...(fix === null ? {} : { fix }),
  };
}

/** An empty entry matches nothing; alone it must stay where an empty list means everything. */
function emptyEntryFix<Spec>(list: EntryList<Spec>, text: string, count: number): Fix<Spec> | null {
  return count > 1 || list.emptyMeans === 'nothing' ? removeEntry(list, text) : null;
}

function meantFix<Spec, Scope>({ list, meant }: ListRules<Spec, Scope>, text: string): Fix<Spec> | null {
  const instead = meant(text.trim());
  return instead === null ? null : replaceEntry(list, text, instead);
}

const LONGEST = 80;

function shown(entry: string): string {
  return entry.length > LONGEST ? `${entry.slice(0, LONGEST - 1)}…` : entry;
}
