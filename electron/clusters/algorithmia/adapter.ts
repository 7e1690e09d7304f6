import { AppError } from '#shared/errors';
import type { Instant } from '#shared/ids';
import { algorithmiaConnectionSchema } from '#shared/kinds/algorithmia/connection';
import { algorithmiaSpecSchema, type AlgorithmiaSpec, type Owner } from '#shared/kinds/algorithmia/spec';
import { bodyOfCreate, bodyOfUpdate, keysPathOf, wireKeySchema } from '#shared/kinds/algorithmia/wire';
import type { Coverage } from '#shared/keys/coverage';
import type { AnySpec } from '#shared/kinds/kind';
import { z } from 'zod';
import {
  OutcomeUnknown,
  type AdapterFactory,
  type ClusterAdapter,
  type KnownKey,
  type Reach,
  type RemoteKey,
  type RemoteKeyList,
  type RemoteKeyPage,
} from '../adapter';
import { pauseUnlessCancelled, ReadRefused, unwrapped, type Answer } from '../answers';
import type { Transport } from '../transport';
import { AlgorithmiaCalls, CodedReadRefused } from './calls';
import { tryCall } from './calling';
import { DEFAULT_ALGORITHMIA_LIMITS, type AlgorithmiaLimits } from './limits';
import { algorithmsOf, allAccounts, keysOf, type Asking, type ListedRemoteKey } from './lists';
import { AlgorithmiaPeople } from './people';
import { keyGone, refusesCredential } from './refusals';
import { BY_ID, ofSingleKey, withoutSingleKeys, type SingleKeyAction } from './single-keys';
import { creationRefusal, KeyLists, listRefusal } from './user-keys';

/** The clock difference is measured with the Date header's whole seconds: on average half a second has passed. */
const HALF_SECOND_MS = 500;

const STANDARD_KEY =
  'This is a standard key: it calls algorithms and uses data as far as its own settings go. Listing, creating, changing and deleting keys, users and organizations needs an admin key.';

class AlgorithmiaAdapter implements ClusterAdapter {
  readonly people: AlgorithmiaPeople;
  private readonly calls: AlgorithmiaCalls;
  private skewMs: number | null;

  constructor(
    private readonly reach: Reach,
    transport: Transport,
    private readonly clock: () => Instant,
    private readonly limits: AlgorithmiaLimits,
  ) {
    const { baseUrl } = algorithmiaConnectionSchema.parse(reach.connection);
    const { name, caPem } = reach;
    this.skewMs = reach.clockSkewMs;
    this.calls = new AlgorithmiaCalls({ name, baseUrl, caPem, transport, clock, limits });
    const { credential } = reach;
    this.people = new AlgorithmiaPeople({ calls: this.calls, credential, pageSize: limits.pageSize });
  }

  /** An admin key may list the users; a standard one is refused that, and known (key-apis B6). */
  readonly verify: ClusterAdapter['verify'] = async (signal) => {
    const began = this.clock();
    const ended = (access: Awaited<ReturnType<ClusterAdapter['verify']>>['access']) => ({
      access,
      latencyMs: this.clock() - began,
      clockSkewMs: this.skewMs,
    });
    try {
      const { credential } = this.reach;
      const schema = z.object({ results: z.array(z.unknown()) });
      this.noteClock(
        await this.calls.read({ purpose: 'verify', path: '/v1/users?limit=1', credential, schema, signal }),
      );
      return ended({ level: 'admin' });
    } catch (error) {
      if (!(error instanceof CodedReadRefused)) throw error;
      if (error.refusal.status !== 403 || refusesCredential(error.refusal)) throw error.error;
      return ended({ level: 'limited', permissions: [], reason: STANDARD_KEY });
    }
  };

  /**
   * The keys of every account, some accounts side by side: the protocol has no list of all keys with their secrets.
   * Without those of users where the cluster refuses them.
   */
  async *pages(signal: AbortSignal): AsyncIterable<RemoteKeyPage> {
    const lists = new KeyLists(this.asking(signal));
    let told = false;
    let isPartial = false;
    for await (const accounts of this.accounts(signal)) {
      for (let from = 0; from < accounts.length; from += this.limits.atOnce) {
        const some = accounts
          .slice(from, from + this.limits.atOnce)
          .filter((one) => lists.isWorthAsking(one));
        const answers = await Promise.all(some.map((owner) => lists.of(owner)));
        for (const list of answers) if (list !== null) this.noteClock(list);
        const keys = answers.flatMap((list) => list?.value ?? []);
        const lacks: boolean = answers.includes(null) && !isPartial;
        if (keys.length === 0 && told && !lacks) continue;
        told = true;
        isPartial ||= lacks;
        yield { ...this.page(keys, lacks ? { without: ['users'] } : 'everything'), total: null };
      }
    }
    if (!told) yield { ...this.page([], 'everything'), total: 0 };
  }

