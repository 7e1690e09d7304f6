import { bareRequest, type PolicyRequest } from '../../policy/decision';
import { instanceWithin } from '../../scopes/pattern-instance';
import { readPattern } from '../../scopes/pattern';
import type { KindOperation, NamedRequest, RequestTarget } from '../operation';
import { permissionById, permissionGroups } from './catalogue';
import { operations, type Operation } from './operations';
import type { AlgoliaSpec } from './spec';

const INDEX: RequestTarget = { label: 'Index', placeholder: 'name of an index', known: true };

const EVERY_KEY = 'What every key may do';
const ADMINISTRATION = 'Only the admin key';

/** The operations for lists, each under the heading of the permission that it needs. */
export const listedOperations: readonly KindOperation[] = operations.map((operation) => ({
  id: operation.id,
  title: operation.title,
  group: groupOf(operation),
  target: operation.target === 'index' ? INDEX : null,
}));

function groupOf({ requirement }: Operation): string {
  switch (requirement.sort) {
    case 'admin':
      return ADMINISTRATION;
    case 'any-key':
      return EVERY_KEY;
    case 'permissions': {
      const group = permissionById(requirement.all[0] ?? '')?.group;
      return permissionGroups.find(({ id }) => id === group)?.title ?? EVERY_KEY;
    }
  }
}

/** What one mostly wants to know of a key: does it search, from a page too, and does it stop where it should. */
export function exampleRequests([
  first = 'products',
  second = first,
]: readonly string[]): readonly NamedRequest[] {
  return [
    { name: `Search ${first}`, request: bareRequest('search', first) },
    {
      name: `Search ${second} from a page`,
      request: { ...bareRequest('search', second), referer: 'https://www.example.com/' },
    },
    { name: `Browse ${first}`, request: bareRequest('browse', first) },
    { name: `Write to ${first}`, request: bareRequest('addObject', first) },
    { name: `Delete ${first}`, request: bareRequest('deleteIndex', first) },
    { name: 'List keys', request: bareRequest('listKeys') },
  ];
}

/** The first operation that needs a permission; null for one that no operation needs (A4). */
export function askAbout(permission: string): PolicyRequest | null {
  const operation = operations.find(
    ({ requirement }) => requirement.sort === 'permissions' && requirement.all.includes(permission),
  );
  if (operation === undefined) return null;
  return bareRequest(operation.id, operation.target === 'index' ? '*' : null);
}

/** An index within a pattern that the key's own patterns allow, if there is any (C2). A name without a star is itself. */
export function instanceOf({ indexes }: AlgoliaSpec, resource: string): string {
  const asked = readPattern(resource);
  return asked === null || asked.sort === 'exact' ? resource : instanceWithin(asked, indexes);
}
