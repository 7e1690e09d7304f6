import type { OrganizationForm, UserForm } from '#shared/contract/people';
import { AppError, type AppErrorCode, type AppErrorData } from '#shared/errors';
import { CODES } from '#shared/kinds/algorithmia/codes';
import type { Place } from '../../errors';
import { ORGANIZATION_FIELDS, USER_FIELDS } from './wire';
import type { CodedRefusal } from '../refusals';

/** What a call was about. */
export type Subject = 'user' | 'organization' | 'type';

type Field = keyof UserForm | keyof OrganizationForm;

/**
 * A refusal with a code of its own about accounts as an error for the user, at the field of the form that it concerns;
 * null for all others. Statuses of 500 and above prove nothing, and are left to the caller too.
 */
export function accountRefusal(refusal: CodedRefusal, place: Place, subject: Subject): AppError | null {
  const { status, code, message } = refusal;
  if (status >= 500) return null;
  const said = message === '' ? '' : ` It said: ${message}`;
  const make = (errorCode: AppErrorCode, text: string, remedy: string, field: Field | null): AppError =>
    new AppError(errorCode, text, {
      remedy,
      details: { status, host: place.host },
      ...(field === null ? {} : { field }),
    });
  // The specification has no code for a type that exists already.
  if (subject === 'type' && status === 409) {
    return make('NAME_TAKEN', `${place.name} has a type of this name.`, 'Choose another one.', 'name');
  }
  const resend = 'Change what it objects to and send again. Nothing was changed.';
  switch (code) {
    case CODES.usernameTaken:
      return make(
        'NAME_TAKEN',
        `This name is taken on ${place.name}.`,
        'Choose another one. The names of deleted users stay taken.',
        'username',
      );
    case CODES.organizationExists:
      return make('NAME_TAKEN', `This name is taken on ${place.name}.`, 'Choose another one.', 'name');
    case CODES.emailTaken:
      return make(
        'NAME_TAKEN',
        `Another user of ${place.name} has this e-mail address.`,
        'Use another one. The addresses of deleted users stay taken.',
        'email',
      );
    case CODES.emailFixed:
      return make(
        'SPEC_REFUSED',
        `${place.name} does not let an e-mail address change.`,
        'Nothing was changed.',
        'email',
      );
    case CODES.usernameMismatch:
      return make(
        'SPEC_REFUSED',
        `${place.name} does not let a username change.`,
        'Nothing was changed.',
        'username',
      );
    case CODES.fieldMissing:
    case CODES.malformedUser:
    case CODES.malformedOrganization:
      return make('SPEC_REFUSED', `${place.name} refused this.${said}`, resend, fieldNamed(message, subject));
    case CODES.lastOwner:
      return make(
        'FORBIDDEN',
        `${place.name} keeps the last owner of an organization.${said}`,
        'Let the organization have another owner first, or delete the organization.',
        null,
      );
    case CODES.userNotFound:
      return make('NOT_FOUND', `This user is not on ${place.name} any more.`, 'Read the list again.', null);
    case CODES.organizationNotFound:
      return organizationGone(place, { status, host: place.host });
    default:
      return null;
  }
}

/** The error for an organization that the cluster does not know any more. */
export function organizationGone(
  { name, host }: Place,
  details: AppErrorData['details'] = { host },
): AppError {
  return new AppError('NOT_FOUND', `This organization is not on ${name} any more.`, {
    remedy: 'Read the list again.',
    details,
  });
}

/** The field whose name on the wire stands in the message as a word; null when none does. */
function fieldNamed(message: string, subject: Subject): Field | null {
  const words = new Set(message.match(/[a-z_]+/gi) ?? []);
  if (subject === 'type') return words.has('name') ? 'name' : null;
  return subject === 'user' ? fieldIn(USER_FIELDS, words) : fieldIn(ORGANIZATION_FIELDS, words);
}

function fieldIn<Name extends Field>(
  fields: Readonly<Record<Name, string>>,
  words: ReadonlySet<string>,
): Name | null {
  for (const field in fields) if (words.has(fields[field])) return field;
  return null;
}