  /** Where no key that could be changed has an id, single keys cannot be reached at all (B8). */
  private page(keys: readonly ListedRemoteKey[], coverage: Coverage): RemoteKeyList {
    const lacksIds = keys.some(({ admin }) => !admin) && keys.every(({ keyId }) => keyId === null);
    return {
      keys: keys.map(withoutId),
      clockSkewMs: this.skewMs,
      coverage,
      notOffered: lacksIds ? BY_ID : [],
    };
  }

  readonly get: ClusterAdapter['get'] = async (known, signal) => {
    const key = await this.find(known, signal);
    return key === null ? null : withoutId(key);
  };

  readonly create: ClusterAdapter['create'] = async (spec, signal) => {
    const parsed = specOf(spec);
    const { owner } = parsed;
    const { api_key: secret } = await this.calls
      .change({
        purpose: 'create',
        method: 'POST',
        path: keysPathOf(owner, 'create'),
        body: bodyOfCreate(parsed),
        credential: this.reach.credential,
        schema: wireKeySchema,
        signal,
      })
      .catch(async (error: unknown) => {
        throw await creationRefusal(this.asking(signal), owner, error);
      });
    // Created for certain, and not to be recognised: the list will show it.
    if (secret === null || secret === undefined) {
      throw new OutcomeUnknown(`${this.reach.name} did not tell the secret of the new key.`);
    }
    return { secret };
  };

  readonly update: ClusterAdapter['update'] = async (known, spec, signal) => {
    const parsed = specOf(spec);
    await this.changeKey(known, signal, {
      action: 'update',
      method: 'PUT',
      body: bodyOfUpdate(parsed),
      schema: wireKeySchema,
    });
  };

  readonly remove: ClusterAdapter['remove'] = async (known, signal) => {
    await this.changeKey(known, signal, { action: 'remove', method: 'DELETE', schema: z.unknown() });
  };

  /** The id stays (key-apis B8), by which the key is found again when no answer tells the new secret. */
  readonly rotate: ClusterAdapter['rotate'] = async (known, signal) => {
    const { key, path } = await this.byId(known, 'rotate', signal);
    const find = async (again: AbortSignal): Promise<RemoteKey | null> => {
      const { value } = await unwrapped(keysOf(this.asking(again), specOf(key.spec).owner));
      const found = value.find(({ keyId }) => keyId === key.keyId);
      return found === undefined ? null : withoutId(found);
    };
    try {
      const { api_key: secret } = await this.calls.change({
        purpose: 'key-by-id',
        method: 'POST',
        path: `${path}/rotate`,
        credential: this.reach.credential,
        secrets: [known.secret],
        schema: wireKeySchema,
        signal,
      });
      if (secret !== null && secret !== undefined && secret !== '') return { secret };
    } catch (error) {
      if (!(error instanceof OutcomeUnknown)) throw ofSingleKey(this.reach.name, 'rotate', error);
      throw new OutcomeUnknown(error.message, { cause: error, find });
    }
    throw new OutcomeUnknown(`${this.reach.name} did not tell the new secret.`, { find });
  };

  /** What is deleted on such a cluster stays deleted. */
  readonly restore: ClusterAdapter['restore'] = () =>
    Promise.reject(new AppError('NOT_OFFERED', `${this.reach.name} cannot restore keys.`));

  readonly waitUntilVisible: ClusterAdapter['waitUntilVisible'] = async (known, state, onAttempt, signal) => {
    const until = this.clock() + this.limits.visibleMs;
    for (let attempt = 1; ; attempt += 1) {
      onAttempt(attempt);
      const key = await this.get(known, signal);
      const settled = state.exists
        ? key !== null && (state.spec === null || sameOnCluster(key.spec, state.spec))
        : key === null;
      if (settled) return { settled: true, key };
      const ms = this.limits.pollMs * attempt;
      if (this.clock() + ms > until) return { settled: false, key };
      await pauseUnlessCancelled(ms, signal);
    }
  };

