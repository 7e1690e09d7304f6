import { AppError } from '#shared/errors';
import { CODES } from '#shared/kinds/algorithmia/codes';
import { z } from 'zod';
import { commonStatusError, ownWords, retryAfterSeconds, type Place, type Refusal } from '../errors';
import type { TransportResponse } from '../transport';

/** What was asked for; `key-by-id` are the endpoints that are not documented for every cluster (key-apis B8). */
export type Purpose = 'verify' | 'list' | 'create' | 'key-by-id' | 'account' | 'resources' | 'try';

/** A refusal with the code in its body (B1); null without one. */
export interface CodedRefusal extends Refusal {
  readonly code: number | null;
}

const errorSchema = z.object({ code: z.number().nullish(), message: z.string() });
/** Wrapped as the specification has it, or flat as the older documentation shows it (B1). */
const bodySchema = z.union([z.object({ error: errorSchema }).transform(({ error }) => error), errorSchema]);

/** Reads a refusal in all the forms of B1: a body, else the header X-Error-Message. `now` in Unix ms. */
export function readRefusal(
  { status, headers, body }: TransportResponse,
  secrets: readonly string[],
  now: number,
): CodedRefusal {
  const parsed = bodySchema.safeParse(jsonOf(body));
  const message = parsed.success ? parsed.data.message : (headers['x-error-message'] ?? '');
  return {
    status,
    code: parsed.success ? (parsed.data.code ?? null) : null,
    message: ownWords(message, secrets),
    retryAfterSeconds: retryAfterSeconds(headers['retry-after'], now),
  };
}

function jsonOf(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return null;
  }
}

/** Whether the cluster does not know the credential (401; 2002 is its code). */
export function refusesCredential({ status }: CodedRefusal): boolean {
  return status === 401;
}

/** Whether the cluster has no such endpoint: 405, "not implemented", or a 404 that names no key or account (B8). */
export function isNotOffered({ status, code }: CodedRefusal): boolean {
  return status === 405 || code === CODES.notImplemented || (status === 404 && code === null);
}

/** Whether the account (or key) that the path names is not there: 404 with a code, or 409 as the specification has it (B1). */
export function isAbsent(refusal: CodedRefusal): boolean {
  return (refusal.status === 404 || refusal.status === 409) && !isNotOffered(refusal);
}

/** Whether the cluster says that there is no such account any more, so that it has no keys either. */
export function lacksAccount({ status, code }: CodedRefusal): boolean {
  const named = code === CODES.userNotFound || code === CODES.organizationNotFound;
  return (named && (status === 404 || status === 409)) || (status === 409 && code === null);
}

/** A refusal of the protocol as an error for the user (B1, B6, B8). `byToken`: the credential was sent as a JWT. */
export function refusalError(
  refusal: CodedRefusal,
  place: Place,
  purpose: Purpose,
  byToken = false,
): AppError {
  const common = commonStatusError(refusal, place);
  const { status, message, code } = refusal;
  const details = { status, host: place.host };
  const said = message === '' ? '' : ` It said: ${message}`;
  if (isNotOffered(refusal) && purpose !== 'verify') {
    return new AppError('NOT_OFFERED', `${place.name} does not offer this.${said}`, {
      remedy: 'Check that the address belongs to this cluster.',
      details,
    });
  }
  if (common !== null) return common;
  if (refusesCredential(refusal) && byToken) {
    return new AppError('CREDENTIAL_REFUSED', `${place.name} does not accept this token.`, {
      remedy: 'It may have expired. Use a new token, or an admin key.',
      field: 'credential',
      details,
    });
  }
  if (refusesCredential(refusal)) {
    return new AppError('CREDENTIAL_REFUSED', `${place.name} does not know this credential.`, {
      remedy: 'Check the admin key or token. It may have been deleted, or have expired.',
      field: 'credential',
      details,
    });
  }
  if (status === 403) {
    return new AppError('CREDENTIAL_LIMITED', `${place.name} does not allow this with the stored key.`, {
      remedy: 'Replace the credential of this cluster with an admin key.',
      details,
    });
  }
  if (purpose === 'key-by-id' && status === 404 && code === CODES.unknownKey) return keyGone(place);
  if (purpose === 'create' || purpose === 'key-by-id' || purpose === 'account') {
    return new AppError('SPEC_REFUSED', `${place.name} refused these settings.${said}`, {
      remedy: 'Change what it objects to and send again. Nothing was changed.',
      ...(code === CODES.userNotFound || code === CODES.organizationNotFound ? { field: 'owner' } : {}),
      details,
    });
  }
  return new AppError('BAD_ANSWER', `${place.name} refused the request with status ${status}.${said}`, {
    remedy: 'Check that the address belongs to this cluster.',
    details,
  });
}

export function keyGone(place: Pick<Place, 'name'>): AppError {
  return new AppError('KEY_GONE', `The key no longer exists on ${place.name}.`, {
    remedy: 'It was deleted. Create a new key with the same settings.',
  });
}
