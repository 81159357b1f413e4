/** Counts what happened within the last so many milliseconds. Knows no clock and waits for nothing. */
export class SlidingWindow {
  readonly #limit: number;
  readonly #windowMs: number;
  /** Unix ms, oldest first. */
  #times: number[] = [];

  constructor(limit: number, windowMs: number) {
    this.#limit = limit;
    this.#windowMs = windowMs;
  }

  add(now: number): void {
    this.#times.push(now);
  }

  used(now: number): number {
    const oldest = now - this.#windowMs;
    // A clock that was set back must not keep the window full for hours.
    this.#times = this.#times.filter((time) => time > oldest && time <= now);
    return this.#times.length;
  }

  /** When there is room for one more: `now`, or the time at which the oldest leaves the window. */
  roomAt(now: number): number {
    return this.used(now) < this.#limit ? now : (this.#times[0] ?? now) + this.#windowMs;
  }

  /** When `used` will next shrink by itself, or null. */
  shrinksAt(now: number): number | null {
    return this.used(now) === 0 ? null : (this.#times[0] ?? now) + this.#windowMs;
  }
}
