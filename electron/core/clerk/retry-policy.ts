/**
 * Decides whether an attempt that failed is made again, and when: the one layer at which anything is
 * repeated. A write is repeated only after a 429, which is a refusal. Sends nothing.
 */
import type { NoAnswer } from './send-request.ts';

export const mostAttempts = 4;
/** No attempt starts later than this after the first. */
export const longestRetryingMs = 120_000;
/** A pause that the API asks for beyond this is answered as a failure, not waited for. */
export const longestPauseMs = 60_000;
/** How long a 429 without `Retry-After` pauses: the window that Clerk counts in. */
const defaultPauseMs = 10_000;
const largestPauseJitterMs = 1_000;
const firstBackoffMs = 500;

/**
 * `pause`: the whole instance pauses, and then once more. `backoff`: this one alone is tried once more
 * after a while. `no`: the failure stands.
 */
export type Retry = 'pause' | 'backoff' | 'no';

export function retryAfterStatus(status: number, repeatable: boolean): Retry {
  if (status === 429) return 'pause';
  return repeatable && status >= 500 ? 'backoff' : 'no';
}

/** Only what broke is worth another try: not what cannot be reached, redirects, or takes too long. */
export function retryAfterNoAnswer({ reason }: NoAnswer, repeatable: boolean): Retry {
  return repeatable && typeof reason === 'object' && reason.problem === 'broken' ? 'backoff' : 'no';
}

/** Doubles with each attempt; the jitter, up to as much again, keeps calls from coming back in step. */
export function backoffMs(attempt: number, random: () => number): number {
  return Math.round(firstBackoffMs * 2 ** (attempt - 1) * (1 + random()));
}

/** What the API asked for, and a little more: never less. */
export function pauseMs(retryAfterMs: number | undefined, random: () => number): number {
  return (retryAfterMs ?? defaultPauseMs) + Math.round(random() * largestPauseJitterMs);
}
