import { AppError } from '#shared/errors';
import { commonStatusError, type Place, type Refusal } from '../errors';

export type Purpose =
  'verify' | 'list' | 'get' | 'create' | 'update' | 'remove' | 'restore' | 'resources' | 'try';

/** The texts by which the protocol tells its refusals apart; spelling differs between versions (key-apis A8). */
const UNKNOWN_CREDENTIAL = /invalid application-?id or api[- ]?key|invalid api key/i;
const EXPIRED_SECURED_KEY = /validUntil.*expired/i;
const NOT_THIS_KEY = /method not allowed with this api key/i;
const STILL_THERE = /already exists/i;

/** Whether the cluster does not know the credential at all, or no longer. */
export function refusesCredential({ status, message }: Refusal): boolean {
  if (status === 401) return true;
  if (status === 403) return UNKNOWN_CREDENTIAL.test(message);
  return status === 400 && EXPIRED_SECURED_KEY.test(message);
}

function said(message: string): string {
  return message === '' ? '' : ` It said: ${message}`;
}

function credentialRefused({ status, message }: Refusal, place: Place): AppError {
  const expired = EXPIRED_SECURED_KEY.test(message);
  return new AppError(
    'CREDENTIAL_REFUSED',
    expired
      ? `${place.name} refused the key: it is a secured key that has expired.`
      : `${place.name} refused the application id or the key.`,
    {
      remedy: expired
        ? 'Enter a key that is still valid.'
        : 'Check the application id and the admin key. The key may have been deleted or may have expired.',
      field: 'credential',
      details: { status, host: place.host },
    },
  );
}

function forbidden({ status, message }: Refusal, place: Place): AppError {
  const details = { status, host: place.host };
  return NOT_THIS_KEY.test(message)
    ? new AppError('CREDENTIAL_LIMITED', `${place.name} does not allow this with the stored key.`, {
        remedy: 'Replace the credential of this cluster with its admin key.',
        details,
      })
    : new AppError('FORBIDDEN', `${place.name} does not allow this.${said(message)}`, {
        remedy: 'Check what the stored key is restricted to: indices, referers, addresses.',
        details,
      });
}

function missing({ status, message }: Refusal, place: Place, purpose: Purpose): AppError {
  const details = { status, host: place.host };
  switch (purpose) {
    case 'update':
    case 'remove':
    case 'get':
      return new AppError('KEY_GONE', `The key no longer exists on ${place.name}.`, {
        remedy: 'It was deleted or has expired. It may be possible to restore it.',
        details,
      });
    case 'restore':
      return STILL_THERE.test(message)
        ? new AppError('SERVER_ERROR', `${place.name} has not finished deleting this key.`, {
            remedy: 'Try again in a few seconds.',
            details,
          })
        : new AppError('KEY_GONE', `${place.name} cannot restore this key any more.`, {
            remedy: 'Only the last deleted keys can be restored. Create a new key with the same settings.',
            details,
          });
    default:
      return new AppError(
        'BAD_ANSWER',
        `${place.host} does not offer what Castellan asked for (status 404).${said(message)}`,
        { remedy: `Check that the address belongs to ${place.name}.`, details },
      );
  }
}

/** A refusal of the search protocol as an error for the user (key-apis A8). */
export function refusalError(refusal: Refusal, place: Place, purpose: Purpose): AppError {
  const common = commonStatusError(refusal, place);
  if (common !== null) return common;
  if (refusesCredential(refusal)) return credentialRefused(refusal, place);
  if (refusal.status === 403) return forbidden(refusal, place);
  if (refusal.status === 404) return missing(refusal, place, purpose);
  const details = { status: refusal.status, host: place.host };
  if (purpose === 'create' || purpose === 'update') {
    return new AppError('SPEC_REFUSED', `${place.name} refused these settings.${said(refusal.message)}`, {
      remedy: 'Change what it objects to and send again. Nothing was changed.',
      details,
    });
  }
  return new AppError(
    'BAD_ANSWER',
    `${place.name} refused the request with status ${refusal.status}.${said(refusal.message)}`,
    { remedy: 'Check that the address belongs to this cluster.', details },
  );
}
