import { AppError } from '#shared/errors';
import type { Instant } from '#shared/ids';
import type { AlgoliaConnection } from '#shared/kinds/algolia/connection';
import { errorBodySchema } from '#shared/kinds/algolia/wire';
import type { z } from 'zod';
import { OutcomeUnknown } from '../adapter';
import { readAnswer, readPatiently, ReadRefused, type Answer } from '../answers';
import {
  badAnswer,
  dateOf,
  hostOf,
  ownWords,
  retryAfterSeconds,
  transportError,
  type Place,
  type Refusal,
} from '../errors';
import type { Transport, TransportResponse } from '../transport';
import { officialClient, type Algoliasearch } from './client';
import { changeHost, readHosts, type ClientHost } from './hosts';
import type { AlgoliaLimits } from './limits';
import { refusalError, type Purpose } from './refusals';
import { createRequester, type Trace } from './requester';

export interface CallParts {
  readonly name: string;
  readonly connection: AlgoliaConnection;
  readonly caPem: string | null;
  readonly transport: Transport;
  readonly clock: () => Instant;
  readonly limits: AlgoliaLimits;
}

/** One request of the protocol: how to make it with the official client, and what its answer must look like. */
export interface Call<T> {
  readonly purpose: Purpose;
  readonly credential: string;
  /** Texts besides the credential that no message may show. */
  readonly secrets: readonly string[];
  readonly send: (client: Algoliasearch) => Promise<unknown>;
  readonly schema: z.ZodType<T>;
  readonly signal: AbortSignal;
}

/** Sends single requests with the official client's request building, and sorts what comes back. */
export class AlgoliaCalls {
  /** The official client shuffles its list; one order for the life of this object keeps reads together. */
  private reading: Promise<readonly ClientHost[]> | null = null;

  constructor(private readonly parts: CallParts) {}

  /**
   * A read: over the hosts until one answers, waiting out a 429 a few times. Rejects with {@link ReadRefused} for an
   * answer that refuses, with AppError for everything else.
   */
  read<T>(call: Call<T>): Promise<Answer<T>> {
    return readPatiently(() => this.readOnce(call), this.parts.limits, call.signal);
  }

  /** A read that is asked only once, so that its own refusal (a limit of the key) shows. */
  async readOnce<T>(call: Call<T>): Promise<Answer<T>> {
    this.reading ??= readHosts(this.parts.connection);
    const hosts = await this.reading;
    const trace = this.newTrace(hosts);
    const sentAt = this.parts.clock();
    const raw = await this.attempt(call, hosts, 'next-host', trace).catch((error: unknown) => {
      throw this.readError(call, trace, error);
    });
    const place = this.place(trace);
    const value = readAnswer(raw, call.schema, { place, secrets: [call.credential, ...call.secrets] });
    const date = dateOf(trace.answer?.headers ?? {});
    return { value, place, date, sentAt, answeredAt: this.parts.clock() };
  }

  /**
   * A change: one request to one host, whatever happens. Rejects with AppError when it surely changed nothing, with
   * {@link OutcomeUnknown} when it may have been carried out.
   */
  async change<T>(call: Call<T>): Promise<T> {
    const host = await changeHost(this.parts.connection);
    const trace = this.newTrace([host]);
    let raw: unknown;
    try {
      raw = await this.attempt(call, [host], 'one-host', trace);
    } catch (error) {
      throw this.changeError(call, trace, error);
    }
    const parsed = call.schema.safeParse(raw);
    if (parsed.success) return parsed.data;
    const cause = badAnswer(this.place(trace), 'the confirmation has an unexpected form');
    throw new OutcomeUnknown(cause.message, { cause });
  }

  /** What messages call the place that was asked last. */
  place(trace: Trace): Place {
    return { name: this.parts.name, host: hostOf(trace.url) };
  }

  private newTrace(hosts: readonly ClientHost[]): Trace {
    const [first] = hosts;
    const port = first?.port === undefined ? '' : `:${first.port}`;
    return { url: `${first?.protocol ?? 'https'}://${first?.url ?? ''}${port}`, answer: null, failure: null };
  }

  private async attempt<T>(
    call: Call<T>,
    hosts: readonly ClientHost[],
    mode: 'next-host' | 'one-host',
    trace: Trace,
  ): Promise<unknown> {
    const { connection, limits, transport, caPem } = this.parts;
    const isList = call.purpose === 'list' || call.purpose === 'verify';
    const client = await officialClient(connection.applicationId, call.credential, {
      hosts: hosts.map((host) => ({ ...host })),
      requester: createRequester(
        {
          transport,
          caPem,
          maxAnswerBytes: isList ? limits.listBytes : limits.answerBytes,
          signal: call.signal,
          mode,
        },
        trace,
      ),
      timeouts: {
        connect: limits.connectMs,
        read: isList ? limits.listMs : limits.readMs,
        write: limits.changeMs,
      },
      // Its own wait cannot be cancelled, and a change must not be sent again.
      maxRateLimitRetries: 0,
    });
    return call.send(client);
  }

  private refusalOf<T>(call: Call<T>, answer: TransportResponse): Refusal {
    const secrets = [call.credential, ...call.secrets];
    return {
      status: answer.status,
      message: ownWords(messageOf(answer.body), secrets),
      retryAfterSeconds: retryAfterSeconds(answer.headers['retry-after'], this.parts.clock()),
    };
  }

  private readError<T>(call: Call<T>, trace: Trace, error: unknown): unknown {
    const place = this.place(trace);
    if (trace.failure !== null) return this.withConnectionField(transportError(trace.failure, place));
    if (trace.answer === null) return error;
    if (trace.answer.status >= 200 && trace.answer.status < 300) return badAnswer(place, 'it is not JSON');
    const refusal = this.refusalOf(call, trace.answer);
    return new ReadRefused(refusal, refusalError(refusal, place, call.purpose));
  }

  private changeError<T>(call: Call<T>, trace: Trace, error: unknown): unknown {
    const place = this.place(trace);
    if (trace.failure !== null) {
      const cause = this.withConnectionField(transportError(trace.failure, place));
      if (trace.failure.sent === 'no') return cause;
      return new OutcomeUnknown(cause.message, { cause });
    }
    if (trace.answer === null) return error;
    const { status } = trace.answer;
    if (status >= 400 && status < 500) {
      return refusalError(this.refusalOf(call, trace.answer), place, call.purpose);
    }
    const cause =
      status >= 500
        ? refusalError(this.refusalOf(call, trace.answer), place, call.purpose)
        : badAnswer(place, `status ${status} without a readable confirmation`);
    return new OutcomeUnknown(cause.message, { cause });
  }

  /** A name that does not exist comes from a wrong application id where the official hosts are used (key-apis A1). */
  private withConnectionField(error: AppError): AppError {
    const { hosts, applicationId } = this.parts.connection;
    if (error.code !== 'UNREACHABLE') return error;
    if (hosts.length > 0) return AppError.from({ ...error.toData(), field: 'connection.hosts' });
    return AppError.from({
      ...error.toData(),
      field: 'connection.applicationId',
      remedy: `Check the network connection and the application id "${applicationId}": the host names are made from it.`,
    });
  }
}

function messageOf(body: string): string {
  try {
    const parsed = errorBodySchema.safeParse(JSON.parse(body));
    return parsed.success ? parsed.data.message : '';
  } catch {
    return '';
  }
}
