/**
 * Tells listeners that something has changed, often enough to follow and never more often than that.
 * Also foresees changes that come with time alone. Does not know what changes.
 */
import type { Clock } from '../ports.ts';

const shortestIntervalMs = 250;

export class ChangeNotifier {
  readonly #clock: Clock;
  readonly #closed: AbortSignal;
  readonly #changesAt: () => number | null;
  readonly #listeners = new Set<() => void>();
  #lastAt = Number.NEGATIVE_INFINITY;
  #dueAt: number | null = null;

  /** `changesAt`: when the next change comes by itself, Unix ms, or null. */
  constructor(clock: Clock, closed: AbortSignal, changesAt: () => number | null) {
    this.#clock = clock;
    this.#closed = closed;
    this.#changesAt = changesAt;
  }

  on(listener: () => void): () => void {
    // Wrapped, so that one function may listen twice.
    const own = () => listener();
    this.#listeners.add(own);
    return () => this.#listeners.delete(own);
  }

  touch(): void {
    this.#scheduleFor(this.#clock.now());
  }

  #scheduleFor(wanted: number): void {
    const now = this.#clock.now();
    const at = Math.max(wanted, now, this.#lastAt + shortestIntervalMs);
    if (this.#dueAt !== null && this.#dueAt <= at) return;
    this.#dueAt = at;
    this.#clock.sleep(at - now, this.#closed).then(
      () => this.#fire(at),
      () => undefined,
    );
  }

  #fire(at: number): void {
    // An earlier one has been scheduled since.
    if (this.#dueAt !== at) return;
    this.#dueAt = null;
    this.#lastAt = this.#clock.now();
    for (const listener of this.#listeners) listener();
    const next = this.#changesAt();
    if (next !== null) this.#scheduleFor(next);
  }
}
