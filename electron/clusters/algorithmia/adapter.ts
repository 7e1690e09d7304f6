import { AppError } from '#shared/errors';
import type { Instant } from '#shared/ids';
import { algorithmiaConnectionSchema } from '#shared/kinds/algorithmia/connection';
import type { Owner } from '#shared/kinds/algorithmia/spec';
import { z } from 'zod';
import type { AdapterFactory, ClusterAdapter, Reach, RemoteKeyPage } from '../adapter';
import { ReadRefused, type Answer } from '../answers';
import type { Transport } from '../transport';
import { allAccounts, resourcesOf } from './accounts';
import { AlgorithmiaCalls, CodedReadRefused } from './calls';
import { allKeys } from './keys/all-keys';
import { KeyCalls } from './keys/one-key';
import { tryCall } from './keys/trial';
import { DEFAULT_ALGORITHMIA_LIMITS, type AlgorithmiaLimits } from './limits';
import type { Asking } from './paged';
import { AlgorithmiaPeople } from './people/people';
import { refusesCredential } from './refusals';

/** The clock difference is measured with the Date header's whole seconds: on average half a second has passed. */
const HALF_SECOND_MS = 500;

const STANDARD_KEY =
  'This is a standard key: it calls algorithms and uses data as far as its own settings go. Listing, creating, changing and deleting keys, users and organizations needs an admin key.';

class AlgorithmiaAdapter implements ClusterAdapter {
  readonly people: AlgorithmiaPeople;
  readonly get: ClusterAdapter['get'];
  readonly create: ClusterAdapter['create'];
  readonly update: ClusterAdapter['update'];
  readonly remove: ClusterAdapter['remove'];
  readonly rotate: ClusterAdapter['rotate'];
  readonly waitUntilVisible: ClusterAdapter['waitUntilVisible'];
  private readonly calls: AlgorithmiaCalls;
  private skewMs: number | null;

  constructor(
    private readonly reach: Reach,
    transport: Transport,
    private readonly clock: () => Instant,
    private readonly limits: AlgorithmiaLimits,
  ) {
    const { baseUrl } = algorithmiaConnectionSchema.parse(reach.connection);
    const { name, caPem, credential } = reach;
    this.skewMs = reach.clockSkewMs;
    const calls = new AlgorithmiaCalls({ name, baseUrl, caPem, transport, clock, limits });
    this.calls = calls;
    this.people = new AlgorithmiaPeople({ calls, credential, pageSize: limits.pageSize });
    const keys = new KeyCalls({ calls, credential, clock, limits });
    this.get = keys.get;
    this.create = keys.create;
    this.update = keys.update;
    this.remove = keys.remove;
    this.rotate = keys.rotate;
    this.waitUntilVisible = keys.waitUntilVisible;
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

  async *pages(signal: AbortSignal): AsyncIterable<RemoteKeyPage> {
    const { atOnce } = this.limits;
    const onAnswer = (answer: Answer<unknown>): void => this.noteClock(answer);
    for await (const page of allKeys(this.accounts(signal), this.asking(signal), atOnce, onAnswer)) {
      yield { ...page, clockSkewMs: this.skewMs };
    }
  }

  /** What is deleted on such a cluster stays deleted. */
  readonly restore: ClusterAdapter['restore'] = () =>
    Promise.reject(new AppError('NOT_OFFERED', `${this.reach.name} cannot restore keys.`));

  readonly resources: ClusterAdapter['resources'] = (signal) =>
    resourcesOf(this.accounts(signal), this.asking(signal), this.limits);

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

  private noteClock<T>({ date, sentAt, answeredAt }: Answer<T>): void {
    if (date !== null) this.skewMs = Math.round(date + HALF_SECOND_MS - (sentAt + answeredAt) / 2);
  }
}

/** The Algorithmia protocol's adapter, with other limits where a test needs them. */
export function createAlgorithmiaAdapters(
  limits: AlgorithmiaLimits = DEFAULT_ALGORITHMIA_LIMITS,
): AdapterFactory {
  return { open: (reach, transport, clock) => new AlgorithmiaAdapter(reach, transport, clock, limits) };
}
