import { CODES } from '#shared/kinds/algorithmia/codes';
import { codeOfStatus } from '#shared/kinds/algorithmia/decide-checks';
import { Refusal, type PracticeAnswer } from '../exchange';

/** A refusal with a code of its own; every other one has the code that goes with its status. */
export class ApiRefusal extends Refusal {
  readonly code: number;

  constructor(status: number, code: number, message: string) {
    super(status, message);
    this.name = 'ApiRefusal';
    this.code = code;
  }
}

function codeOf(refusal: Refusal): number {
  if (refusal instanceof ApiRefusal) return refusal.code;
  if (refusal.status === 401 || refusal.status === 403) return codeOfStatus(refusal.status);
  if (refusal.status === 405) return CODES.notImplemented;
  return refusal.status >= 500 ? CODES.internal : CODES.invalidRequest;
}

/** What a header can carry. */
const PRINTABLE = /^[\x20-\x7e]+$/;

/**
 * The answer to a refusal: the error body is wrapped as the documents of its API have it, and the message stands in a
 * header too, where clients look when there is no body, as with HEAD (key-apis B1).
 */
export function refuse(refusal: Refusal): PracticeAnswer {
  const { status, message } = refusal;
  return {
    status,
    body: { error: { code: codeOf(refusal), message } },
    headers: PRINTABLE.test(message) ? { 'x-error-message': message } : {},
  };
}

/** 400 with the code for requests that make no sense. */
export function invalid(message: string): ApiRefusal {
  return new ApiRefusal(400, CODES.invalidRequest, message);
}

/** 404 for a user. */
export function noSuchUser(name: string): ApiRefusal {
  return new ApiRefusal(404, CODES.userNotFound, `User ${name} not found`);
}

/** 404 for an organization. */
export function noSuchOrganization(name: string): ApiRefusal {
  return new ApiRefusal(404, CODES.organizationNotFound, `Organization ${name} not found`);
}
