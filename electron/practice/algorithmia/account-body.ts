import { CODES } from '#shared/kinds/algorithmia/codes';
import type { z } from 'zod';
import { isJsonObject } from '../json';
import { ApiRefusal } from './refusals';

function parse(body: Buffer, malformed: number): unknown {
  try {
    const parsed: unknown = JSON.parse(body.toString('utf8'));
    return parsed;
  } catch {
    throw new ApiRefusal(400, malformed, 'The body is not valid JSON');
  }
}

/**
 * Reads the body of a call about an account. Throws 400: with 3005 for a member that is missing, with `malformed` for
 * all else (key-apis B1).
 */
export function readAccountBody<T>(schema: z.ZodType<T>, body: Buffer, malformed: number): T {
  const value = parse(body, malformed);
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  const [issue] = result.error.issues;
  const member = String(issue?.path[0] ?? 'body');
  if (isJsonObject(value) && (value[member] === undefined || value[member] === '')) {
    throw new ApiRefusal(400, CODES.fieldMissing, `Required field ${member} is missing`);
  }
  throw new ApiRefusal(400, malformed, `Invalid value for ${member}`);
}
