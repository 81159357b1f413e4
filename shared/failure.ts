/**
 * Failure: what every call answers when it could not do what was asked.
 * Plain data, safe to show and to log: never a stack, a response body or a key.
 */

/** Every code a caller may meet. Switches over it end in {@link assertNever}. */
export const failureCodes = [
  // The call itself
  'invalid_input', // the input does not fit the contract; `fields` says where
  'unknown_method',
  'cancelled', // ended by app.cancel; a write that had left already is `outcome_unknown` instead
  'busy', // the same operation on the same user is in flight
  'internal', // a defect of Roster; the message carries a log reference
  // What the protection mode says
  'read_only',
  'confirmation_required', // destructive call in guarded mode without a token
  'confirmation_invalid', // the token is spent, expired, or was made for something else
  // What Roster knows of
  'not_found',
  'conflict',
  // What the API said
  'unauthorized', // the key was refused
  'forbidden',
  'plan_required', // 402: the instance's plan lacks the feature
  'rejected', // 400/409/413/415/422: the API refuses this request; `fields` where it names one
  'rate_limited', // 429, after all retries; `retryAfterMs`
  // What stood in the way
  'offline', // nothing left; or, for a read, the connection broke
  'timeout', // a read that took too long
  'server_error', // 5xx after all retries
  'bad_response', // an answer that is not what the API sends (HTML, cut off, wrong type)
  'outcome_unknown', // a write left and no answer came back: it may or may not have been done
  // This machine
  'keychain_locked',
  'keychain_unavailable',
  'storage', // the mirror or the app database cannot be read or written
  'disk_full',
] as const;

export type FailureCode = (typeof failureCodes)[number];

export interface Failure {
  code: FailureCode;
  /** One or two plain sentences: what happened, what was and was not done, what to do. */
  message: string;
  retryAfterMs?: number;
  /** What is wrong where. Keys are paths into the call's input, e.g. `user.emailAddress`. */
  fields?: Record<string, string>;
  /** Clerk's trace id, for its support. */
  traceId?: string;
  /** Clerk's own error code, e.g. `form_identifier_exists`. */
  clerkCode?: string;
  /** The HTTP status that the API answered with. */
  status?: number;
}

/** The answer to every call, on every transport. */
export type Envelope<T = unknown> = { ok: true; value: T } | { ok: false; failure: Failure };

/** A {@link Failure} while it travels as an exception inside one process. */
export class AppError extends Error {
  override readonly name = 'AppError';
  readonly failure: Failure;

  constructor(failure: Failure, options?: { cause?: unknown }) {
    super(failure.message, options);
    this.failure = failure;
  }

  get code(): FailureCode {
    return this.failure.code;
  }
}

/** Shorthand for the common case of a code and a sentence. */
export function fail(
  code: FailureCode,
  message: string,
  more: Omit<Failure, 'code' | 'message'> = {},
): AppError {
  return new AppError({ code, message, ...more });
}

/** Ends a switch over a union: compiles only when every member was handled. */
export function assertNever(value: never): never {
  throw new Error(`Unhandled case: ${String(value)}`);
}
