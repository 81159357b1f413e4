/**
 * Carries one call through: its turn at the limiter, each attempt, the retries, and the reading of the
 * answer. Knows no operation by name and keeps no state of its own.
 */
import pRetry from 'p-retry';
import { AppError } from '../../../shared/failure.ts';
import type { JsonValue } from '../../../shared/models/json.ts';
import type { Logger } from '../ports.ts';
import type { CallOptions } from './clerk-client.ts';
import { readErrorBody } from './error-body.ts';
import {
  cancelled,
  failureOfAnswer,
  failureOfNoAnswer,
  failureOfUnreadable,
  type CallFacts,
} from './failures.ts';
import { UnreadableAnswer, type Operation, type OperationName } from './operation.ts';
import type { RateLimiter } from './rate-limiter.ts';
import {
  backoffMs,
  longestPauseMs,
  longestRetryingMs,
  mostAttempts,
  pauseMs,
  retryAfterNoAnswer,
  retryAfterStatus,
  type Retry,
} from './retry-policy.ts';
import { NoAnswer, sendRequest, type Sender, type WireAnswer } from './send-request.ts';
import type { WireRequest } from './wire-request.ts';

export interface Runner {
  sender: Sender;
  limiter: RateLimiter;
  logger: Logger;
  random: () => number;
  timeoutMs: number;
}

/** An image takes longer to travel than a form. */
const imageTimeoutFactor = 4;

/** A failed attempt on its way to the retry policy. */
class AttemptFailed extends Error {
  override readonly name = 'AttemptFailed';
  readonly error: AppError;
  readonly retry: Retry;

  constructor(error: AppError, retry: Retry) {
    super(error.code);
    this.error = error;
    this.retry = retry;
  }
}

/** Throws an AppError, or whatever `beforeSend` threw. */
export async function runOperation<Input, Output>(
  name: OperationName,
  operation: Operation<Input, Output>,
  input: Input,
  options: CallOptions & { signal: AbortSignal; sendSignal: AbortSignal },
  runner: Runner,
): Promise<Output> {
  const { clock } = runner.sender;
  const request: WireRequest = {
    method: operation.method,
    path: operation.path(input),
    query: operation.query?.(input) ?? [],
    body: operation.body?.(input),
  };
  const secrets = [runner.sender.secretKey, ...(operation.secrets?.(input) ?? [])];
  const factsNow = (): CallFacts => ({
    name,
    write: operation.write,
    fieldPaths: operation.fieldPaths,
    secrets: secrets.filter((secret) => typeof secret === 'string'),
    now: clock.now(),
  });
  const startedAt = clock.now();

  try {
    // Its own signal stays unset: p-retry would throw away the answer of a call that was cancelled late.
    return await pRetry(attempt, { retries: mostAttempts - 1, minTimeout: 0, shouldRetry: waitForRetry });
  } catch (error) {
    throw error instanceof AttemptFailed ? error.error : error;
  }

  async function attempt(attemptNumber: number): Promise<Output> {
    refuseDuringLongPause();
    return orCancelled(() =>
      runner.limiter.run(() => send(attemptNumber), {
        priority: options.priority ?? 'interactive',
        signal: options.signal,
        limitedUserId: operation.limitedPerUser ? userIdOf(input) : undefined,
      }),
    );
  }

  async function send(attemptNumber: number): Promise<Output> {
    await options.beforeSend?.();
    // Cancelled while it was being noted: nothing has left yet.
    if (options.signal.aborted) throw cancelledBy(options.signal);
    const sentAt = clock.now();
    const timeoutMs = runner.timeoutMs * (request.body?.kind === 'image' ? imageTimeoutFactor : 1);
    try {
      const answer = await sendRequest(request, runner.sender, { timeoutMs, signal: options.sendSignal });
      log({ attempt: attemptNumber, status: answer.status, ms: clock.now() - sentAt });
      return read(answer);
    } catch (error) {
      if (!(error instanceof NoAnswer)) throw error;
      log({ attempt: attemptNumber, noAnswer: error.message, ms: clock.now() - sentAt });
      throw new AttemptFailed(
        failureOfNoAnswer(error, factsNow()),
        retryAfterNoAnswer(error, operation.repeatable),
      );
    }
  }

  function read(answer: WireAnswer): Output {
    const facts = factsNow();
    if (answer.status < 200 || answer.status > 299) {
      const accepted = operation.accept?.(answer, readErrorBody(answer, []).entries[0]?.code);
      if (accepted !== undefined) return accepted;
      throw new AttemptFailed(
        failureOfAnswer(answer, facts),
        retryAfterStatus(answer.status, operation.repeatable),
      );
    }
    try {
      return operation.parse(parseJson(answer), input);
    } catch (error) {
      if (!(error instanceof UnreadableAnswer)) throw error;
      throw new AttemptFailed(failureOfUnreadable(answer, facts), 'no');
    }
  }

  async function waitForRetry({
    error,
    attemptNumber,
  }: {
    error: Error;
    attemptNumber: number;
  }): Promise<boolean> {
    if (!(error instanceof AttemptFailed) || error.retry === 'no') return false;
    const { retryAfterMs } = error.error.failure;
    if (error.retry === 'pause') {
      const ms = pauseMs(retryAfterMs, runner.random);
      runner.limiter.pause(ms);
      // The pause itself is waited for at the limiter, with everyone else.
      return ms <= longestPauseMs && clock.now() + ms - startedAt <= longestRetryingMs;
    }
    const ms = Math.max(backoffMs(attemptNumber, runner.random), retryAfterMs ?? 0);
    if (clock.now() + ms - startedAt > longestRetryingMs) return false;
    await orCancelled(() => clock.sleep(ms, options.signal));
    return true;
  }

  function refuseDuringLongPause(): void {
    const { pausedUntil } = runner.limiter.budget();
    const ms = (pausedUntil ?? 0) - clock.now();
    if (ms > longestPauseMs) throw stillPaused(ms);
  }

  /** What ends a wait is the caller's signal; nothing has left while one waits. */
  async function orCancelled<T>(wait: () => Promise<T>): Promise<T> {
    try {
      return await wait();
    } catch (error) {
      throw options.signal.aborted && error === options.signal.reason ? cancelledBy(options.signal) : error;
    }
  }

  function log(details: Record<string, unknown>): void {
    runner.logger.debug('Request to Clerk', { operation: name, ...details });
  }
}

/** The client's own reason when it was closed; else the plain words. */
function cancelledBy(signal: AbortSignal): AppError {
  return signal.reason instanceof AppError ? signal.reason : cancelled();
}

function stillPaused(ms: number): AppError {
  const seconds = Math.ceil(ms / 1000);
  return new AppError({
    code: 'rate_limited',
    message: `Clerk asked for a pause that lasts ${seconds} s more, so nothing was sent. Try again after it.`,
    retryAfterMs: ms,
  });
}

function userIdOf(input: unknown): string | undefined {
  const { userId } = input as { userId?: unknown };
  return typeof userId === 'string' ? userId : undefined;
}

function parseJson({ contentType, text }: WireAnswer): JsonValue {
  const isJson = contentType === null || /^application\/([\w.-]+\+)?json\s*(;|$)/i.test(contentType.trim());
  if (!isJson || text === null) throw new UnreadableAnswer('not JSON');
  try {
    return JSON.parse(text) as JsonValue;
  } catch {
    throw new UnreadableAnswer('not JSON');
  }
}
