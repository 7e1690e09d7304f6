import type { Instant } from '../../ids';
import { analyse } from '../../scopes/analysis';
import type { Family } from '../../scopes/family';
import { indexFamily } from '../../scopes/index-family';
import type { Pattern } from '../../scopes/pattern';
import { refererFamily } from '../../scopes/referer-family';
import { code, counted, enumerate, merged, plain, shownOf, strong, type Parts } from '../sentence';
import { deedsOf, writes, type Deed } from './deeds';
import { unrestricted } from './describe';
import { recoverCorrupted, splitSources } from './query-parameters';
import type { AlgoliaSpec } from './spec';

const LONGEST_VALUE = 60;

/**
 * What a key can do, in a sentence or two: "Can search indices that start with dev_, from pages on algolia.com, at most
 * 20 hits a query, until …". Permissions that write or destroy are always named; long lists end with a count; entries
 * that add nothing are left out.
 */
export function summarize(spec: AlgoliaSpec, formatInstant: (at: Instant) => string): Parts {
  if (spec.acl.length === 0) return [strong('Can do nothing'), plain(': it has no permission.')];
  const { deeds, hidden } = shownDeeds(spec.acl);
  const clauses: Parts[] = [
    canClause(deeds, spec.indexes),
    refererClause(spec.referers),
    sourceClause(splitSources(spec.queryParameters).sources, unrestricted(spec.referers)),
    limitClause(spec),
    spec.expiresAt === null ? [] : [plain('until '), plain(formatInstant(spec.expiresAt))],
  ].filter((clause) => clause.length > 0);
  return merged([
    plain('Can '),
    ...clauses.flatMap((clause, i) => (i === 0 ? clause : [plain(', '), ...clause])),
    plain('.'),
    ...(hidden > 0
      ? [plain(` It has ${counted(hidden, 'further read permission', 'further read permissions')}.`)]
      : []),
    ...parameterSentence(spec.queryParameters),
  ]);
}

/** The deeds to name, and how many further reading ones are only counted. */
function shownDeeds(acl: readonly string[]): { readonly deeds: readonly Deed[]; readonly hidden: number } {
  const all = deedsOf(acl);
  const reads = all.filter((deed) => !writes(deed));
  const writing = all.filter(writes);
  const shown = shownOf(reads);
  return { deeds: [...shown, ...writing], hidden: reads.length - shown.length };
}

function canClause(deeds: readonly Deed[], indexes: readonly string[]): Parts {
  const direct = deeds.every((deed) => deed.direct !== undefined);
  const phrase = enumerate(
    deeds.map((deed): Parts => {
      const text = (direct ? deed.direct : undefined) ?? deed.text;
      return [writes(deed) ? strong(text) : plain(text)];
    }),
    'and',
  );
  if (deeds.every(({ clusterWide }) => clusterWide === true)) return phrase;
  const { everything, patterns } = meaning(indexFamily, indexes);
  if (everything) return [...phrase, plain(direct ? ' all indices' : ', in all indices')];
  if (patterns.length === 0)
    return [...phrase, plain(', but in '), strong('no index'), plain(' (no entry can match)')];
  return [...phrase, plain(direct ? ' ' : ', limited to '), ...patternPhrase(patterns, INDEX_WORDS)];
}

interface Meaning {
  readonly everything: boolean;
  /** Valid entries that add something and can match. */
  readonly patterns: readonly Pattern[];
}

function meaning(family: Family<Pattern>, entries: readonly string[]): Meaning {
  const { everything, entries: analysed } = analyse(family, entries);
  const patterns = analysed.flatMap(({ state, canonical, remarks }) => {
    const parsed = family.parse(canonical);
    const reachable = !remarks.some(({ sort }) => sort === 'unreachable');
    return state === 'kept' && reachable && parsed.ok ? [parsed.scope] : [];
  });
  return { everything: everything || entries.length === 0, patterns };
}

interface Words {
  readonly exactOne: string;
  readonly exactMany: string;
  readonly many: string;
  readonly verbs: Readonly<Record<'prefix' | 'suffix' | 'contains', string>>;
}

const INDEX_WORDS: Words = {
  exactOne: 'the index ',
  exactMany: 'the indices ',
  many: 'indices that ',
  verbs: { prefix: 'start with ', suffix: 'end with ', contains: 'contain ' },
};
const REFERER_WORDS: Words = {
  exactOne: 'the page ',
  exactMany: 'the pages ',
  many: 'pages whose address ',
  verbs: { prefix: 'starts with ', suffix: 'ends with ', contains: 'contains ' },
};

