import type { Instant } from '../../ids';
import { beyond, type Beyond } from '../../scopes/beyond';
import type { Family } from '../../scopes/family';
import { indexFamily } from '../../scopes/index-family';
import { blockCovers, parseIpv4Block, writeIpv4Block, type Ipv4Block } from '../../scopes/ipv4';
import { readPattern, writePattern, type Pattern } from '../../scopes/pattern';
import { refererFamily } from '../../scopes/referer-family';
import type { ChangeInWords } from '../kind';
import { code, counted, enumerate, merged, plain, shownOf, strong, type Parts } from '../sentence';
import { deedsOf, writes, type Deed } from './deeds';
import { splitSources } from './query-parameters';
import type { AlgoliaSpec } from './spec';

/**
 * What an edit adds to what a key can do, and takes from it, in phrases: permissions with the indices they hold in,
 * indices for permissions that stay, and where, how much and how long (key-apis A3, A6, A7). Telling the one is telling
 * the other with the sides exchanged. Anything that a request could do on one side alone is in some phrase.
 */
export function describeChange(
  before: AlgoliaSpec,
  after: AlgoliaSpec,
  formatInstant: (at: Instant) => string,
): ChangeInWords {
  return { adds: gained(before, after, formatInstant), removes: gained(after, before, formatInstant) };
}

/** What `to` can do that `from` cannot. */
function gained(
  from: AlgoliaSpec,
  to: AlgoliaSpec,
  formatInstant: (at: Instant) => string,
): readonly Parts[] {
  return [
    ...deedPhrases(from, to),
    ...indexPhrases(from, to),
    ...refererPhrases(from, to),
    ...sourcePhrases(from, to),
    ...limitPhrases(from, to),
    ...expiryPhrases(from, to, formatInstant),
    ...parameterPhrases(from, to),
  ].map(merged);
}

/** Permissions that are new, with where they hold. */
function deedPhrases(from: AlgoliaSpec, to: AlgoliaSpec): readonly Parts[] {
  const had = new Set(from.acl);
  const fresh = deedsOf(to.acl.filter((id) => !had.has(id)));
  const narrowed = fresh.filter(({ clusterWide }) => clusterWide !== true);
  const wide = fresh.filter(({ clusterWide }) => clusterWide === true);
  return [
    ...(narrowed.length === 0 ? [] : [[...deedWords(narrowed), plain(' in '), ...indexWords(to.indexes)]]),
    ...(wide.length === 0 ? [] : [deedWords(wide)]),
  ];
}

function deedWords(deeds: readonly Deed[]): Parts {
  return enumerate(
    deeds.map((deed): Parts => [writes(deed) ? strong(deed.text) : plain(deed.text)]),
    'and',
  );
}

function indexWords(entries: readonly string[]): Parts {
  const patterns = patternsOf(entries);
  if (patterns === 'everything') return [plain('all indices')];
  return patterns.length === 0 ? [plain('no index')] : patternWords(patterns);
}

/** Indices that are new, for what the key can do on both sides. */
function indexPhrases(from: AlgoliaSpec, to: AlgoliaSpec): readonly Parts[] {
  const had = new Set(from.acl);
  const kept = deedsOf(to.acl.filter((id) => had.has(id))).filter(({ clusterWide }) => clusterWide !== true);
  const reach = reachBeyond(indexFamily, from.indexes, to.indexes, ['all indices', 'all other indices']);
  return kept.length === 0 || reach === null ? [] : [[...deedWords(kept), plain(' in '), ...reach]];
}

function refererPhrases(from: AlgoliaSpec, to: AlgoliaSpec): readonly Parts[] {
  const reach = reachBeyond(refererFamily, from.referers, to.referers, [
    'any page or program',
    'any other page or program',
  ]);
  return reach === null ? [] : [[plain('requests from '), ...reach]];
}

/** What a list of patterns allows: those that can be read, or everything (part C, "Empty-list inversion"). */
function patternsOf(entries: readonly string[]): readonly Pattern[] | 'everything' {
  if (entries.length === 0) return 'everything';
  const patterns = entries.map(readPattern).filter((pattern) => pattern !== null);
  return patterns.some(({ sort }) => sort === 'all') ? 'everything' : patterns;
}

