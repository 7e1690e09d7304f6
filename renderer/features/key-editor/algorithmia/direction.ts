import type { AlgorithmiaSpec } from '#shared/kinds/algorithmia/spec';
import { algoFamily } from '#shared/scopes/algo-family';
import { directionFrom, flagDirection, listDirection, namesDirection } from '../direction';
import type { Direction } from '../form';

/**
 * Whether the change of one member lets the key do more, less, or both (key-apis B6, C1). Null: it changes nothing about
 * what the key may do.
 */
export function directionOf(
  before: AlgorithmiaSpec,
  after: AlgorithmiaSpec,
  field: string,
): Direction | null {
  switch (field) {
    case 'algo_acl':
      return listDirection(algoFamily, 'nothing', before.algo_acl, after.algo_acl);
    case 'allow_algo':
    case 'allow_web_algo':
    case 'allow_algo_management':
      return flagDirection(before[field], after[field]);
    case 'data':
      return namesDirection(dataRights(before), dataRights(after));
    case 'referer_host':
      return hostDirection(before.referer_host, after.referer_host);
    default:
      return null;
  }
}

function dataRights(spec: AlgorithmiaSpec): readonly string[] {
  return [...(spec.allow_data ? ['read'] : []), ...(spec.allow_data_write ? ['write'] : [])];
}

/** No host is any host; one host is compared without regard to case. */
function hostDirection(before: string, after: string): Direction | null {
  if (before.toLowerCase() === after.toLowerCase()) return null;
  return directionFrom(before !== '', after !== '');
}
