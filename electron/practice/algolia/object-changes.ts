import { randomText, type RandomBytes } from '../random';
import { Refusal } from '../exchange';
import { isJsonObject } from '../json';
import type { IndexObject, IndexStore } from './index-store';

const ID_ALPHABET = '0123456789abcdef';

/** An object as sent, with its id: the given one, its own, or a new one. Throws Refusal 400 for anything else. */
export function withObjectId(value: unknown, objectId: string | null, random: RandomBytes): IndexObject {
  if (!isJsonObject(value)) throw new Refusal(400, 'An object is expected');
  const own = value['objectID'];
  if (own !== undefined && typeof own !== 'string' && typeof own !== 'number') {
    throw new Refusal(400, 'objectID must be a text');
  }
  const id = objectId ?? (own === undefined ? null : String(own)) ?? randomText(random, ID_ALPHABET, 20);
  if (id === '') throw new Refusal(400, 'objectID must not be empty');
  return { ...value, objectID: id };
}

function listOf(value: unknown): readonly unknown[] {
  if (value === undefined) return [];
  return Array.isArray(value) ? value : [value];
}

/** The value of an attribute after one of the built-in operations. Throws Refusal 400 for an unknown one. */
function operated(before: unknown, operation: string, value: unknown): unknown {
  const number = typeof before === 'number' ? before : 0;
  switch (operation) {
    case 'Increment':
      return number + Number(value);
    case 'Decrement':
      return number - Number(value);
    case 'Add':
      return [...listOf(before), value];
    case 'AddUnique':
      return listOf(before).includes(value) ? before : [...listOf(before), value];
    case 'Remove':
      return listOf(before).filter((one) => one !== value);
    default:
      throw new Refusal(400, `Unknown operation ${operation}`);
  }
}

/**
 * Lays the attributes of a partial update over a stored object; `_operation` values are applied to what stands there.
 * Without a stored object nothing happens, unless `create`.
 */
export function updatePartially(
  indices: IndexStore,
  index: string,
  changes: IndexObject,
  create: boolean,
): void {
  const before = indices.object(index, changes.objectID);
  if (before === null && !create) return;
  const laid = Object.entries(changes).map(([name, value]): [string, unknown] => {
    const operation = isJsonObject(value) ? value['_operation'] : undefined;
    if (!isJsonObject(value) || typeof operation !== 'string') return [name, value];
    return [name, operated(before?.[name], operation, value['value'])];
  });
  indices.save(index, { ...before, ...Object.fromEntries(laid), objectID: changes.objectID });
}
