/**
 * Lets requests through so that an instance's limit, a limit per user and a pause that the API asked for
 * are kept: one limiter per instance. Knows nothing of HTTP; a request is a function to it.
 */
import PQueue from 'p-queue';
import type { RateBudget } from '../../../shared/models/app.ts';
import type { Environment } from '../../../shared/models/instance.ts';
import type { Clock } from '../ports.ts';
import { linkSignals } from './link-signals.ts';
import { SlidingWindow } from './sliding-window.ts';
import { UserWriteGate } from './user-write-gate.ts';

export type Priority = 'interactive' | 'background';

/** Clerk's own limits: requests per instance, by all its keys together, within 10 s. */
export const instanceLimits: Readonly<Record<Environment, number>> = { development: 100, production: 1000 };
export const windowMs = 10_000;
export const defaultBudgetShare = 0.5;
export const largestConcurrency = 10;

export interface RateLimiterOptions {
  environment: Environment;
  /** Above 0, at most 1. */
  budgetShare: number;
  clock: Clock;
  /** Ends the limiter's own timers; who waits is ended by the signal of its turn. */
  closed: AbortSignal;
  onChanged: () => void;
}

export interface Turn {
  priority: Priority;
  signal: AbortSignal;
  /** Set for the operations that Clerk limits per user. */
  limitedUserId?: string | undefined;
}

export class RateLimiter {
  readonly #clock: Clock;
  readonly #closed: AbortSignal;
  readonly #onChanged: () => void;
  readonly #budget: number;
  readonly #window: SlidingWindow;
  readonly #userWrites: UserWriteGate;
  /**
   * Holds the order, the concurrency and who gave up waiting. When it may start anything is decided
   * here, by pausing it: its own rate limit runs on the system clock and knows no pause of the API's.
   */
  readonly #queue = new PQueue({ concurrency: largestConcurrency });
  #pausedUntil: number | null = null;
  #sleep: AbortController | null = null;

  constructor(options: RateLimiterOptions) {
    this.#clock = options.clock;
    this.#closed = options.closed;
    this.#onChanged = options.onChanged;
    this.#budget = Math.max(1, Math.floor(instanceLimits[options.environment] * options.budgetShare));
    this.#window = new SlidingWindow(this.#budget, windowMs);
    this.#userWrites = new UserWriteGate(options.clock, options.closed);
  }

  /**
   * Runs `task` as soon as all limits allow it. While it waits, the signal rejects with its reason; once
   * it runs, heeding the signal is the task's own business, because it alone knows what has left.
   */
  async run<T>(task: () => Promise<T>, turn: Turn): Promise<T> {
    turn.signal.throwIfAborted();
    const { limitedUserId } = turn;
    const endTurn =
      limitedUserId === undefined ? null : await this.#userWrites.enter(limitedUserId, turn.signal);
    let started = false;
    // The queue would drop the outcome of a running task on abort, so its signal is let go of at the start.
    const waiting = linkSignals([turn.signal]);
    try {
      return await this.#queue.add(
        () => {
          started = true;
          waiting.unlink();
          this.#noteStart();
          return task();
        },
        { priority: turn.priority === 'interactive' ? 1 : 0, signal: waiting.signal },
      );
    } finally {
      waiting.unlink();
      endTurn?.(started);
    }
  }

  /** The API asked for a pause. It holds for the whole instance; a longer one stays. */
  pause(ms: number): void {
    const until = this.#clock.now() + ms;
    this.#pausedUntil = Math.max(this.#pausedUntil ?? 0, until);
    this.#schedule();
    this.#onChanged();
  }

  budget(): Omit<RateBudget, 'instanceId'> {
    const now = this.#clock.now();
    return {
      used: this.#window.used(now),
      budget: this.#budget,
      windowMs,
      pausedUntil: this.#pauseEnd(now),
    };
  }

  /** When `budget()` will next change by itself, Unix ms, or null. */
  changesAt(): number | null {
    const now = this.#clock.now();
    const times = [this.#window.shrinksAt(now), this.#pauseEnd(now)].filter((time) => time !== null);
    return times.length === 0 ? null : Math.min(...times);
  }

  #noteStart(): void {
    this.#window.add(this.#clock.now());
    this.#schedule();
    this.#onChanged();
  }

  #pauseEnd(now: number): number | null {
    if (this.#pausedUntil !== null && this.#pausedUntil <= now) this.#pausedUntil = null;
    return this.#pausedUntil;
  }

  /** Opens or shuts the queue, and when it is shut, comes back when it may open. */
  #schedule(): void {
    this.#sleep?.abort();
    this.#sleep = null;
    const now = this.#clock.now();
    const opensAt = Math.max(this.#window.roomAt(now), this.#pauseEnd(now) ?? 0);
    if (opensAt <= now) {
      this.#queue.start();
      return;
    }
    this.#queue.pause();
    const sleep = new AbortController();
    this.#sleep = sleep;
    const { signal, unlink } = linkSignals([sleep.signal, this.#closed]);
    this.#clock
      .sleep(opensAt - now, signal)
      .then(() => {
        this.#schedule();
        this.#onChanged();
      })
      .catch(() => undefined)
      .finally(unlink);
  }
}
