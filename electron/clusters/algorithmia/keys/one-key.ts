import { AppError } from '#shared/errors';
import type { Instant } from '#shared/ids';
import { algorithmiaSpecSchema, type AlgorithmiaSpec } from '#shared/kinds/algorithmia/spec';
import { bodyOfCreate, bodyOfUpdate, keysPathOf, wireKeySchema } from '#shared/kinds/algorithmia/wire';
import type { AnySpec } from '#shared/kinds/kind';
import { z } from 'zod';
import { OutcomeUnknown, type ClusterAdapter, type KnownKey, type RemoteKey } from '../../adapter';
import { pauseUnlessCancelled, unwrapped } from '../../answers';
import { CodedReadRefused, type AlgorithmiaCalls, type Call } from '../calls';
import type { AlgorithmiaLimits } from '../limits';
import type { Asking } from '../paged';
import { isAbsent, keyGone } from '../refusals';
import { keysOf, withoutId, type ListedRemoteKey } from './listed';
import { BY_ID, withoutSingleKeys, type SingleKeyAction } from './single-keys';
import { changeRefusal, creationRefusal, listRefusal } from './user-keys';

export interface KeyParts {
  readonly calls: AlgorithmiaCalls;
  readonly credential: string;
  readonly clock: () => Instant;
  readonly limits: Pick<AlgorithmiaLimits, 'visibleMs' | 'pollMs'>;
}

/** Reads and changes single keys: found in their owner's list by their secret, changed by the id that it tells (B8). */
export class KeyCalls {
  constructor(private readonly parts: KeyParts) {}

  readonly get: ClusterAdapter['get'] = async (known, signal) => {
    const key = await this.find(known, signal);
    return key === null ? null : withoutId(key);
  };

  readonly create: ClusterAdapter['create'] = async (spec, signal) => {
    const parsed = specOf(spec);
    const { owner } = parsed;
    const { calls, credential } = this.parts;
    const { api_key: secret } = await calls
      .change({
        purpose: 'create',
        method: 'POST',
        path: keysPathOf(owner, 'create'),
        body: bodyOfCreate(parsed),
        credential,
        schema: wireKeySchema,
        signal,
      })
      .catch(async (error: unknown) => {
        throw await creationRefusal(this.asking(signal), owner, error);
      });
    if (isTold(secret)) return { secret };
    // Created for certain, and not to be recognised: the list will show it.
    throw new OutcomeUnknown(`${this.name} did not tell the secret of the new key.`);
  };

  readonly update: ClusterAdapter['update'] = async (known, spec, signal) => {
    const body = bodyOfUpdate(specOf(spec));
    await this.changeById(known, 'update', signal, { method: 'PUT', body, schema: wireKeySchema });
  };

  readonly remove: ClusterAdapter['remove'] = async (known, signal) => {
    await this.changeById(known, 'remove', signal, { method: 'DELETE', schema: z.unknown() });
  };

  /** The id stays (key-apis B8), by which the key is found again when no answer tells the new secret. */
  readonly rotate: ClusterAdapter['rotate'] = async (known, signal) => {
    const key = await this.listed(known, 'rotate', signal);
    const find = (again: AbortSignal): Promise<RemoteKey | null> => this.findById(key, again);
    try {
      const { api_key: secret } = await this.changeListed(key, 'rotate', signal, {
        method: 'POST',
        schema: wireKeySchema,
      });
      if (isTold(secret) && secret !== known.secret) return { secret };
    } catch (error) {
      if (!(error instanceof OutcomeUnknown)) throw error;
      throw new OutcomeUnknown(error.message, { cause: error, find });
    }
    throw new OutcomeUnknown(`${this.name} did not tell the new secret.`, { find });
  };

