import { permissionsOf } from './catalogue';
import { allowsEverything } from './describe';
import { withoutPermissions } from './presets';
import { setting, type Problem } from './problem';
import type { AlgorithmiaSpec } from './spec';

/** Problems of what a standard key may do apart from its list (key-apis B2, B6). */
export function checkRights(spec: AlgorithmiaSpec): readonly Problem[] {
  return [...checkData(spec), ...checkManagement(spec), ...checkWhole(spec)];
}

function checkData(spec: AlgorithmiaSpec): readonly Problem[] {
  if (!spec.allow_data_write) return [];
  const field = 'allow_data_write';
  const problems: Problem[] = [];
  if (!spec.allow_data) {
    problems.push({
      rule: 'data-write-only',
      severity: 'error',
      field,
      message: 'Data cannot be written without being read; a key allows both, reading only, or neither.',
      fix: setting('Allow reading too', { allow_data: true }),
    });
  }
  if (spec.allow_web_algo) {
    const message = 'Whoever takes this key from a page can change and delete the data of its owner.';
    problems.push({ rule: 'data-write-web', severity: 'warning', field, message });
  }
  if (allowsEverything(spec.algo_acl)) {
    const message = 'The key calls every algorithm and writes data, as broad as the key of a sign-up.';
    problems.push({ rule: 'data-write-everything', severity: 'hint', field, message });
  }
  return problems;
}

function checkManagement(spec: AlgorithmiaSpec): readonly Problem[] {
  if (!spec.allow_algo_management || !spec.allow_web_algo) return [];
  return [
    {
      rule: 'management-web',
      severity: 'warning',
      field: 'allow_algo_management',
      message: 'Whoever takes this key from a page can change and delete the algorithms of its owner.',
    },
  ];
}

function checkWhole(spec: AlgorithmiaSpec): readonly Problem[] {
  if (permissionsOf(spec).length > 0) return [];
  return [
    {
      rule: 'nothing-allowed',
      severity: 'warning',
      field: 'algo_acl',
      message: 'The key can do nothing: it calls no algorithm, reaches no data and manages no algorithm.',
    },
  ];
}

/** An admin key has no permissions on the wire (B2), so that any of them in a spec would be lost without a word. */
export function checkAdmin(spec: AlgorithmiaSpec): readonly Problem[] {
  const set: readonly (readonly [field: string, isSet: boolean])[] = [
    ['algo_acl', spec.algo_acl.length > 0],
    ['allow_algo', spec.allow_algo],
    ['allow_web_algo', spec.allow_web_algo],
    ['referer_host', spec.referer_host !== ''],
    ['allow_data', spec.allow_data],
    ['allow_data_write', spec.allow_data_write],
    ['allow_algo_management', spec.allow_algo_management],
  ];
  return set
    .filter(([, isSet]) => isSet)
    .map(([field]): Problem => ({
      rule: `admin-${field}`,
      severity: 'error',
      field,
      message: 'An admin key is for admin endpoints only and has no permissions.',
      fix: { label: 'Clear the permissions', apply: withoutPermissions },
    }));
}
