import { removeEntry, replaceEntry } from '../entry-list';
import { permissionById, permissions } from './catalogue';
import { lists, type Problem } from './problem';
import type { AlgoliaSpec } from './spec';

/** Permissions that make search parameters and the hit limit matter. */
export function canQuery(spec: AlgoliaSpec): boolean {
  return spec.acl.includes('search') || spec.acl.includes('browse');
}

/** Problems of the permission list (key-apis A4, C4): empty, unknown, twice, without effect. */
export function checkPermissions(spec: AlgoliaSpec): readonly Problem[] {
  if (spec.acl.length === 0) {
    return [
      {
        rule: 'acl-empty',
        severity: 'error',
        field: 'acl',
        message: 'Choose at least one permission; without any the key can do nothing.',
      },
    ];
  }
  return spec.acl.flatMap((id, index): readonly Problem[] => {
    if (spec.acl.indexOf(id) < index) return [duplicate(id, index)];
    return [unknown(id, index), withoutEffect(spec, id, index)].filter((problem) => problem !== null);
  });
}

function duplicate(id: string, index: number): Problem {
  return {
    rule: 'acl-duplicate',
    severity: 'warning',
    field: 'acl',
    index,
    message: `${id} stands here twice.`,
    because: id,
    fix: removeEntry(lists.acl, id),
  };
}

function unknown(id: string, index: number): Problem | null {
  if (permissionById(id) !== undefined) return null;
  const meant = permissions.find((known) => known.id.toLowerCase() === id.trim().toLowerCase());
  const problem: Problem = {
    rule: 'acl-unknown',
    severity: 'warning',
    field: 'acl',
    index,
    message:
      meant === undefined
        ? `${id} is not in the catalogue; the cluster may refuse it.`
        : `${id} is unknown: names of permissions are case-sensitive.`,
  };
  return meant === undefined ? problem : { ...problem, fix: replaceEntry(lists.acl, id, meant.id) };
}

function withoutEffect(spec: AlgoliaSpec, id: string, index: number): Problem | null {
  if (id === 'seeUnretrievableAttributes' && !canQuery(spec)) {
    return {
      rule: 'acl-no-effect',
      severity: 'warning',
      field: 'acl',
      index,
      message: `${id} has no effect without search or browse.`,
    };
  }
  if (permissionById(id)?.unused !== true) return null;
  return {
    rule: 'acl-unused',
    severity: 'hint',
    field: 'acl',
    index,
    message: `No operation of today's public API needs ${id}.`,
  };
}
