import { AppError, assertNever, type AppErrorCode } from '#shared/errors';
import type { TransportFailure } from './transport';

/** What messages need to know of a cluster. */
export interface Place {
  /** The cluster's name as the user gave it, or what stands for it before it has one. */
  readonly name: string;
  /** Host and port that were asked. */
  readonly host: string;
}

/** An answer other than success, whatever the kind. */
export interface Refusal {
  readonly status: number;
  /** The cluster's own words, already cleaned with {@link ownWords}; empty when there are none. */
  readonly message: string;
  /** Whole seconds from the Retry-After header; null without one. */
  readonly retryAfterSeconds: number | null;
}

const MAX_WORDS = 300;
/** What has the form of a key or of a token (key-apis A3, B1) is hidden even when nobody knows it. */
const KEY_LIKE = /(?<![\w-])(?:[0-9a-f]{32,}|sim[a-z0-9+/]{25}|eyJ[\w-]{8,}\.[\w-]+\.[\w-]+)(?![\w-])/gi;

/**
 * What a cluster said, fit for a message of ours: one line, at most 300 characters, without the secrets of the
 * request, which a cluster may echo.
 */
export function ownWords(text: string, secrets: readonly string[]): string {
  let clean = text;
  for (const secret of secrets) {
    if (secret === '') continue;
    clean = clean.replaceAll(secret, '…').replaceAll(encodeURIComponent(secret), '…');
  }
  const line = clean.replace(KEY_LIKE, '…').replace(/\s+/g, ' ').trim();
  return line.length > MAX_WORDS ? `${line.slice(0, MAX_WORDS)}…` : line;
}

/** Host and port of a URL, for messages; never its path or query, which may hold a secret. */
export function hostOf(url: string): string {
  return URL.canParse(url) ? new URL(url).host : 'its address';
}

/** Host name or address of a URL without the brackets of IPv6. */
export function hostnameOf(url: string): string {
  return new URL(url).hostname.replace(/^\[|\]$/g, '');
}

/** A failed exchange in words. Its own message is used only where the transport vouches for its wording (TLS). */
export function transportError(failure: TransportFailure, place: Place): AppError {
  const { name, host } = place;
  const make = (code: AppErrorCode, message: string, remedy: string, field?: string): AppError =>
    new AppError(code, message, {
      remedy,
      details: { host },
      cause: failure,
      ...(field === undefined ? {} : { field }),
    });
  switch (failure.sort) {
    case 'refused':
      return make(
        'UNREACHABLE',
        `Cannot reach ${name}: connection refused (${host}).`,
        'Check the address or try again.',
      );
    case 'not-found':
      return make(
        'UNREACHABLE',
        `Cannot reach ${name}: no server has the name ${host}.`,
        'Check the address and the network connection.',
      );
    case 'unreachable':
      return make(
        'UNREACHABLE',
        `Cannot reach ${name}: no connection to ${host}.`,
        'Check the network connection or try again.',
      );
    case 'connect-timeout':
      return make(
        'TIMEOUT',
        `Cannot reach ${name}: ${host} did not accept a connection in time.`,
        'Check the address and the network connection, or try again.',
      );
    case 'total-timeout':
      return make(
        'TIMEOUT',
        `${name} did not finish its answer in time (${host}).`,
        'Try again in a moment.',
      );
    case 'tls-untrusted':
      return make(
        'TLS_UNTRUSTED',
        `Cannot trust ${name} (${host}): ${failure.message}.`,
        'If this cluster has a private certificate authority, add its certificate to the cluster. Else ask who runs it.',
        'caPem',
      );
    case 'tls-failed':
      return make(
        'TLS_FAILED',
        `Cannot make an encrypted connection to ${name} (${host}).`,
        'Check that the address is right and that the server speaks https on this port.',
      );
    case 'dropped':
      return make(
        'CONNECTION_LOST',
        `The connection to ${name} was dropped before its answer was complete (${host}).`,
        'Try again.',
      );
    case 'too-large':
      return make(
        'BAD_ANSWER',
        `The answer of ${name} is larger than Castellan accepts (${host}).`,
        'Check that the address belongs to this cluster.',
      );
    case 'redirected':
      return make(
        'BAD_ANSWER',
        `${name} redirects to another address, which is not followed (${host}).`,
        'Enter the address that it redirects to, if you trust it.',
      );
    case 'aborted':
      return new AppError('CANCELLED', 'The action was cancelled.', { cause: failure });
    case 'other':
      return make(
        'BAD_ANSWER',
        `What answers for ${name} at ${host} does not speak HTTP as expected.`,
        'Check the address and the port.',
      );
    default:
      return assertNever(failure.sort);
  }
}

/** Errors of answers that mean the same for every kind: 402, 413, 429 and 5xx; null for all others. */
export function commonStatusError(refusal: Refusal, place: Place): AppError | null {
  const { status, message, retryAfterSeconds } = refusal;
  const said = message === '' ? '' : ` It said: ${message}`;
  if (status === 429) {
    return new AppError('RATE_LIMITED', `${place.name} limits how often it may be asked.${said}`, {
      remedy:
        retryAfterSeconds === null
          ? 'Try again in a moment.'
          : `Try again in ${retryAfterSeconds} ${retryAfterSeconds === 1 ? 'second' : 'seconds'}.`,
      details: {
        status,
        host: place.host,
        ...(retryAfterSeconds === null ? {} : { retryAfterSeconds }),
      },
    });
  }
  if (status === 402) {
    return new AppError('NOT_OFFERED', `${place.name} does not offer this.${said}`, {
      remedy: 'Check what its plan includes.',
      details: { status, host: place.host },
    });
  }
  if (status >= 500) {
    return new AppError('SERVER_ERROR', `${place.name} failed with status ${status}.${said}`, {
      remedy: 'Try again in a moment. If it stays, look at the state of the cluster.',
      details: { status, host: place.host },
    });
  }
  return null;
}

/** An answer that is no JSON, or not of the expected shape. */
export function badAnswer(place: Place, what: string, cause?: unknown): AppError {
  return new AppError('BAD_ANSWER', `${place.name} gave an answer that Castellan cannot read: ${what}.`, {
    remedy: 'Check that the address belongs to this cluster, or try again.',
    details: { host: place.host },
    cause,
  });
}

/** Whole seconds of a Retry-After header (seconds or an HTTP date), from 0 to a day; null when unusable. */
export function retryAfterSeconds(header: string | undefined, now: number): number | null {
  if (header === undefined) return null;
  const text = header.trim();
  const seconds = /^\d{1,9}$/.test(text) ? Number(text) : Math.ceil((Date.parse(text) - now) / 1000);
  return Number.isFinite(seconds) ? Math.min(Math.max(seconds, 0), 86_400) : null;
}

/** The cluster's time in Unix ms by its Date header; null without a usable one. */
export function dateOf(headers: Readonly<Record<string, string>>): number | null {
  const parsed = Date.parse(headers['date'] ?? '');
  return Number.isNaN(parsed) ? null : parsed;
}
