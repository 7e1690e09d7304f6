/**
 * Every way in which an expected failure can reach a user. The codes are stable: the renderer, tests and
 * support reports tell failures apart by code, never by message.
 */
export const APP_ERROR_CODES = [
  // input
  'VALIDATION',
  'NOT_FOUND',
  'NAME_TAKEN',
  // what this cluster or this credential may do
  'READ_ONLY',
  'OFFLINE',
  'CONFIRMATION_REQUIRED',
  'NOT_OFFERED',
  'CREDENTIAL_MISSING',
  'CREDENTIAL_REFUSED',
  'CREDENTIAL_LIMITED',
  // the way to the cluster
  'UNREACHABLE',
  'TIMEOUT',
  'TLS_UNTRUSTED',
  'TLS_FAILED',
  'CONNECTION_LOST',
  // what the cluster answered
  'FORBIDDEN',
  'KEY_GONE',
  'SPEC_REFUSED',
  'RATE_LIMITED',
  'SERVER_ERROR',
  'BAD_ANSWER',
  // the vault
  'VAULT_LOCKED',
  'VAULT_UNAVAILABLE',
  'VAULT_TIMEOUT',
  'VAULT_NOT_INSTALLED',
  'SECRET_UNAVAILABLE',
  // the cache
  'CACHE_FULL',
  'CACHE_READ_ONLY',
  'CACHE_CORRUPT',
  'CACHE_NEWER',
  // running
  'CANCELLED',
  'SENDER_REFUSED',
  'INTERNAL',
] as const;

export type AppErrorCode = (typeof APP_ERROR_CODES)[number];

/** The part of a failure that may cross the bridge and stand on screen. Never holds a secret, a header or a stack. */
export interface AppErrorData {
  readonly code: AppErrorCode;
  /** What happened, one plain sentence that names the thing concerned. */
  readonly message: string;
  /** What the user can do about it. */
  readonly remedy?: string;
  /** The form field (dotted path into the call's input or the spec) that the failure concerns. */
  readonly field?: string;
  /** Small facts by allow-list: status, host, attempt, operationId, retryAfterSeconds … */
  readonly details?: Readonly<Record<string, string | number | boolean>>;
}

export type AppErrorOptions = Omit<AppErrorData, 'code' | 'message'> & { readonly cause?: unknown };

/** An expected failure. Thrown inside a process; between processes it travels as {@link AppErrorData}. */
export class AppError extends Error {
  readonly code: AppErrorCode;
  readonly remedy: string | undefined;
  readonly field: string | undefined;
  readonly details: AppErrorData['details'];

  constructor(code: AppErrorCode, message: string, options: AppErrorOptions = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.name = 'AppError';
    this.code = code;
    this.remedy = options.remedy;
    this.field = options.field;
    this.details = options.details;
  }

  /** The failure as plain data for the bridge: code, message, remedy, field and details, nothing else. */
  toData(): AppErrorData {
    return {
      code: this.code,
      message: this.message,
      ...(this.remedy === undefined ? {} : { remedy: this.remedy }),
      ...(this.field === undefined ? {} : { field: this.field }),
      ...(this.details === undefined ? {} : { details: this.details }),
    };
  }

  /** Rebuilds the error on the other side of a process boundary. */
  static from(data: AppErrorData): AppError {
    const { code, message, ...rest } = data;
    return new AppError(code, message, rest);
  }
}

/** What a call over a process boundary answers: Electron keeps only `message` of a rejected invoke, so nothing is thrown across. */
export type Envelope<T> =
  { readonly ok: true; readonly value: T } | { readonly ok: false; readonly error: AppErrorData };

/**
 * Any thrown thing as data that may leave the process. Only an {@link AppError} keeps its own words; anything
 * else is a bug and becomes INTERNAL with a message that gives nothing away (the log has the rest).
 */
export function toAppErrorData(thrown: unknown): AppErrorData {
  if (thrown instanceof AppError) return thrown.toData();
  if (thrown instanceof Error && thrown.name === 'AbortError') {
    return { code: 'CANCELLED', message: 'The action was cancelled.' };
  }
  return {
    code: 'INTERNAL',
    message: 'Something went wrong inside Castellan.',
    remedy: 'Try again. If it happens again, copy the report in Settings, Diagnostics.',
  };
}

/** Marks the end of an exhaustive switch; a new member of the union stops compilation here. */
export function assertNever(value: never): never {
  throw new Error(`Unexpected value: ${JSON.stringify(value)}`);
}
