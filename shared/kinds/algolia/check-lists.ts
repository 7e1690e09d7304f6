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
  return spec.indexes.length > 0 && !reachesIndices(spec) ? [...problems, noIndexPermission()] : problems;
}

/** Problems of the referer list (key-apis C3, C6, C7). */
export function checkReferers(spec: AlgoliaSpec): readonly Problem[] {
  return listProblems(REFERER_RULES, spec);
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
