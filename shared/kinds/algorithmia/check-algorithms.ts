import { algoFamily, OWN_ACCOUNT, type AlgoScope } from '../../scopes/algo-family';
import type { Family, Remark } from '../../scopes/family';
import { listProblems } from '../list-problems';
import { permissionsOf } from './catalogue';
import { algorithmList, setting, type Problem } from './problem';
import { accountNameProblem, accountOf, type AlgorithmiaSpec } from './spec';

/** Problems of the entries, each by itself and within the list, and of a list that nobody uses (key-apis B5, C1, C6). */
export function checkAlgorithms(spec: AlgorithmiaSpec): readonly Problem[] {
  const account = accountOf(spec.owner);
  const owner = accountNameProblem(account) === null ? account : null;
  return [
    ...listProblems(
      {
        list: algorithmList,
        family: owner === null ? algoFamily : familyOf(owner),
        invalidRule: 'invalid',
        meant,
        everything: {
          severity: 'hint',
          message: (entry) => `${entry} allows every algorithm that ${owner ?? 'the owner'} can reach.`,
        },
      },
      spec,
    ),
    ...checkUse(spec),
  ];
}

/** Only the spec knows whose account `.my` is. */
function familyOf(owner: string): Family<AlgoScope> {
  const instead = (scope: AlgoScope): string | undefined =>
    scope.sort !== 'root' && scope.owner === OWN_ACCOUNT ? algoFamily.write({ ...scope, owner }) : undefined;
  const complete = (scope: AlgoScope, remark: Remark): Remark => {
    const entry = remark.rule === 'own-account' ? instead(scope) : undefined;
    return entry === undefined ? remark : { ...remark, instead: entry };
  };
  return {
    ...algoFamily,
    remarks: (scope) => algoFamily.remarks(scope).map((remark) => complete(scope, remark)),
  };
}

/** An entry without its prefix, as in the path of a call, or with the prefix in capitals. */
function meant(entry: string): string | null {
  const parsed = algoFamily.parse(`algo://${entry.replace(/^algo:\/\//i, '')}`);
  return parsed.ok ? algoFamily.write(parsed.scope) : null;
}

function checkUse(spec: AlgorithmiaSpec): readonly Problem[] {
  const field = 'algo_acl';
  const callers = spec.allow_algo || spec.allow_web_algo;
  if (spec.algo_acl.length > 0 && !callers) {
    return [
      {
        rule: 'algo_acl-no-effect',
        severity: 'warning',
        field,
        message: 'The list has no effect: neither native clients nor web browsers are allowed.',
        fix: setting('Allow native clients', { allow_algo: true }),
      },
    ];
  }
  // A key that can do nothing else either is told so as a whole.
  if (spec.algo_acl.length > 0 || !callers || permissionsOf(spec).length === 0) return [];
  const message = 'The key calls nothing: no algorithm is listed.';
  return [{ rule: 'algo_acl-empty', severity: 'hint', field, message }];
}