  readonly waitUntilVisible: ClusterAdapter['waitUntilVisible'] = async (known, state, onAttempt, signal) => {
    const { clock, limits } = this.parts;
    const until = clock() + limits.visibleMs;
    for (let attempt = 1; ; attempt += 1) {
      onAttempt(attempt);
      const key = await this.get(known, signal);
      const settled = state.exists
        ? key !== null && (state.spec === null || sameOnCluster(key.spec, state.spec))
        : key === null;
      if (settled) return { settled: true, key };
      const ms = limits.pollMs * attempt;
      if (clock() + ms > until) return { settled: false, key };
      await pauseUnlessCancelled(ms, signal);
    }
  };

  private get name(): string {
    return this.parts.calls.place.name;
  }

  private asking(signal: AbortSignal): Asking {
    const { calls, credential } = this.parts;
    return { calls, credential, signal };
  }

  /** Null: the account has no such key, or is gone itself. */
  private async find({ secret, spec }: KnownKey, signal: AbortSignal): Promise<ListedRemoteKey | null> {
    const { owner } = specOf(spec);
    try {
      const { value } = await keysOf(this.asking(signal), owner);
      const found = value.find((key) => key.secret === secret);
      // Whose it is was settled by all lists together.
      return found === undefined ? null : { ...found, spec: { ...found.spec, owner } };
    } catch (error) {
      if (!(error instanceof CodedReadRefused)) throw error;
      if (isAbsent(error.refusal)) return null;
      throw await listRefusal(this.asking(signal), owner, error);
    }
  }

  private async findById({ keyId, spec }: ListedRemoteKey, signal: AbortSignal): Promise<RemoteKey | null> {
    const { owner } = spec;
    const { value } = await unwrapped(keysOf(this.asking(signal), owner));
    const found = value.find((key) => key.keyId === keyId);
    return found === undefined ? null : { ...withoutId(found), spec: { ...found.spec, owner } };
  }

  /** The key as its owner's list tells it. KEY_GONE, or NOT_OFFERED where keys have no ids. */
  private async listed(
    known: KnownKey,
    action: SingleKeyAction,
    signal: AbortSignal,
  ): Promise<ListedRemoteKey> {
    const key = await this.find(known, signal);
    if (key === null) throw keyGone({ name: this.name });
    if (key.keyId === null) throw withoutSingleKeys(this.name, action, BY_ID);
    return key;
  }

  private async changeById<T>(
    known: KnownKey,
    action: SingleKeyAction,
    signal: AbortSignal,
    change: Pick<Call<T>, 'method' | 'body' | 'schema'>,
  ): Promise<T> {
    return this.changeListed(await this.listed(known, action, signal), action, signal, change);
  }

  /** One change by the id, which is not part of a spec, and which rotating keeps. */
  private async changeListed<T>(
    { secret, keyId, spec }: ListedRemoteKey,
    action: SingleKeyAction,
    signal: AbortSignal,
    change: Pick<Call<T>, 'method' | 'body' | 'schema'>,
  ): Promise<T> {
    const { calls, credential } = this.parts;
    const path = `${keysPathOf(spec.owner, 'list')}/${encodeURIComponent(keyId ?? '')}`;
    return calls
      .change({
        purpose: 'key-by-id',
        path: action === 'rotate' ? `${path}/rotate` : path,
        credential,
        secrets: [secret],
        signal,
        ...change,
      })
      .catch(async (error: unknown) => {
        throw await changeRefusal(this.asking(signal), spec.owner, action, error);
      });
  }
}

function isTold(secret: string | null | undefined): secret is string {
  return secret !== null && secret !== undefined;
}

function specOf(spec: AnySpec): AlgorithmiaSpec {
  const parsed = algorithmiaSpecSchema.safeParse(spec);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw new AppError('VALIDATION', issue?.message ?? 'These settings are not valid.', {
    field: issue?.path.map(String).join('.') ?? '',
  });
}

/** Lists are compared as sets, and an absent host as an empty one. */
function sameOnCluster(now: AnySpec, then: AnySpec): boolean {
  const form = (spec: AnySpec): string => {
    const { algo_acl, ...rest } = specOf(spec);
    return JSON.stringify([[...new Set(algo_acl)].toSorted(), rest]);
  };
  return form(now) === form(then);
}
