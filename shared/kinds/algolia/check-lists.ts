import { analyse, tidy, type EntryAnalysis, type ListAnalysis } from '../../scopes/analysis';
import type { Family, Remark } from '../../scopes/family';
import { indexFamily } from '../../scopes/index-family';
import type { Pattern } from '../../scopes/pattern';
import { refererFamily } from '../../scopes/referer-family';
import { operations } from './operations';
import { removeEntry, replaceEntry, type Fix, type Problem } from './problem';
import type { AlgoliaSpec } from './spec';

type PatternField = 'indexes' | 'referers';

interface List {
  readonly field: PatternField;
  readonly family: Family<Pattern>;
  readonly entries: readonly string[];
  readonly analysis: ListAnalysis;
  /** "index", "referer". */
  readonly noun: string;
}

/** Problems of the index list: each entry by itself and within the list (key-apis C2, C6, C7). */
export function checkIndexes(spec: AlgoliaSpec): readonly Problem[] {
  const problems = listProblems('indexes', indexFamily, spec.indexes, 'index');
  return spec.indexes.length > 0 && !reachesIndices(spec) ? [...problems, noIndexPermission()] : problems;
}

/** Problems of the referer list (key-apis C3, C6, C7). */
export function checkReferers(spec: AlgoliaSpec): readonly Problem[] {
  return listProblems('referers', refererFamily, spec.referers, 'referer');
}

/** Whether some permission acts on indices; unknown ones are taken to. */
function reachesIndices(spec: AlgoliaSpec): boolean {
  const onCluster = new Set(
    operations.flatMap(({ requirement, target }) =>
      requirement.sort === 'permissions' && target === 'cluster' ? requirement.all : [],
    ),
  );
  const onIndex = new Set(
    operations.flatMap(({ requirement, target, id }) =>
      requirement.sort === 'permissions' && (target === 'index' || id === 'listIndexes')
        ? requirement.all
        : [],
    ),
  );
  return spec.acl.some((id) => onIndex.has(id) || !onCluster.has(id));
}

function noIndexPermission(): Problem {
  return {
    rule: 'indexes-no-effect',
    severity: 'hint',
    field: 'indexes',
    message: 'None of the permissions concerns single indices, so this list narrows nothing.',
  };
}

function listProblems(
  field: PatternField,
  family: Family<Pattern>,
  entries: readonly string[],
  noun: string,
): readonly Problem[] {
  const list: List = { field, family, entries, analysis: analyse(family, entries), noun };
  const tidyFix = tidyFixOf(list);
  return list.analysis.entries.flatMap((entry, index) => entryProblems(list, entry, index, tidyFix));
}

function tidyFixOf({ field, family, analysis }: List): Fix {
  const count = analysis.superfluous;
  return {
    label: count === 1 ? 'Tidy' : `Tidy ${count} entries`,
    apply: (spec) => ({ ...spec, [field]: [...tidy(family, spec[field])] }),
  };
}

function entryProblems(list: List, entry: EntryAnalysis, index: number, tidyFix: Fix): readonly Problem[] {
  const { field, entries } = list;
  const text = entries[index] ?? '';
  switch (entry.state) {
    case 'invalid':
      return [invalid(list, entry.message, index)];
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
      return keptProblems(list, entry, index);
  }
}

function keptProblems(list: List, entry: EntryAnalysis, index: number): readonly Problem[] {
  const { field, entries, family, noun } = list;
  const text = entries[index] ?? '';
  const problems: Problem[] = entry.remarks.map((remark) => remarkProblem(field, text, index, remark));
  const scope = family.parse(entry.canonical);
  if (scope.ok && family.isEverything(scope.scope)) {
    problems.push({
      rule: `${field}-everything`,
      severity: 'warning',
      field,
      index,
      message: `${shown(text)} allows every ${noun}, so the list restricts nothing.`,
    });
  }
  if (entry.near !== null) {
    const near = entries[entry.near] ?? '';
    problems.push({
      rule: `${field}-near`,
      severity: 'hint',
      field,
      index,
      message: `${shown(text)} differs from ${shown(near)} by upper and lower case, which counts.`,
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
      fix: replaceEntry(field, text, entry.canonical),
    });
  }
  return problems;
}

function remarkProblem(field: PatternField, text: string, index: number, remark: Remark): Problem {
  const problem: Problem = {
    rule: `${field}-${remark.sort}`,
    severity: 'warning',
    field,
    index,
    message: `${shown(text)}: ${remark.message}`,
  };
  return remark.instead === undefined
    ? problem
    : { ...problem, fix: replaceEntry(field, text, remark.instead) };
}

/** `https://*.a.com/…` is what people write for all hosts of a domain. */
const STAR_HOST = /^https?:\/\/\*(\.[^*]+)(\*?)$/;

function invalid({ field, entries }: List, message: string, index: number): Problem {
  const text = entries[index] ?? '';
  const empty = text.trim() === '';
  const [, domain, star] = (field === 'referers' ? STAR_HOST.exec(text.trim()) : null) ?? [];
  const fix = empty
    ? entries.length > 1
      ? removeEntry(field, text)
      : undefined
    : domain === undefined
      ? undefined
      : replaceEntry(field, text, `*${domain}${domain.includes('/') ? (star ?? '') : '/*'}`);
  return {
    rule: empty ? `${field}-empty-entry` : `${field}-interior-star`,
    severity: 'error',
    field,
    index,
    message: empty ? message : `${shown(text)}: ${message}`,
    ...(fix === undefined ? {} : { fix }),
  };
}

const LONGEST = 80;

function shown(entry: string): string {
  return entry.length > LONGEST ? `${entry.slice(0, LONGEST - 1)}…` : entry;
}
