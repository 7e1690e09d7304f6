import type { ApiKey } from 'algoliasearch';
import { AppError } from '#shared/errors';
import type { Instant } from '#shared/ids';
import { algoliaConnectionSchema } from '#shared/kinds/algolia/connection';
import { isOrdinaryKey } from '#shared/kinds/algolia/ordinary-key';
import { algoliaSpecSchema, type AlgoliaSpec } from '#shared/kinds/algolia/spec';
import {
  fromKeyInfo,
  keyCreatedSchema,
  keyDeletedSchema,
  keyInfoSchema,
  keyUpdatedSchema,
  sameOnCluster,
  toWireSpec,
  unreadKeyListSchema,
  withoutDefaults,
  type KeyInfo,
  type WireSpec,
} from '#shared/kinds/algolia/wire';
import type { AnySpec } from '#shared/kinds/kind';
import { z } from 'zod';
import type {
  AdapterFactory,
  ClusterAdapter,
  KnownKey,
  Reach,
  RemoteKey,
  RemoteKeyPage,
  WaitProgress,
} from '../adapter';
import { cancelled, pauseUnlessCancelled, readAnswer, ReadRefused, unwrapped, type Answer } from '../answers';
import type { Place } from '../errors';
import type { Transport } from '../transport';
import { AlgoliaCalls } from './calls';
import { DEFAULT_ALGOLIA_LIMITS, type AlgoliaLimits } from './limits';
import { indexNames, trySearch } from './searches';
import { verifyCredential } from './verify';

/** The clock difference is measured with the Date header's whole seconds: on average half a second has passed. */
const HALF_SECOND_MS = 500;

/** Keys in a page. */
const PAGE = 1_000;

/** Further reads that an update's new expiry is waited for, when everything else shows already. */
const EXPIRY_READS = 4;
const EXPIRY_TOLERANCE_MS = 60_000;

type Wanted = { readonly exists: true; readonly spec: AnySpec | null } | { readonly exists: false };

class AlgoliaAdapter implements ClusterAdapter {
  private readonly calls: AlgoliaCalls;
  private skewMs: number | null;

  constructor(
    private readonly reach: Reach,
    transport: Transport,
    private readonly clock: () => Instant,
    private readonly limits: AlgoliaLimits,
  ) {
    const connection = algoliaConnectionSchema.parse(reach.connection);
    this.skewMs = reach.clockSkewMs;
    this.calls = new AlgoliaCalls({
      name: reach.name,
      connection,
      caPem: reach.caPem,
      transport,
      clock,
      limits,
    });
  }

  readonly verify: ClusterAdapter['verify'] = async (signal) => {
    const began = this.clock();
    const { access, answer } = await unwrapped(verifyCredential(this.calls, this.reach, signal));
    if (answer !== null) this.noteClock(answer);
    return { access, latencyMs: this.clock() - began, clockSkewMs: this.skewMs };
  };

  async *pages(signal: AbortSignal): AsyncIterable<RemoteKeyPage> {
    const answer = await unwrapped(
      this.calls.read({
        purpose: 'list',
        credential: this.reach.credential,
        secrets: [],
        send: (client) => client.listApiKeys(),
        schema: unreadKeyListSchema,
        signal,
      }),
    );
    this.noteClock(answer);
    const now = this.clusterTime(answer);
    const { keys } = answer.value;
    const total = keys.length;
    // The cluster tells all of its keys in one answer; reading thousands takes so long that others wait for it.
    for (let at = 0; at === 0 || at < total; at += PAGE) {
      if (signal.aborted) throw cancelled();
      const page = keys.slice(at, at + PAGE).map((raw, index) => this.readKey(raw, at + index, answer.place));
      yield {
        keys: page.map((info) => fromKeyInfo(info, now)),
        clockSkewMs: this.skewMs,
        coverage: 'everything',
        notOffered: [],
        total,
      };
    }
  }

  readonly get: ClusterAdapter['get'] = async ({ secret }, signal) => {
    try {
      const answer = await this.calls.read({
        purpose: 'get',
        credential: this.reach.credential,
        secrets: [secret],
        send: (client) => client.getApiKey({ key: secret }),
        schema: keyInfoSchema,
        signal,
      });
      this.noteClock(answer);
      return fromKeyInfo(answer.value, this.clusterTime(answer));
    } catch (error) {
      if (!(error instanceof ReadRefused)) throw error;
      if (error.refusal.status === 404) return null;
      throw error.error;
    }
  };

  readonly create: ClusterAdapter['create'] = async (spec, signal) => {
    const wire = this.toWire(spec);
    const { key } = await this.calls.change({
      purpose: 'create',
      credential: this.reach.credential,
      secrets: [],
      send: (client) => client.addApiKey(toClientKey(withoutDefaults(wire))),
      schema: keyCreatedSchema.pick({ key: true }),
      signal,
    });
    return { secret: key };
  };

  readonly update: ClusterAdapter['update'] = async ({ secret }, spec, signal) => {
    const wire = this.toWire(spec);
    await this.calls.change({
      purpose: 'update',
      credential: this.reach.credential,
      secrets: [secret],
      send: (client) => client.updateApiKey({ key: secret, apiKey: toClientKey(wire) }),
      schema: keyUpdatedSchema.pick({ updatedAt: true }),
      signal,
    });
  };

