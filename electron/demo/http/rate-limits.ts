/** Clerk's limits: so many requests per ten seconds and instance, so many writes per user. Knows no HTTP. */

export interface RateLimit {
  /** Takes one request; answers null, or after how many whole seconds the next may come. */
  take(key: string): number | null;
}

export const rateWindowMs = 10_000;

/** A sliding window: at any moment, no more than `limit` requests within the last ten seconds. */
export function createRateLimit(limit: number, now: () => number): RateLimit {
  const taken = new Map<string, number[]>();
  let sweepAt = 0;

  /** Keys that were not used for a window are forgotten: there may be a million users. */
  function sweep(time: number): void {
    if (time < sweepAt) return;
    sweepAt = time + rateWindowMs;
    for (const [key, times] of taken) if ((times.at(-1) ?? 0) <= time - rateWindowMs) taken.delete(key);
  }

  return {
    take(key) {
      const time = now();
      sweep(time);
      const times = (taken.get(key) ?? []).filter((each) => each > time - rateWindowMs);
      taken.set(key, times);
      if (times.length >= limit) {
        const oldest = times[times.length - limit] ?? time;
        return Math.max(1, Math.ceil((oldest + rateWindowMs - time) / 1000));
      }
      times.push(time);
      return null;
    },
  };
}
