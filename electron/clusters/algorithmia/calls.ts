import { AppError } from '#shared/errors';
import type { Instant } from '#shared/ids';
import type { z } from 'zod';
import { OutcomeUnknown } from '../adapter';
import { readAnswer, readPatiently, ReadRefused, type Answer } from '../answers';
import { badAnswer, dateOf, hostOf, transportError, type Place } from '../errors';
import { TransportFailure, type Transport, type TransportResponse } from '../transport';
import type { AlgorithmiaLimits } from './limits';
import { readRefusal, refusalError, type CodedRefusal, type Purpose } from './refusals';

export interface CallParts {
  readonly name: string;
  /** Scheme, host and port, without a slash behind. */
  readonly baseUrl: string;
  readonly caPem: string | null;
  readonly transport: Transport;
  readonly clock: () => Instant;
  readonly limits: AlgorithmiaLimits;
}

/** One request of the protocol. */
export interface Call<T> {
  readonly purpose: Purpose;
  readonly method?: 'GET' | 'POST' | 'PUT' | 'DELETE';
  /** From `/v1/` on. */
  readonly path: string;
  readonly body?: Readonly<Record<string, unknown>>;
  readonly credential: string;
  /** Texts besides the credential that no message may show. */
  readonly secrets?: readonly string[];
  readonly schema: z.ZodType<T>;
  readonly signal: AbortSignal;
  /** Refusals of a change that mean something of their own here; null for those that mean what they always do. */
  readonly refusedAs?: (refusal: CodedRefusal, place: Place) => AppError | null;
}

/** A read that was refused, with the code of its body. */
export class CodedReadRefused extends ReadRefused {
  constructor(
    override readonly refusal: CodedRefusal,
    error: AppError,
  ) {
    super(refusal, error);
  }
}

const SCHEME = /^(simple|bearer)\s+(\S.*)$/i;
/** Three parts in base64url, the first of which holds a JSON object. */
const JWT = /^eyJ[\w-]*\.[\w-]+\.[\w-]+$/;

/**
 * The Authorization header for a credential (key-apis B1): a scheme that was pasted along stays, a JWT goes as Bearer,
 * and every key as Simple.
 */
export function authorizationOf(credential: string): string {
  const text = credential.trim();
  const [, scheme, rest] = SCHEME.exec(text) ?? [];
  if (scheme !== undefined && rest !== undefined) {
    return `${scheme.toLowerCase() === 'bearer' ? 'Bearer' : 'Simple'} ${rest}`;
  }
  return `${JWT.test(text) ? 'Bearer' : 'Simple'} ${text}`;
}

/** Sends single requests, and sorts what comes back. */
export class AlgorithmiaCalls {
  constructor(private readonly parts: CallParts) {}

  /** What messages call the cluster. */
  get place(): Place {
    return { name: this.parts.name, host: hostOf(this.parts.baseUrl) };
  }

  /**
   * A read, waiting out a 429 a few times. Rejects with {@link CodedReadRefused} for an answer that refuses, with
   * AppError for everything else.
   */
  read<T>(call: Call<T>): Promise<Answer<T>> {
    return readPatiently(() => this.readOnce(call), this.parts.limits, call.signal);
  }

  /** A read that is asked only once, so that its own refusal (a limit of the key) shows. */
  async readOnce<T>(call: Call<T>): Promise<Answer<T>> {
    const { clock } = this.parts;
    const sentAt = clock();
    let answer: TransportResponse;
    try {
      answer = await this.send(call);
    } catch (error) {
      throw this.failure(error);
    }
    if (answer.status < 200 || answer.status >= 300) {
      const refusal = readRefusal(answer, secretsOf(call), clock());
      throw new CodedReadRefused(refusal, this.errorOf(refusal, call));
    }
    const value = this.valueOf(call, answer);
    return { value, place: this.place, date: dateOf(answer.headers), sentAt, answeredAt: clock() };
  }

  /**
   * A change: one request, whatever happens. Rejects with AppError when it surely changed nothing, with
   * {@link OutcomeUnknown} when it may have been carried out.
   */
  async change<T>(call: Call<T>): Promise<T> {
    let answer: TransportResponse;
    try {
      answer = await this.send(call);
    } catch (error) {
      const cause = this.failure(error);
      if (!(error instanceof TransportFailure) || error.sent === 'no') throw cause;
      throw new OutcomeUnknown(cause instanceof Error ? cause.message : error.message, { cause });
    }
    const { status } = answer;
    if (status >= 200 && status < 300) {
      try {
        return this.valueOf(call, answer);
      } catch (cause) {
        throw new OutcomeUnknown(cause instanceof Error ? cause.message : 'unreadable', { cause });
      }
    }
    const refusal = readRefusal(answer, secretsOf(call), this.parts.clock());
    const error = call.refusedAs?.(refusal, this.place) ?? this.errorOf(refusal, call);
    // "Not implemented" comes as a 5xx too, and changes nothing.
    if (status < 500 || error.code === 'NOT_OFFERED') throw error;
    throw new OutcomeUnknown(error.message, { cause: error });
  }

  private send<T>(call: Call<T>): Promise<TransportResponse> {
    const { transport, limits, caPem, baseUrl } = this.parts;
    const method = call.method ?? 'GET';
    const readMs = method === 'GET' ? limits.readMs : limits.changeMs;
    return transport.send({
      method,
      url: `${baseUrl}${call.path}`,
      headers: {
        authorization: authorizationOf(call.credential),
        accept: 'application/json',
        ...(call.body === undefined ? {} : { 'content-type': 'application/json' }),
      },
      ...(call.body === undefined ? {} : { body: JSON.stringify(call.body) }),
      connectTimeoutMs: limits.connectMs,
      totalTimeoutMs: limits.connectMs + readMs,
      maxAnswerBytes: limits.answerBytes,
      caPem,
      signal: call.signal,
    });
  }

  private errorOf<T>(refusal: CodedRefusal, { purpose, credential }: Call<T>): AppError {
    return refusalError(refusal, this.place, purpose, authorizationOf(credential).startsWith('Bearer '));
  }

  private valueOf<T>(call: Call<T>, { body }: TransportResponse): T {
    return readAnswer(this.jsonOf(body), call.schema, { place: this.place, secrets: secretsOf(call) });
  }

  /** Null for an empty body, as deletes have it. */
  private jsonOf(body: string): unknown {
    if (body === '') return null;
    try {
      return JSON.parse(body);
    } catch (cause) {
      throw badAnswer(this.place, 'it is not JSON', cause);
    }
  }

  private failure(error: unknown): unknown {
    if (!(error instanceof TransportFailure)) return error;
    const told = transportError(error, this.place);
    // The one address of this kind is where a cluster that cannot be reached has to be looked for.
    return told.code === 'UNREACHABLE'
      ? AppError.from({ ...told.toData(), field: 'connection.baseUrl' })
      : told;
  }
}

/** A cluster may echo a credential with the scheme that was pasted along, or without it. */
function secretsOf<T>({ credential, secrets = [] }: Call<T>): readonly string[] {
  const [, bare = credential] = /^\S+ (.*)$/s.exec(authorizationOf(credential)) ?? [];
  return [credential, bare, ...secrets];
}
