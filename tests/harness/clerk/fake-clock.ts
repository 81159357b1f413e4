/** Clocks that tests move by hand. They know nothing of what waits on them. */
import type { Clock } from '../../../electron/core/ports.ts';

interface Sleeper {
  dueAt: number;
  wake: () => void;
}

/** Lets everything that can run without the clock run. */
export async function settle(): Promise<void> {
  for (let turn = 0; turn < 5; turn++) await new Promise((resolve) => setImmediate(resolve));
}

export interface FakeClock extends Clock {
  /** Moves on in steps from one sleeper to the next, letting each do its work at its own time. */
  advance(ms: number): Promise<void>;
  readonly sleepers: number;
}

export function createFakeClock(start = 1_700_000_000_000): FakeClock {
  let now = start;
  const sleepers = new Set<Sleeper>();
  return {
    now: () => now,
    sleep: (ms, signal) => sleepUntil(sleepers, now + ms, signal),
    async advance(ms) {
      const target = now + ms;
      for (;;) {
        await settle();
        const due = [...sleepers].filter((sleeper) => sleeper.dueAt <= target);
        const next = due.sort((a, b) => a.dueAt - b.dueAt)[0];
        if (next === undefined) break;
        now = Math.max(now, next.dueAt);
        next.wake();
      }
      now = target;
      await settle();
    },
    get sleepers() {
      return sleepers.size;
    },
  };
}

export interface HastyClock extends Clock {
  /** Ends the long sleeps: the timeouts of what is under way. */
  expire(): void;
  /** How long each short sleep was to take, in ms. */
  readonly slept: number[];
}

/**
 * Waits no time at all for what waits in order to go on (back-off, pauses, windows: below 30 s), and for
 * ever for what waits in order to give up (timeouts: 30 s and more), so that a slow machine changes nothing.
 */
export function createHastyClock(start = 1_700_000_000_000): HastyClock {
  let now = start;
  const long = new Set<Sleeper>();
  const slept: number[] = [];
  return {
    now: () => now,
    async sleep(ms, signal) {
      if (ms >= 30_000) return sleepUntil(long, now + ms, signal);
      signal?.throwIfAborted();
      slept.push(ms);
      await new Promise((resolve) => setImmediate(resolve));
      signal?.throwIfAborted();
      now += ms;
    },
    expire() {
      for (const sleeper of [...long]) sleeper.wake();
    },
    slept,
  };
}

function sleepUntil(sleepers: Set<Sleeper>, dueAt: number, signal?: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const onAbort = () => {
      sleepers.delete(sleeper);
      reject(signal?.reason as Error);
    };
    const sleeper: Sleeper = {
      dueAt,
      wake: () => {
        sleepers.delete(sleeper);
        signal?.removeEventListener('abort', onAbort);
        resolve();
      },
    };
    if (signal?.aborted === true) return onAbort();
    signal?.addEventListener('abort', onAbort, { once: true });
    sleepers.add(sleeper);
  });
}
