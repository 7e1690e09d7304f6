import type { Instant } from '../../ids';
import { algoFamily, type AlgoScope } from '../../scopes/algo-family';
import { writeVersion } from '../../scopes/algo-version';
import { analyse } from '../../scopes/analysis';
import { code, counted, enumerate, merged, plain, shownOf, strong, type Parts } from '../sentence';
import { accountOf, type AlgorithmiaSpec } from './spec';

/**
 * What a key can do, in a sentence: "Can call demo/Hello from native clients and read data of ann." Rights that write
 * or destroy stand out; long lists end with a count; entries that add nothing are left out. Keys of this kind do not
 * expire, so that no date is told.
 */
export function summarize(spec: AlgorithmiaSpec, _formatInstant: (at: Instant) => string): Parts {
  if (spec.key_type === 'admin') {
    return [
      plain('Can '),
      strong('administer users, organizations and their keys'),
      plain('. It can call no algorithm and reach no data.'),
    ];
  }
  const reach = reachOf(spec.algo_acl);
  const deeds = [callDeed(spec, reach), dataDeed(spec), manageDeed(spec)].filter((deed) => deed.length > 0);
  if (deeds.length === 0) {
    return [strong('Can do nothing'), plain(`: ${whyNoCall(spec, reach)}, and it has no other right.`)];
  }
  return merged([plain('Can '), ...enumerate(deeds, 'and'), plain('.')]);
}

interface Reach {
  readonly everything: boolean;
  /** Valid entries that add something. */
  readonly scopes: readonly AlgoScope[];
}

function reachOf(entries: readonly string[]): Reach {
  const { everything, entries: analysed } = analyse(algoFamily, entries);
  const scopes = analysed.flatMap(({ state, canonical }) => {
    const parsed = algoFamily.parse(canonical);
    return state === 'kept' && parsed.ok ? [parsed.scope] : [];
  });
  return { everything, scopes };
}

function whyNoCall(spec: AlgorithmiaSpec, reach: Reach): string {
  if (spec.algo_acl.length === 0) return 'no algorithm is listed';
  return reach.scopes.length === 0 ? 'no entry of its list is valid' : 'no client may call with it';
}

function ownerName(spec: AlgorithmiaSpec): string {
  const account = accountOf(spec.owner);
  return account === '' ? 'the owner' : account;
}

function callDeed(spec: AlgorithmiaSpec, reach: Reach): Parts {
  const callers: Parts[] = [
    ...(spec.allow_algo ? [[plain('native clients')]] : []),
    ...(spec.allow_web_algo ? [pagesPhrase(spec.referer_host)] : []),
  ];
  if (callers.length === 0 || reach.scopes.length === 0) return [];
  const what = reach.everything
    ? [plain(`every algorithm open to ${ownerName(spec)}`)]
    : scopesPhrase(reach.scopes);
  return [plain('call '), ...what, plain(' from '), ...enumerate(callers, 'or')];
}

function pagesPhrase(host: string): Parts {
  return host === '' ? [plain('pages of any site')] : [plain('pages on '), strong(host.trim() || 'no host')];
}

/** "demo/Hello, all algorithms of demo and 3 further entries". */
function scopesPhrase(scopes: readonly AlgoScope[]): Parts {
  const shown = shownOf(scopes);
  const rest = scopes.length - shown.length;
  const owners = shown.flatMap((scope): Parts[] => (scope.sort === 'owner' ? [[code(scope.owner)]] : []));
  const phrases: Parts[] = shown.flatMap((scope): Parts[] => {
    switch (scope.sort) {
      case 'algorithm':
        return [[code(`${scope.owner}/${scope.name}`)]];
      case 'version':
        return [[code(`${scope.owner}/${scope.name}/${writeVersion(scope.version)}`)]];
      case 'root':
      case 'owner':
        return [];
    }
  });
  if (owners.length > 0) phrases.push([plain('all algorithms of '), ...enumerate(owners, 'and')]);
  if (rest > 0) phrases.push([plain(counted(rest, 'further entry', 'further entries'))]);
  return enumerate(phrases, 'and');
}

function dataDeed(spec: AlgorithmiaSpec): Parts {
  const verbs: Parts[] = [
    ...(spec.allow_data ? [[plain('read')]] : []),
    ...(spec.allow_data_write ? [[strong('write')]] : []),
  ];
  return verbs.length === 0 ? [] : [...enumerate(verbs, 'and'), plain(` data of ${ownerName(spec)}`)];
}

function manageDeed(spec: AlgorithmiaSpec): Parts {
  return spec.allow_algo_management ? [strong('manage algorithms'), plain(` of ${ownerName(spec)}`)] : [];
}