  /** Algorithms of every user, as `owner/name`, and whose keys there can be. */
  readonly resources: ClusterAdapter['resources'] = async (signal) => {
    const names: string[] = [];
    const users: string[] = [];
    const organizations: string[] = [];
    for await (const accounts of this.accounts(signal)) {
      for (const account of accounts) {
        if (account.sort === 'organization') organizations.push(account.organization);
        if (account.sort !== 'user') continue;
        users.push(account.user);
        const { pageSize } = this.limits;
        names.push(...(await unwrapped(algorithmsOf(this.asking(signal), account.user, pageSize))));
      }
    }
    return { names, users, organizations };
  };

  readonly tryKey: ClusterAdapter['tryKey'] = (secret, resource, text, signal) =>
    tryCall(this.calls, { secret, resource, text }, this.clock, signal);

  private asking(signal: AbortSignal): Asking {
    return { calls: this.calls, credential: this.reach.credential, signal };
  }

  private async *accounts(signal: AbortSignal): AsyncIterable<readonly Owner[]> {
    try {
      for await (const page of allAccounts(this.asking(signal), this.limits.pageSize)) {
        this.noteClock(page);
        yield page.value;
      }
    } catch (error) {
      throw error instanceof ReadRefused ? error.error : error;
    }
  }

  /** Null: the account has no such key, or is gone itself. */
  private async find({ secret, spec }: KnownKey, signal: AbortSignal): Promise<ListedRemoteKey | null> {
    const { owner } = specOf(spec);
    try {
      const { value } = await keysOf(this.asking(signal), owner);
      return value.find((key) => key.secret === secret) ?? null;
    } catch (error) {
      if (!(error instanceof CodedReadRefused)) throw error;
      // The specification declares 409 for an account that is absent (B1).
      const { status, code } = error.refusal;
      if ((status === 404 && code !== null) || status === 409) return null;
      throw await listRefusal(this.asking(signal), owner, error);
    }
  }

  /** A change of one key by its id, which a list tells: the id is not part of a spec, and rotating keeps it. */
  private async changeKey<T>(
    known: KnownKey,
    signal: AbortSignal,
    {
      action,
      ...change
    }: {
      readonly action: SingleKeyAction;
      readonly method: 'PUT' | 'DELETE';
      readonly body?: Readonly<Record<string, unknown>>;
      readonly schema: z.ZodType<T>;
    },
  ): Promise<T> {
    const { path } = await this.byId(known, action, signal);
    const { credential } = this.reach;
    return this.calls
      .change({
        purpose: 'key-by-id',
        path,
        credential,
        secrets: [known.secret],
        signal,
        ...change,
      })
      .catch((error: unknown) => {
        throw ofSingleKey(this.reach.name, action, error);
      });
  }

  /** The key as it is, with the path of it alone. KEY_GONE, or NOT_OFFERED where keys have no ids. */
  private async byId(
    known: KnownKey,
    action: SingleKeyAction,
    signal: AbortSignal,
  ): Promise<{ readonly key: ListedRemoteKey; readonly path: string }> {
    const key = await this.find(known, signal);
    if (key === null) throw keyGone({ name: this.reach.name });
    if (key.keyId === null) throw withoutSingleKeys(this.reach.name, action, BY_ID);
    const path = `${keysPathOf(specOf(key.spec).owner, 'list')}/${encodeURIComponent(key.keyId)}`;
    return { key, path };
  }

  private noteClock<T>({ date, sentAt, answeredAt }: Answer<T>): void {
    if (date !== null) this.skewMs = Math.round(date + HALF_SECOND_MS - (sentAt + answeredAt) / 2);
  }
}

function withoutId({ secret, admin, spec, createdAt }: ListedRemoteKey): RemoteKey {
  return { secret, admin, spec, createdAt };
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

/** The Algorithmia protocol's adapter, with other limits where a test needs them. */
export function createAlgorithmiaAdapters(
  limits: AlgorithmiaLimits = DEFAULT_ALGORITHMIA_LIMITS,
): AdapterFactory {
  return { open: (reach, transport, clock) => new AlgorithmiaAdapter(reach, transport, clock, limits) };
}