  readonly remove: ClusterAdapter['remove'] = async ({ secret }, signal) => {
    await this.calls.change({
      purpose: 'remove',
      credential: this.reach.credential,
      secrets: [secret],
      send: (client) => client.deleteApiKey({ key: secret }),
      schema: keyDeletedSchema,
      signal,
    });
  };

  readonly restore: ClusterAdapter['restore'] = async ({ secret }, signal) => {
    await this.calls.change({
      purpose: 'restore',
      credential: this.reach.credential,
      secrets: [secret],
      send: (client) => client.restoreApiKey({ key: secret }),
      schema: keyCreatedSchema.pick({ key: true }),
      signal,
    });
  };

  /** The secret is the key itself there (key-apis A3): another one would be another key. */
  readonly rotate: ClusterAdapter['rotate'] = () =>
    Promise.reject(new AppError('NOT_OFFERED', `${this.reach.name} cannot rotate keys.`));

  readonly waitUntilVisible: ClusterAdapter['waitUntilVisible'] = async (known, state, onAttempt, signal) => {
    const until = this.clock() + this.limits.visibleMs;
    let expiryReads = 0;
    for (let attempt = 1; ; attempt += 1) {
      const key = await this.look(known, attempt, onAttempt, signal);
      const shows = showing(key, state);
      if (shows === 'yes') return { settled: true, key };
      if (shows === 'but-expiry' && (expiryReads += 1) > EXPIRY_READS) return { settled: true, key };
      const ms = Math.min(attempt * this.limits.pollStepMs, this.limits.pollMaxMs);
      if (this.clock() + ms > until) return { settled: false, key };
      await pauseUnlessCancelled(ms, signal);
    }
  };

  readonly resources: ClusterAdapter['resources'] = async (signal) => ({
    names: [...(await unwrapped(indexNames(this.calls, this.reach.credential, signal)))],
    users: [],
    organizations: [],
  });

  readonly tryKey: ClusterAdapter['tryKey'] = (secret, resource, text, signal) =>
    trySearch(this.calls, { secret, resource, text }, signal);

  private readKey(raw: unknown, at: number, place: Place): KeyInfo {
    const { credential } = this.reach;
    if (isOrdinaryKey(raw)) return raw;
    return readAnswer(raw, keyInfoSchema, { place, secrets: [credential], path: ['keys', at] });
  }

  private async look(
    known: KnownKey,
    attempt: number,
    onAttempt: WaitProgress,
    signal: AbortSignal,
  ): Promise<RemoteKey | null> {
    onAttempt(attempt);
    return this.get(known, signal);
  }

  private toWire(spec: AnySpec): WireSpec {
    const parsed = algoliaSpecSchema.safeParse(spec);
    if (!parsed.success) {
      const [issue] = parsed.error.issues;
      throw new AppError('VALIDATION', issue?.message ?? 'These settings are not valid.', {
        field: issue?.path.map(String).join('.') ?? '',
      });
    }
    return toWireSpec(parsed.data, this.clock() + notableSkew(this.skewMs));
  }

  private clusterTime<T>({ date, answeredAt }: Answer<T>): Instant {
    return date ?? answeredAt + (this.skewMs ?? 0);
  }

  private noteClock<T>({ date, sentAt, answeredAt }: Answer<T>): void {
    if (date === null) return;
    this.skewMs = Math.round(date + HALF_SECOND_MS - (sentAt + answeredAt) / 2);
  }
}

/** A Date header has whole seconds: what seems to be less than one is no difference of the clocks. */
function notableSkew(skewMs: number | null): number {
  return skewMs === null || Math.abs(skewMs) < 1_000 ? 0 : skewMs;
}

const clientKey = z.custom<ApiKey>((key) => typeof key === 'object' && key !== null);

/**
 * A spec as the client's types want it: they know today's permissions only, while a cluster may know more. The same
 * object, so that the members go out in the order of the preview.
 */
function toClientKey(spec: Partial<WireSpec> & Pick<WireSpec, 'acl'>): ApiKey {
  return clientKey.parse(spec);
}

function showing(key: RemoteKey | null, wanted: Wanted): 'yes' | 'no' | 'but-expiry' {
  if (!wanted.exists) return key === null ? 'yes' : 'no';
  if (key === null) return 'no';
  if (wanted.spec === null) return 'yes';
  const now: AlgoliaSpec = algoliaSpecSchema.parse(key.spec);
  const then: AlgoliaSpec = algoliaSpecSchema.parse(wanted.spec);
  if (!sameOnCluster(now, then)) return 'no';
  return nearby(now.expiresAt, then.expiresAt) ? 'yes' : 'but-expiry';
}

function nearby(a: Instant | null, b: Instant | null): boolean {
  return a === null || b === null ? a === b : Math.abs(a - b) <= EXPIRY_TOLERANCE_MS;
}

/** The search protocol's adapter, with other limits where a test needs them. */
export function createAlgoliaAdapters(limits: AlgoliaLimits = DEFAULT_ALGOLIA_LIMITS): AdapterFactory {
  return { open: (reach, transport, clock) => new AlgoliaAdapter(reach, transport, clock, limits) };
}
