/**
 * A second, deliberately naive reading of key-apis B2, B6 and C1: what an Algorithmia-protocol cluster answers to one
 * request. It imports nothing of the product, so that both can be compared. Slow and plain on purpose.
 */

export interface ReferenceKey {
  key_type: 'standard' | 'admin';
  algo_acl: string[];
  allow_algo: boolean;
  allow_web_algo: boolean;
  referer_host: string;
  allow_data: boolean;
  allow_data_write: boolean;
  allow_algo_management: boolean;
}

export interface ReferenceRequest {
  operation: string;
  /** `owner/name[/version]` of a call. */
  resource: string | null;
  origin: string | null;
  referer: string | null;
}

export interface ReferenceAnswer {
  verdict: 'allow' | 'deny';
  status: number | null;
  message: string | null;
}

/** Who may do what: by the right of a standard key, as an administrator, or with any key. */
export const REFERENCE_NEEDS: Record<string, 'call' | 'read' | 'write' | 'manage' | 'admin' | 'any'> = {
  callAlgorithm: 'call',
  readData: 'read',
  writeData: 'write',
  createAlgorithm: 'manage',
  readAlgorithm: 'manage',
  updateAlgorithm: 'manage',
  compileAlgorithm: 'manage',
  publishAlgorithm: 'manage',
  deleteAlgorithm: 'manage',
  listAlgorithms: 'any',
  listKeys: 'admin',
  createKey: 'admin',
  updateKey: 'admin',
  deleteKey: 'admin',
  listUsers: 'admin',
  manageUsers: 'admin',
  listOrganizations: 'admin',
  manageOrganizations: 'admin',
};

const ALLOW: ReferenceAnswer = { verdict: 'allow', status: null, message: null };
const UNKNOWN: ReferenceAnswer = { verdict: 'deny', status: 401, message: 'API key not found' };
const REFUSED: ReferenceAnswer = {
  verdict: 'deny',
  status: 403,
  message: 'API key is not authorized for this request',
};

/** `null`: no such key. */
export function referenceDecide(key: ReferenceKey | null, request: ReferenceRequest): ReferenceAnswer {
  if (key === null) return UNKNOWN;
  const needs = REFERENCE_NEEDS[request.operation];
  if (needs === undefined) return REFUSED;
  if (needs === 'any') return ALLOW;
  if (needs === 'admin') return key.key_type === 'admin' ? ALLOW : REFUSED;
  if (key.key_type === 'admin') return REFUSED;
  if (needs === 'read') return key.allow_data ? ALLOW : REFUSED;
  if (needs === 'write') return key.allow_data_write ? ALLOW : REFUSED;
  if (needs === 'manage') return key.allow_algo_management ? ALLOW : REFUSED;
  if (request.origin === null) {
    if (!key.allow_algo) return REFUSED;
  } else {
    if (!key.allow_web_algo) return REFUSED;
    if (key.referer_host !== '') {
      const host = hostOf(request.origin) ?? hostOf(request.referer ?? '');
      if (host !== key.referer_host.toLowerCase()) return REFUSED;
    }
  }
  return key.algo_acl.some((entry) => entryAllows(entry, request.resource)) ? ALLOW : REFUSED;
}

function hostOf(address: string): string | null {
  return URL.canParse(address) ? new URL(address).hostname : null;
}

/** C1 on segments: owner, name, version; a range of versions allows those that begin with its numbers. */
function entryAllows(entry: string, resource: string | null): boolean {
  if (resource === null || !entry.startsWith('algo://')) return false;
  const path = entry.slice('algo://'.length);
  if (path === '*') return true;
  const [owner, name = '', version = '*'] = path.split('/');
  const [calledOwner, calledName, calledVersion = 'latest'] = resource.split('/');
  if (owner !== calledOwner || name === '') return false;
  if (name === '*') return true;
  if (name !== calledName) return false;
  if (version === '*') return true;
  const whole = (text: string): string => (/^\d+\.\d+$/.test(text) ? `${text}.*` : text);
  const pattern = whole(version);
  const called = whole(calledVersion);
  return pattern.endsWith('.*') ? called.startsWith(pattern.slice(0, -1)) : pattern === called;
}
