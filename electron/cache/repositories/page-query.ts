import type { KeyQuery } from '#shared/contract/keys';
import { assertNever } from '#shared/errors';
import type { Instant } from '#shared/ids';

type Bindable = string | number;

/** The WHERE part of a page: fixed fragments only, every value bound. */
export interface PageFilter {
  readonly conditions: readonly string[];
  readonly params: readonly Bindable[];
}

const DAY_MS = 86_400_000;

/** Expressions by which lists are ordered; each is the beginning of an index together with the cluster. */
const SORT_EXPRESSIONS = {
  label: ['k.label_sort'],
  created: ['ifnull(k.created_at, 0)'],
  expires: ['ifnull(k.expires_at, 9007199254740991)'],
  changed: ['k.changed_at'],
  owner: ['k.owner', 'k.label_sort'],
} as const satisfies Record<KeyQuery['sort']['by'], readonly string[]>;

/** The keys of the cluster in the state asked for, without the other filters. */
export function stateFilter(query: KeyQuery, cluster: number): PageFilter {
  const params = [cluster];
  switch (query.state) {
    case 'all':
      return { conditions: ['k.cluster = ?'], params };
    case 'present':
      // The plus keeps the planner from sorting again what the index gives in order already.
      return { conditions: ['k.cluster = ?', '+k.gone_at IS NULL'], params };
    case 'gone':
      return { conditions: ['k.cluster = ?', 'k.gone_at IS NOT NULL'], params };
    default:
      return assertNever(query.state);
  }
}

function withinDays(days: number, now: Instant): PageFilter {
  return { conditions: ['k.expires_at > ?', 'k.expires_at <= ?'], params: [now, now + days * DAY_MS] };
}

function expiryFilter(expiry: KeyQuery['expiry'], now: Instant): PageFilter {
  switch (expiry) {
    case 'any':
      return { conditions: [], params: [] };
    case 'never':
      return { conditions: ['k.expires_at IS NULL'], params: [] };
    case 'within-7d':
      return withinDays(7, now);
    case 'within-30d':
      return withinDays(30, now);
    case 'within-90d':
      return withinDays(90, now);
    case 'expired':
      return { conditions: ['k.expires_at <= ?'], params: [now] };
    default:
      return assertNever(expiry);
  }
}

function permissionFilter(permission: string | null): PageFilter {
  if (permission === null) return { conditions: [], params: [] };
  const condition = 'k.permission_set IN (SELECT set_id FROM permission_set_members WHERE permission = ?)';
  return { conditions: [condition], params: [permission] };
}

/** Keys of one account; in the order of accounts only keys that have one, as the index holds no others. */
function ownerFilter({ owner, sort }: KeyQuery): PageFilter {
  if (owner !== null) return { conditions: ['k.owner = ?'], params: [owner] };
  return { conditions: sort.by === 'owner' ? ['k.owner IS NOT NULL'] : [], params: [] };
}

/** All filters of the query. The text is compared as it is stored (lower case), so no pattern needs escaping. */
export function pageFilter(
  query: KeyQuery,
  cluster: number,
  words: readonly string[],
  now: Instant,
): PageFilter {
  const parts = [
    stateFilter(query, cluster),
    expiryFilter(query.expiry, now),
    permissionFilter(query.permission),
    ownerFilter(query),
    { conditions: words.map(() => 'instr(k.text, ?) > 0'), params: words },
  ];
  return {
    conditions: parts.flatMap((part) => part.conditions),
    params: parts.flatMap((part) => part.params),
  };
}

/** Whether any filter beside cluster and state narrows the list. */
export function isNarrowed(query: KeyQuery, words: readonly string[]): boolean {
  return query.expiry !== 'any' || query.permission !== null || query.owner !== null || words.length > 0;
}

/** Where the rows come from: the whole table, or the candidates that a full-text query found (bound as JSON). */
export function pageSource(fromCandidates: boolean): string {
  return fromCandidates ? 'FROM json_each(?) c CROSS JOIN keys k ON k.id = c.value' : 'FROM keys k';
}

/** A total order in both directions: equal values stand in the order in which the keys were first stored. */
export function pageOrder(sort: KeyQuery['sort']): string {
  const direction = sort.descending ? ' DESC' : ' ASC';
  return (
    'ORDER BY ' +
    [...SORT_EXPRESSIONS[sort.by], 'k.gone_at', 'k.id'].map((expression) => expression + direction).join(', ')
  );
}
