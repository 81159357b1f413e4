/** Counts of what the server was asked, for tests and benchmarks. Knows no operation. */

export interface RequestStats {
  /** All requests but those for images. */
  readonly total: number;
  /** By Clerk's operationId; `unknown` for anything else. */
  readonly byOperation: Readonly<Record<string, number>>;
  readonly byStatus: Readonly<Record<number, number>>;
  /** Answered 429 because of the limits, not because of a fault. */
  readonly rateLimited: number;
  /** The most requests that were being answered at once. */
  readonly mostAtOnce: number;
  reset(): void;
}

export interface StatsRecorder extends RequestStats {
  started(operation: string): void;
  /** `status` is 0 when the connection ended without an answer. */
  ended(status: number): void;
  limited(): void;
}

export function createStats(): StatsRecorder {
  let total = 0;
  let running = 0;
  let mostAtOnce = 0;
  let rateLimited = 0;
  let byOperation: Record<string, number> = {};
  let byStatus: Record<number, number> = {};

  return {
    get total() {
      return total;
    },
    get byOperation() {
      return byOperation;
    },
    get byStatus() {
      return byStatus;
    },
    get rateLimited() {
      return rateLimited;
    },
    get mostAtOnce() {
      return mostAtOnce;
    },
    reset() {
      total = 0;
      mostAtOnce = running;
      rateLimited = 0;
      byOperation = {};
      byStatus = {};
    },
    started(operation) {
      total += 1;
      running += 1;
      mostAtOnce = Math.max(mostAtOnce, running);
      byOperation[operation] = (byOperation[operation] ?? 0) + 1;
    },
    ended(status) {
      running -= 1;
      byStatus[status] = (byStatus[status] ?? 0) + 1;
    },
    limited() {
      rateLimited += 1;
    },
  };
}
