/**
 * A second, deliberately naive reading of key-apis A4–A10 and C2, C3, C6: what an Algolia-protocol cluster answers to
 * one request. It imports nothing of the product, so that both can be compared. Slow and plain on purpose.
 */

export interface ReferenceKey {
  acl: string[];
  indexes: string[];
  referers: string[];
  maxQueriesPerIPPerHour: number;
  maxHitsPerQuery: number;
  queryParameters: string;
  /** Unix ms or null. */
  expiresAt: number | null;
}

export interface ReferenceRequest {
  operation: string;
  index: string | null;
  referer: string | null;
  ip: string;
  used: number;
}

export type ReferenceCaller =
  | { sort: 'nobody' }
  | { sort: 'admin' }
  | { sort: 'key'; key: ReferenceKey }
  /** `query` is the signed text of the secured key. */
  | { sort: 'secured'; parent: ReferenceKey; signatureFits: boolean; query: string };

export interface ReferenceAnswer {
  verdict: 'allow' | 'deny';
  status: number | null;
  message: string | null;
}

/** A4: which permissions an operation needs; 'admin' for key management, nothing for reading the key itself. */
export const REFERENCE_NEEDS: Record<string, string[] | 'admin'> = {
  search: ['search'],
  searchFacet: ['search'],
  getObject: ['search'],
  recommend: ['search'],
  sendEvent: ['search'],
  browse: ['browse'],
  addObject: ['addObject'],
  updateObject: ['addObject'],
  copyIndex: ['addObject'],
  moveIndex: ['addObject'],
  getTask: ['addObject'],
  deleteObject: ['deleteObject'],
  deleteUserToken: ['deleteObject'],
  deleteIndex: ['deleteIndex'],
  clearIndex: ['deleteIndex'],
  deleteBy: ['deleteIndex'],
  listIndexes: ['listIndexes'],
  getSettings: ['settings'],
  setSettings: ['editSettings'],
  readRules: ['settings'],
  writeRules: ['editSettings'],
  readDictionaries: ['settings'],
  writeDictionaries: ['editSettings'],
  readAnalytics: ['analytics'],
  readUsage: ['usage'],
  readLogs: ['logs'],
  usePersonalization: ['recommendation'],
  ingest: ['addObject', 'deleteIndex', 'editSettings'],
  getOwnKey: [],
  listKeys: 'admin',
  getKey: 'admin',
  createKey: 'admin',
  updateKey: 'admin',
  deleteKey: 'admin',
  restoreKey: 'admin',
  manageCluster: 'admin',
};

/** Operations whose request names no index (A6: dictionaries ignore the restriction). */
const WITHOUT_INDEX = [
  'deleteUserToken',
  'listIndexes',
  'readDictionaries',
  'writeDictionaries',
  'readUsage',
  'readLogs',
  'usePersonalization',
  'ingest',
  'getOwnKey',
];

const deny = (status: number, message: string): ReferenceAnswer => ({ verdict: 'deny', status, message });
const ALLOW: ReferenceAnswer = { verdict: 'allow', status: null, message: null };

export function referenceDecide(
  caller: ReferenceCaller,
  request: ReferenceRequest,
  at: number,
): ReferenceAnswer {
  if (caller.sort === 'nobody') return deny(403, 'Invalid Application-ID or API key');
  if (caller.sort === 'admin') return ALLOW;
  const key = caller.sort === 'key' ? caller.key : caller.parent;
  const extra = caller.sort === 'key' ? [] : pairs(caller.query);
  // credentials known and alive
  if (key.expiresAt !== null && at >= key.expiresAt) return deny(403, 'Invalid Application-ID or API key');
  if (caller.sort === 'secured') {
    // MAC
    if (!caller.signatureFits) return deny(403, 'Invalid Application-ID or API key');
    if (extra.length === 0) return deny(403, 'Invalid API key');
    // validUntil
    for (const [name, value] of extra) {
      if (name === 'validUntil' && !(/^[0-9]+$/.test(value) && Number(value) >= Math.floor(at / 1000))) {
        return deny(400, '"validUntil" parameter expired (less than current date)');
      }
    }
  }
  // restrictSources
  for (const [name, value] of [...pairs(key.queryParameters), ...extra]) {
    if (name === 'restrictSources' && !inRange(request.ip, value)) {
      return deny(403, 'IP not allowed with this API key');
    }
  }
  // ACL
  const needs = REFERENCE_NEEDS[request.operation];
  if (needs === undefined || needs === 'admin' || needs.some((need) => !key.acl.includes(need))) {
    return deny(403, 'Method not allowed with this API key');
  }
  // index
  if (!WITHOUT_INDEX.includes(request.operation)) {
    const lists = [key.indexes];
    for (const [name, value] of extra) if (name === 'restrictIndices') lists.push(arrayOf(value));
    for (const list of lists) {
      if (
        list.length > 0 &&
        !(request.index !== null && list.some((entry) => allows(entry, request.index ?? '')))
      ) {
        return deny(403, 'Index not allowed with this API key');
      }
    }
  }
  // referer; a star alone is as good as no list
  if (key.referers.length > 0 && !key.referers.some((entry) => /^\s*\*+\s*$/.test(entry))) {
    const value = request.referer;
    if (value === null || !key.referers.some((entry) => allows(entry, value))) {
      return deny(403, 'Method not allowed with this referer');
    }
  }
  // rate
  if (key.maxQueriesPerIPPerHour !== 0 && request.used + 1 > key.maxQueriesPerIPPerHour) {
    return deny(429, 'Too many requests');
  }
  return ALLOW;
}

/** One leading and one trailing star (A6); stars inside are literal (C6); an empty entry matches nothing (C6). */
function allows(entry: string, value: string): boolean {
  const trimmed = entry.trim();
  if (trimmed === '') return false;
  if (/^\*+$/.test(trimmed)) return true;
  const core = trimmed.replace(/^\*+/, '').replace(/\*+$/, '');
  const literal = core.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&');
  const start = trimmed.startsWith('*') ? '[\\s\\S]*' : '';
  const end = trimmed.endsWith('*') ? '[\\s\\S]*' : '';
  return new RegExp(`^${start}${literal}${end}$`).test(value);
}

function pairs(text: string): [string, string][] {
  return [...new URLSearchParams(text)];
}

/** A10: JSON array of v3 and v4, comma-joined of v5. */
function arrayOf(value: string): string[] {
  if (value.trim().startsWith('[')) {
    try {
      const list: unknown = JSON.parse(value);
      if (Array.isArray(list) && list.every((one) => typeof one === 'string')) return list;
    } catch {
      // not JSON: joined by commas
    }
  }
  return value.trim() === '' ? [] : value.trim().split(',');
}

function bitsOf(address: string): string | null {
  const octets = address.replace(/^::ffff:/i, '').split('.');
  if (
    octets.length !== 4 ||
    octets.some((octet) => !/^(0|[1-9][0-9]{0,2})$/.test(octet) || Number(octet) > 255)
  ) {
    return null;
  }
  return octets.map((octet) => Number(octet).toString(2).padStart(8, '0')).join('');
}

function inRange(ip: string, range: string): boolean {
  const [base = '', length = '32', more] = range.trim().split('/');
  if (more !== undefined || base.includes(':') || !/^(0|[1-9][0-9]?)$/.test(length) || Number(length) > 32)
    return false;
  const a = bitsOf(ip);
  const b = bitsOf(base);
  return a !== null && b !== null && a.slice(0, Number(length)) === b.slice(0, Number(length));
}
