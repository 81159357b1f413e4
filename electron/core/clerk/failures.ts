/**
 * Turns what came of a request into the Failure that callers see. The rule for writes stands here: only
 * a refusal and a connection that was never made are certain; all else is `outcome_unknown`. Sends
 * nothing, and lets neither key, address nor body into a message.
 */
import { AppError, type Failure, type FailureCode } from '../../../shared/failure.ts';
import { readErrorBody, type ErrorBody } from './error-body.ts';
import { wordsOfRefusal, wordsOfUnknownOutcome } from './failure-words.ts';
import type { OperationName } from './operation.ts';
import { wordsOfCode } from './refusal-words.ts';
import type { NoAnswer, WireAnswer } from './send-request.ts';
import type { FieldTable } from './wire-request.ts';

/** What a failure needs to know of the call. */
export interface CallFacts {
  name: OperationName;
  write: boolean;
  fieldPaths: FieldTable;
  /** What must not be repeated in a message: the key, and the secrets in the input. */
  secrets: readonly string[];
  /** Unix ms, for a `Retry-After` that is a date. */
  now: number;
}

const codeByStatus: Readonly<Record<number, FailureCode>> = {
  401: 'unauthorized',
  402: 'plan_required',
  403: 'forbidden',
  404: 'not_found',
  429: 'rate_limited',
};

/** An answer that is not 2xx. */
export function failureOfAnswer(answer: WireAnswer, facts: CallFacts): AppError {
  const { status } = answer;
  if (status < 400)
    return failureOfUnreadable(answer, facts, `an answer came that Clerk does not send (HTTP ${status})`);
  const body = readErrorBody(answer, facts.secrets);
  const retryAfterMs = readRetryAfter(answer.retryAfter, facts.now);
  const shared = {
    status,
    ...present('clerkCode', body.entries[0]?.code),
    ...present('traceId', body.traceId),
    ...present('retryAfterMs', retryAfterMs),
  };
  if (status >= 500) {
    const why = `Clerk answered with an error of its own (HTTP ${status})`;
    return facts.write
      ? new AppError({ code: 'outcome_unknown', message: wordsOfUnknownOutcome(facts.name, why), ...shared })
      : new AppError({ code: 'server_error', message: `${why}. Try again in a moment.`, ...shared });
  }
  const message = wordsOfRefusal({ name: facts.name, write: facts.write, status, entries: body.entries });
  const code = codeByStatus[status] ?? 'rejected';
  return new AppError({ code, message, ...shared, ...present('fields', fieldsOf(body, facts.fieldPaths)) });
}

/** A 2xx, or none that the API sends, whose body is not what was asked for. */
export function failureOfUnreadable(
  answer: WireAnswer,
  facts: CallFacts,
  why = 'the answer cannot be read',
): AppError {
  const { traceId } = readErrorBody({ ...answer, text: null }, facts.secrets);
  const shared: Partial<Failure> = { status: answer.status, ...present('traceId', traceId) };
  return facts.write
    ? new AppError({ code: 'outcome_unknown', message: wordsOfUnknownOutcome(facts.name, why), ...shared })
    : new AppError({ code: 'bad_response', message: wordsOfBadResponse(why), ...shared });
}

/** No answer, or a success whose body broke off. */
export function failureOfNoAnswer({ reason, status }: NoAnswer, facts: CallFacts): AppError {
  const shared = present('status', status ?? undefined);
  if (typeof reason === 'object' && (reason.problem === 'unreachable' || reason.problem === 'certificate')) {
    return new AppError({
      code: 'offline',
      message: wordsOfUnreachable(reason.problem, reason.code),
      ...shared,
    });
  }
  if (facts.write) {
    return new AppError({
      code: 'outcome_unknown',
      message: wordsOfUnknownOutcome(facts.name, whyNoAnswer(reason, status)),
      ...shared,
    });
  }
  if (reason === 'aborted') return cancelled();
  const why = whyNoAnswer(reason, status);
  if (reason === 'timeout') {
    return new AppError({
      code: 'timeout',
      message: `The request was sent, but ${why}. Try again.`,
      ...shared,
    });
  }
  if (status !== null || reason === 'too_large' || reason.problem === 'redirect') {
    return new AppError({ code: 'bad_response', message: wordsOfBadResponse(why), ...shared });
  }
  return new AppError({
    code: 'offline',
    message: 'The connection to Clerk broke before an answer came. Check the network and try again.',
  });
}

/** Ended by the caller before anything left. */
export function cancelled(): AppError {
  return new AppError({ code: 'cancelled', message: 'This was cancelled. Nothing was changed.' });
}

function whyNoAnswer(reason: NoAnswer['reason'], status: number | null): string {
  if (reason === 'timeout') return 'no answer came in time';
  if (reason === 'aborted') return 'it was cancelled before the answer came';
  if (reason === 'too_large') return 'the answer is far larger than any that Clerk sends';
  if (reason.problem === 'redirect') {
    return 'the API address answered with a redirect, which Roster does not follow with a secret key';
  }
  return status === null ? 'the connection broke before an answer came' : 'the answer was cut off';
}

function wordsOfBadResponse(why: string): string {
  const sentence = `${why.charAt(0).toUpperCase()}${why.slice(1)}`;
  return `${sentence}. Something other than Clerk may have answered: check the network and the API address.`;
}

function wordsOfUnreachable(problem: 'unreachable' | 'certificate', code: string | null): string {
  const named = code === null ? '' : ` (${code})`;
  return problem === 'certificate'
    ? `The connection to Clerk is not trustworthy: its certificate was refused${named}. Nothing was sent. Check the network, and the clock of this computer.`
    : `Clerk cannot be reached${named}. Nothing was sent. Check the network and try again.`;
}

function fieldsOf(body: ErrorBody, paths: FieldTable): Record<string, string> | undefined {
  const pairs = body.entries.flatMap((entry) => {
    const words = wordsOfCode(entry)?.field ?? (entry.words || 'Clerk refused this value.');
    return entry.params.flatMap((param) => {
      // `email_address[0]` and `public_metadata.plan` are about the field as a whole.
      const name = /^\w+/.exec(param)?.[0] ?? '';
      const path = Object.hasOwn(paths, name) ? paths[name] : undefined;
      return path === undefined ? [] : [[path, words] as const];
    });
  });
  return pairs.length > 0 ? Object.fromEntries(pairs) : undefined;
}

/** Seconds or an HTTP date, in ms; undefined when absent or neither. */
export function readRetryAfter(header: string | null, now: number): number | undefined {
  if (header === null) return undefined;
  if (/^\s*\d{1,9}\s*$/.test(header)) return Number(header) * 1000;
  const date = Date.parse(header);
  return Number.isNaN(date) ? undefined : Math.max(0, date - now);
}

function present<K extends string, V>(key: K, value: V | undefined): { [P in K]?: V } {
  return value === undefined ? {} : ({ [key]: value } as { [P in K]: V });
}
