import type { Family } from '../../scopes/family';
import { indexFamily } from '../../scopes/index-family';
import type { Pattern } from '../../scopes/pattern';
import { refererFamily } from '../../scopes/referer-family';
import { listProblems, type ListRules } from '../list-problems';
import { operations } from './operations';
import { lists, type Problem } from './problem';
import type { AlgoliaSpec } from './spec';

/** Problems of the index list: each entry by itself and within the list (key-apis C2, C6, C7). */
export function checkIndexes(spec: AlgoliaSpec): readonly Problem[] {
  const problems = listProblems(INDEX_RULES, spec);
  if (spec.indexes.length === 0) return problems;
  if (!reachesIndices(spec)) return [...problems, noIndexPermission()];
  return matchesNothing(spec.indexes, problems) ? [...problems, ...idlePermissions(spec)] : problems;
}

/** Problems of the referer list (key-apis C3, C6, C7). */
export function checkReferers(spec: AlgoliaSpec): readonly Problem[] {
  const problems = listProblems(REFERER_RULES, spec);
  return spec.referers.length > 0 && matchesNothing(spec.referers, problems)
    ? [...problems, noReferer()]
    : problems;
}

/** Rules for entries that match nothing real, or only what another entry does. */
const WITHOUT_MATCH = /-(?:interior-star|empty-entry|unreachable|redundant|duplicate)$/;

/** Whether no entry of a list that is not empty can match: the key is then of no use where the list counts (C3, C6). */
function matchesNothing(entries: readonly string[], problems: readonly Problem[]): boolean {
  const dead = new Set(problems.filter(({ rule }) => WITHOUT_MATCH.test(rule)).map(({ index }) => index));
  return [...entries.keys()].every((at) => dead.has(at));
}

/** Permissions that act on single indices and on nothing else, while the list allows none. */
function idlePermissions(spec: AlgoliaSpec): readonly Problem[] {
  const { onIndex, onCluster } = targets();
  return spec.acl.flatMap((id, index): readonly Problem[] => {
    if (!onIndex.has(id) || onCluster.has(id) || spec.acl.indexOf(id) < index) return [];
    const message = `${id} can do nothing: no entry of the list of indices can match.`;
    return [{ rule: 'acl-no-index', severity: 'warning', field: 'acl', index, message }];
  });
}

function noReferer(): Problem {
  return {
    rule: 'referers-no-match',
    severity: 'warning',
    field: 'referers',
    message: 'No page can use this key: no entry of the list can match what browsers send.',
  };
}

interface Targets {
  readonly onIndex: ReadonlySet<string>;
  readonly onCluster: ReadonlySet<string>;
}

/** Which permissions act on single indices, and which on the cluster as a whole. */
function targets(): Targets {
  const needing = (target: 'index' | 'cluster') =>
    new Set(
      operations.flatMap((operation) =>
        operation.requirement.sort === 'permissions' && operation.target === target
          ? operation.requirement.all
          : [],
      ),
    );
  return { onIndex: needing('index'), onCluster: needing('cluster') };
}

function rulesOf(
  field: 'indexes' | 'referers',
  family: Family<Pattern>,
  noun: string,
  meant: (entry: string) => string | null,
): ListRules<AlgoliaSpec, Pattern> {
  return {
    list: lists[field],
    family,
    invalidRule: 'interior-star',
    meant,
    everything: {
      severity: 'warning',
      message: (entry) => `${entry} allows every ${noun}, so the list restricts nothing.`,
    },
  };
}

const INDEX_RULES = rulesOf('indexes', indexFamily, 'index', () => null);
const REFERER_RULES = rulesOf('referers', refererFamily, 'referer', meantReferer);

/** `https://*.a.com/…` is what people write for all hosts of a domain. */
const STAR_HOST = /^https?:\/\/\*(\.[^*]+)(\*?)$/;

function meantReferer(entry: string): string | null {
  const [, domain, star = ''] = STAR_HOST.exec(entry) ?? [];
  return domain === undefined ? null : `*${domain}${domain.includes('/') ? star : '/*'}`;
}

/** Whether some permission acts on indices; unknown ones are taken to. */
function reachesIndices(spec: AlgoliaSpec): boolean {
  const { onIndex, onCluster } = targets();
  return spec.acl.some((id) => onIndex.has(id) || id === 'listIndexes' || !onCluster.has(id));
}

function noIndexPermission(): Problem {
  return {
    rule: 'indexes-no-effect',
    severity: 'hint',
    field: 'indexes',
    message: 'None of the permissions concerns single indices, so this list narrows nothing.',
  };
}