/** What the second list allows beyond the first, in words; null for nothing. */
function reachBeyond(
  family: Family<Pattern>,
  from: readonly string[],
  to: readonly string[],
  [everything, everythingElse]: readonly [string, string],
): Parts | null {
  const had = patternsOf(from);
  const has = patternsOf(to);
  if (had === 'everything') return null;
  if (has === 'everything') return [plain(had.length === 0 ? everything : everythingElse)];
  const more = beyond(family, has, had);
  return more.length === 0 ? null : beyondWords(more);
}

function beyondWords(more: readonly Beyond<Pattern>[]): Parts {
  const shown = shownOf(more);
  const rest = more.length - shown.length;
  const items = shown.map(({ scope, partly }): Parts => [
    ...(partly ? [plain('the rest of ')] : []),
    code(writePattern(scope)),
  ]);
  return enumerate(
    rest === 0 ? items : [...items, [plain(counted(rest, 'further entry', 'further entries'))]],
    'and',
  );
}

function patternWords(patterns: readonly Pattern[]): Parts {
  return beyondWords(beyond(indexFamily, patterns, []));
}

/** The addresses that all sources hold (A7): every one, a block of them, or none. */
function addressesOf({ queryParameters }: AlgoliaSpec): Ipv4Block | 'all' | 'none' {
  const blocks = splitSources(queryParameters).sources.map((source) => parseIpv4Block(source.trim()));
  return blocks.reduce<Ipv4Block | 'all' | 'none'>((so, block) => {
    if (block === null || so === 'none') return 'none';
    if (so === 'all' || blockCovers(so, block)) return block;
    return blockCovers(block, so) ? so : 'none';
  }, 'all');
}

function sourcePhrases(from: AlgoliaSpec, to: AlgoliaSpec): readonly Parts[] {
  const had = addressesOf(from);
  const has = addressesOf(to);
  if (has === 'none' || had === 'all') return [];
  if (has === 'all') return [[plain(`requests from ${had === 'none' ? 'any' : 'any other'} address`)]];
  if (had !== 'none' && blockCovers(had, has)) return [];
  const partly = had !== 'none' && blockCovers(has, had);
  return [[plain(`requests from ${partly ? 'other ' : ''}addresses in `), code(writeIpv4Block(has))]];
}

/** 0 is no limit. */
function limitPhrases(from: AlgoliaSpec, to: AlgoliaSpec): readonly Parts[] {
  const limits = [
    [from.maxHitsPerQuery, to.maxHitsPerQuery, 'hit', 'hits', ' a query'],
    [from.maxQueriesPerIPPerHour, to.maxQueriesPerIPPerHour, 'query', 'queries', ' an hour per address'],
  ] as const;
  return limits.flatMap(([had, has, one, many, per]): Parts[] => {
    if (had === 0 || (has !== 0 && has <= had)) return [];
    const bound = `more than ${counted(had, one, many)}${per}`;
    return [[plain(has === 0 ? bound : `${bound}, up to ${counted(has, one, many)}`)]];
  });
}

/** Clocks and rounding let a re-read expiry wander by this much without a change (design.md, "Data at rest"). */
const EXPIRY_TOLERANCE_MS = 5_000;

function expiryPhrases(
  { expiresAt: had }: AlgoliaSpec,
  { expiresAt: has }: AlgoliaSpec,
  formatInstant: (at: Instant) => string,
): readonly Parts[] {
  if (had === null || (has !== null && has - had < EXPIRY_TOLERANCE_MS)) return [];
  const until = has === null ? '' : `, until ${formatInstant(has)}`;
  return [[plain(`use after ${formatInstant(had)}${until}`)]];
}

/** What a forced parameter forbids, its absence allows. */
function parameterPhrases(from: AlgoliaSpec, to: AlgoliaSpec): readonly Parts[] {
  const texts = ({ queryParameters }: AlgoliaSpec): readonly string[] =>
    splitSources(queryParameters).others.map(([name, value]) => `${name}=${value}`);
  const kept = new Set(texts(to));
  const dropped = [...new Set(texts(from))].filter((text) => !kept.has(text));
  if (dropped.length === 0) return [];
  const shown = shownOf(dropped);
  const rest = dropped.length - shown.length;
  const items = shown.map((text): Parts => [code(text)]);
  const listed =
    rest === 0 ? items : [...items, [plain(counted(rest, 'further parameter', 'further parameters'))]];
  return [[plain('queries without '), ...enumerate(listed, 'or')]];
}
