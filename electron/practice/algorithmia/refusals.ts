import { CODES } from '#shared/kinds/algorithmia/codes';
import { codeOfStatus } from '#shared/kinds/algorithmia/decide-checks';
import { Refusal } from '../exchange';

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

/** The error body of the protocol, wrapped as the documents of its API have it (key-apis B1). */
export function errorBody(refusal: Refusal): unknown {
  return { error: { code: codeOf(refusal), message: refusal.message } };
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
