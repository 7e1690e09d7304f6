import type { z } from 'zod';
import { Refusal } from './exchange';

/** The body as JSON whatever its content-type says (key-apis A12). Throws Refusal 400 for anything but JSON. */
export function parseJson(body: Buffer): unknown {
  try {
    const parsed: unknown = JSON.parse(body.toString('utf8'));
    return parsed;
  } catch {
    throw new Refusal(400, 'Invalid JSON: the body cannot be parsed');
  }
}

/** The body as JSON, or an empty object when there is none. Throws Refusal 400 for broken JSON. */
export function parseOptionalJson(body: Buffer): unknown {
  return body.length === 0 ? {} : parseJson(body);
}

/** A value by its schema. Throws Refusal 400 that names the first member that does not fit. */
export function accept<T>(schema: z.ZodType<T>, value: unknown): T {
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  const issue = result.error.issues[0];
  const member = issue === undefined || issue.path.length === 0 ? 'body' : issue.path.join('.');
  throw new Refusal(400, `Invalid value for ${member}: ${issue?.message ?? 'not accepted'}`);
}

/** Whether a JSON value is an object (neither array nor null). */
export function isJsonObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
