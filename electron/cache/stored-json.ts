import type { AnySpec } from '#shared/kinds/kind';

/** An object that this cache wrote as JSON; throws when the text is something else. */
export function parseStoredObject(json: string): AnySpec {
  const value: unknown = JSON.parse(json);
  if (!isObject(value)) throw new Error('A stored JSON value is not an object.');
  return value;
}

function isObject(value: unknown): value is AnySpec {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The same for a column that may be empty. */
export function parseOptionalObject(json: string | null): AnySpec | null {
  return json === null ? null : parseStoredObject(json);
}

export function stringifyOptional(value: AnySpec | null): string | null {
  return value === null ? null : JSON.stringify(value);
}
