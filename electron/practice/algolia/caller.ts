import { createHmac, timingSafeEqual } from 'node:crypto';
import type { Subject } from '#shared/kinds/kind';
import type { Parameter } from '#shared/kinds/algolia/query-parameters';
import { securedKeyParts, type SecuredKeyParts } from '#shared/kinds/algolia/secured-key';
import type { AlgoliaSpec } from '#shared/kinds/algolia/spec';
import { headerOf, type PracticeRequest } from '../exchange';
import { isJsonObject } from '../json';
import type { KeyStore, StoredKey } from './key-store';

/** Who sends a request. */
export interface Caller {
  readonly subject: Subject<AlgoliaSpec>;
  /** The key that was presented, or the parent of the secured key that was; null for the admin and unknown ones. */
  readonly key: StoredKey | null;
  /** The restrictions of a secured key; empty for a plain one. */
  readonly restrictions: readonly Parameter[];
  /** The text that was presented as key. */
  readonly presented: string;
}

const UNKNOWN = { sort: 'unknown' } as const;
/** Parents found for secured keys, so that one HMAC suffices from the second request on. */
const REMEMBERED_PARENTS = 1000;

function bodyKey(request: PracticeRequest): string | null {
  // v3 moves keys of more than 500 characters into the body (key-apis A2).
  if (request.method !== 'POST' || request.body.length === 0) return null;
  try {
    const body: unknown = JSON.parse(request.body.toString('utf8'));
    return isJsonObject(body) && typeof body['apiKey'] === 'string' ? body['apiKey'] : null;
  } catch {
    return null;
  }
}

function fromQuery(request: PracticeRequest, name: string): string | null {
  for (const [found, value] of request.query) if (found.toLowerCase() === name) return value;
  return null;
}

/** A credential by its header, else by the query parameter of the same name (A2). */
function credential(request: PracticeRequest, name: string): string | null {
  return headerOf(request, name) ?? fromQuery(request, name);
}

/** The key that a request presents; null when it presents none. */
export function presentedKey(request: PracticeRequest): string | null {
  return credential(request, 'x-algolia-api-key') ?? bodyKey(request);
}

function signs(secret: string, parts: SecuredKeyParts): boolean {
  const mac = createHmac('sha256', secret).update(parts.query).digest();
  return timingSafeEqual(mac, Buffer.from(parts.mac, 'hex'));
}

export interface CallerFinder {
  readonly find: (request: PracticeRequest) => Caller;
  readonly isAdmin: (request: PracticeRequest) => boolean;
}

/**
 * Finds out who sends a request: credentials from headers, the query string or a long v3 key in the body; a secured
 * key by trying every stored parent over the text as received (A10). Looking a key up is a read of it.
 */
export function createCallerFinder(applicationId: string, adminKey: string, keys: KeyStore): CallerFinder {
  const parents = new Map<string, string>();

  const parentOf = (presented: string, parts: SecuredKeyParts): string | null => {
    const known = parents.get(presented);
    if (known !== undefined) return known;
    for (const secret of keys.secrets()) {
      if (!signs(secret, parts)) continue;
      if (parents.size >= REMEMBERED_PARENTS) parents.clear();
      parents.set(presented, secret);
      return secret;
    }
    return null;
  };

  const fromSecured = (presented: string, parts: SecuredKeyParts): Caller => {
    const secret = parentOf(presented, parts);
    const key = secret === null ? null : keys.read(secret);
    if (key === null) return { subject: UNKNOWN, key, restrictions: [], presented };
    const { restrictions } = parts;
    return {
      subject: { sort: 'derived', spec: key.spec, verified: true, restrictions },
      key,
      restrictions,
      presented,
    };
  };

  const belongsHere = (request: PracticeRequest): boolean =>
    credential(request, 'x-algolia-application-id') === applicationId;

  return {
    isAdmin: (request) => belongsHere(request) && presentedKey(request) === adminKey,
    find: (request) => {
      const presented = presentedKey(request);
      if (presented === null || !belongsHere(request)) {
        return { subject: UNKNOWN, key: null, restrictions: [], presented: presented ?? '' };
      }
      if (presented === adminKey) {
        return { subject: { sort: 'admin' }, key: null, restrictions: [], presented };
      }
      const plain = keys.read(presented);
      if (plain !== null) {
        return { subject: { sort: 'key', spec: plain.spec }, key: plain, restrictions: [], presented };
      }
      const parts = securedKeyParts(presented);
      return parts === null
        ? { subject: UNKNOWN, key: null, restrictions: [], presented }
        : fromSecured(presented, parts);
    },
  };
}
