import type { Subject } from '#shared/kinds/kind';
import type { AlgorithmiaSpec, Owner } from '#shared/kinds/algorithmia/spec';
import { headerOf, type PracticeRequest } from '../exchange';
import type { Cluster } from './cluster';
import { adminKeySpec, defaultKeySpec } from './defaults';

/** Who sends a request. */
export interface Caller {
  readonly subject: Subject<AlgorithmiaSpec>;
  /** Whose key it is; null for unknown ones. */
  readonly owner: Owner | null;
}

const UNKNOWN: Caller = { subject: { sort: 'unknown' }, owner: null };

function callerWith(spec: AlgorithmiaSpec): Caller {
  return { subject: { sort: 'key', spec }, owner: spec.owner };
}

/** A token says who someone is and narrows nothing: an administrator administers, all others do what they may. */
function fromToken(token: string, { tokens, users }: Cluster): Caller {
  const name = tokens.userOf(token);
  const user = name === null ? null : users.find(name);
  if (user === null) return UNKNOWN;
  return callerWith(
    user.isAdmin ? adminKeySpec(user.username, 'Bearer token') : defaultKeySpec(user.username),
  );
}

/**
 * Finds out who sends a request: `Authorization` with `Simple` and a key, with a key alone as one client sends it, or
 * with `Bearer` and a token (key-apis B1).
 */
export function findCaller(request: PracticeRequest, cluster: Cluster): Caller {
  const text = (headerOf(request, 'authorization') ?? '').trim();
  const [, scheme = '', credential = text] = /^(Simple|Bearer)\s+(.*)$/i.exec(text) ?? [];
  if (scheme.toLowerCase() === 'bearer') return fromToken(credential, cluster);
  const key = cluster.keys.bySecret(credential);
  return key === null ? UNKNOWN : callerWith(key.spec);
}

/** Whether an admin key or an administrator's token was sent. */
export function isAdmin({ subject }: Caller): boolean {
  return subject.sort === 'key' && subject.spec.key_type === 'admin';
}