/** "the index a and indices that start with b or c, or end with d, and 3 further entries". */
function patternPhrase(patterns: readonly Pattern[], words: Words): Parts {
  const shown = shownOf(patterns);
  const cores = (sort: Exclude<Pattern['sort'], 'all'>): readonly Parts[] =>
    shown.flatMap((pattern) => (pattern.sort === sort ? [[code(pattern.core)]] : []));
  const exact = cores('exact');
  const verbs = (['prefix', 'suffix', 'contains'] as const).flatMap((sort): Parts[] => {
    const of = cores(sort);
    return of.length === 0 ? [] : [[plain(words.verbs[sort]), ...enumerate(of, 'or')]];
  });
  const phrases: Parts[] = [];
  if (exact.length > 0) {
    phrases.push([plain(exact.length === 1 ? words.exactOne : words.exactMany), ...enumerate(exact, 'and')]);
  }
  if (verbs.length > 0) phrases.push([plain(words.many), ...enumerate(verbs, 'or')]);
  const rest = patterns.length - shown.length;
  if (rest > 0) phrases.push([plain(counted(rest, 'further entry', 'further entries'))]);
  return enumerate(phrases, 'and');
}

/** `https://host/*` without anything else: the host is all there is to say. */
const WHOLE_HOST = /^https:\/\/([^/*?#]+)\/$/;

function refererClause(referers: readonly string[]): Parts {
  const { everything, patterns } = meaning(refererFamily, referers);
  if (everything) return [];
  if (patterns.length === 0) return [plain('but from '), strong('no page'), plain(' (no entry can match)')];
  const hostOf = (pattern: Pattern): string | undefined =>
    pattern.sort === 'prefix' ? WHOLE_HOST.exec(pattern.core)?.[1] : undefined;
  const hosts = patterns.flatMap((pattern) => hostOf(pattern) ?? []);
  const others = patterns.filter((pattern) => hostOf(pattern) === undefined);
  const phrases: Parts[] = [];
  if (hosts.length > 0) {
    const shown = shownOf(hosts);
    const names = shown.map((host): Parts => [strong(host)]);
    const rest = hosts.length - shown.length;
    const listed = rest === 0 ? names : [...names, [plain(counted(rest, 'further host', 'further hosts'))]];
    phrases.push([plain('pages on '), ...enumerate(listed, 'and')]);
  }
  if (others.length > 0) phrases.push(patternPhrase(others, REFERER_WORDS));
  return [plain('from '), ...enumerate(phrases, 'and')];
}

/** `alone`: no other clause says where requests come from. */
function sourceClause(sources: readonly string[], alone: boolean): Parts {
  if (sources.length === 0) return [];
  const noun = sources.every((source) => source.includes('/')) ? 'addresses in ' : 'the address ';
  const listed = enumerate(
    sources.map((source): Parts => [code(source)]),
    'and',
  );
  return [plain(`${alone ? '' : 'and only '}from ${noun}`), ...listed];
}

function limitClause({ maxHitsPerQuery, maxQueriesPerIPPerHour }: AlgoliaSpec): Parts {
  const limits = [
    ...(maxHitsPerQuery > 0 ? [`${counted(maxHitsPerQuery, 'hit', 'hits')} a query`] : []),
    ...(maxQueriesPerIPPerHour > 0
      ? [`${counted(maxQueriesPerIPPerHour, 'query', 'queries')} an hour per address`]
      : []),
  ];
  return limits.length === 0 ? [] : [plain(`at most ${limits.join(' and ')}`)];
}

function parameterSentence(queryParameters: string): Parts {
  const { others } = splitSources(queryParameters);
  if (recoverCorrupted(queryParameters) !== null) {
    return [plain(' Its forced parameters are '), strong('corrupted'), plain(' and restrict nothing.')];
  }
  if (others.length === 0) return [];
  const shown = shownOf(others);
  const texts = shown.map(([name, value]): Parts => [code(shortened(`${name}=${value}`))]);
  const rest = others.length - shown.length;
  const listed =
    rest === 0 ? texts : [...texts, [plain(counted(rest, 'further parameter', 'further parameters'))]];
  return [plain(' Every query is made with '), ...enumerate(listed, 'and'), plain('.')];
}

function shortened(text: string): string {
  return text.length > LONGEST_VALUE ? `${text.slice(0, LONGEST_VALUE - 1)}…` : text;
}
