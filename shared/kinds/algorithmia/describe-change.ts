import type { Instant } from '../../ids';
import { algoFamily, type AlgoScope } from '../../scopes/algo-family';
import { beyond, type Beyond } from '../../scopes/beyond';
import { scopesOf } from '../../scopes/family';
import type { ChangeInWords } from '../kind';
import { code, counted, enumerate, merged, plain, shownOf, strong, type Parts } from '../sentence';
import { accountOf, type AlgorithmiaSpec } from './spec';

/**
 * What an edit adds to what a key can do, and takes from it, in phrases: calls with the algorithms and the callers, data
 * and management of its account, or administration (key-apis B2, B6). A key of another account or type shares nothing
 * with the one before. Keys of this kind do not expire, so that no date is told.
 */
export function describeChange(
  before: AlgorithmiaSpec,
  after: AlgorithmiaSpec,
  _formatInstant: (at: Instant) => string,
): ChangeInWords {
  return { adds: gained(before, after), removes: gained(after, before) };
}

/** What `to` can do that `from` cannot. */
function gained(from: AlgorithmiaSpec, to: AlgorithmiaSpec): readonly Parts[] {
  const before = reachOf(from);
  const after = reachOf(to);
  const shared = from.key_type === to.key_type && before.account === after.account ? before : NOTHING;
  const phrases =
    to.key_type === 'admin'
      ? from.key_type !== 'admin'
        ? [[strong('administer users, organizations and their keys')]]
        : []
      : [...callPhrases(shared, after), ...accountPhrases(shared, after)];
  return phrases.map(merged);
}

/** What a standard key can do. */
interface Reach {
  readonly account: string;
  readonly scopes: readonly AlgoScope[];
  readonly native: boolean;
  /** The host whose pages may call, in lower case; '' is every one, null none. */
  readonly pages: string | null;
  readonly readsData: boolean;
  readonly writesData: boolean;
  readonly manages: boolean;
}

const NOTHING: Reach = {
  account: '',
  scopes: [],
  native: false,
  pages: null,
  readsData: false,
  writesData: false,
  manages: false,
};

function reachOf(spec: AlgorithmiaSpec): Reach {
  const host = spec.referer_host;
  return {
    account: accountOf(spec.owner),
    scopes: scopesOf(algoFamily, spec.algo_acl),
    native: spec.allow_algo,
    // Blanks alone are a host that no page has.
    pages: spec.allow_web_algo ? (host === '' ? '' : host.trim().toLowerCase() || ' ') : null,
    readsData: spec.allow_data,
    writesData: spec.allow_data_write,
    manages: spec.allow_algo_management,
  };
}

/** New callers with all algorithms, and new algorithms for callers that stay. */
function callPhrases(from: Reach, to: Reach): readonly Parts[] {
  if (to.scopes.length === 0) return [];
  const pagesGrow = to.pages !== null && from.pages !== '' && from.pages !== to.pages;
  const fresh: Parts[] = [
    ...(to.native && !from.native ? [[plain('native clients')]] : []),
    ...(pagesGrow ? [pageWords(to.pages, from.pages !== null)] : []),
  ];
  const kept: Parts[] = [
    ...(to.native && from.native ? [[plain('native clients')]] : []),
    ...keptPages(from, to).map((host) => pageWords(host, false)),
  ];
  const more = beyond(algoFamily, to.scopes, from.scopes);
  return [
    ...(fresh.length === 0 ? [] : [callWords(beyond(algoFamily, to.scopes, []), to.account, fresh)]),
    ...(kept.length === 0 || more.length === 0 ? [] : [callWords(more, to.account, kept)]),
  ];
}

/** The pages that may call on both sides; none or one set of them. */
function keptPages({ pages: had }: Reach, { pages: has }: Reach): readonly string[] {
  if (had === null || has === null) return [];
  if (had === '' || had === has) return [has];
  return has === '' ? [had] : [];
}

function pageWords(host: string | null, other: boolean): Parts {
  if (host === '' || host === null) return [plain(`pages of any ${other ? 'other ' : ''}site`)];
  return [plain('pages on '), strong(host.trim() || 'no host')];
}

function callWords(scopes: readonly Beyond<AlgoScope>[], account: string, callers: readonly Parts[]): Parts {
  return [plain('call '), ...scopeWords(scopes, account), plain(' from '), ...enumerate(callers, 'and')];
}

function scopeWords(scopes: readonly Beyond<AlgoScope>[], account: string): Parts {
  const root = scopes.find(({ scope }) => algoFamily.isEverything(scope));
  if (root !== undefined) {
    return [plain(`every ${root.partly ? 'other ' : ''}algorithm open to ${account || 'the owner'}`)];
  }
  const shown = shownOf(scopes);
  const rest = scopes.length - shown.length;
  const items = shown.map(({ scope, partly }): Parts => [
    ...(partly ? [plain('the rest of ')] : []),
    code(algoFamily.write(scope).replace(/^algo:\/\//, '')),
  ]);
  return enumerate(
    rest === 0 ? items : [...items, [plain(counted(rest, 'further entry', 'further entries'))]],
    'and',
  );
}

function accountPhrases(from: Reach, to: Reach): readonly Parts[] {
  const of = ` of ${to.account || 'the owner'}`;
  const verbs: Parts[] = [
    ...(to.readsData && !from.readsData ? [[plain('read')]] : []),
    ...(to.writesData && !from.writesData ? [[strong('write')]] : []),
  ];
  return [
    ...(verbs.length === 0 ? [] : [[...enumerate(verbs, 'and'), plain(` data${of}`)]]),
    ...(to.manages && !from.manages ? [[strong('manage algorithms'), plain(of)]] : []),
  ];
}
