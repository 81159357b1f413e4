/**
 * Guesses how long a sync still takes, from how fast it has been of late. Knows no sync: only when how many
 * users were read.
 */

import type { SyncProgress } from '../../../shared/models/directory.ts';

/** The rate is that of the last so many milliseconds: a limit or a slow network shows soon, a hiccup does not. */
const recentMs = 30_000;
/** With less behind it, a guess would be no better than none. */
const leastMs = 3_000;
const leastSteps = 3;

export class RemainingTime {
  #seen: { at: number; done: number }[] = [];

  /** Only reading has a rate; what was seen of one reading says nothing about the next. */
  tell(progress: SyncProgress, now: number): SyncProgress {
    if (progress.phase === 'reading') {
      return { ...progress, remainingMs: this.note(now, progress.done, progress.total) };
    }
    this.#seen = [];
    return { ...progress, remainingMs: null };
  }

  /** Milliseconds; null while there is too little to guess from. */
  note(at: number, done: number, total: number | null): number | null {
    const last = this.#seen.at(-1);
    // Begun anew, or the clock was set back: what was seen says nothing about what is to come.
    if (last !== undefined && (done < last.done || at < last.at)) this.#seen = [];
    if (last?.done !== done || this.#seen.length === 0) this.#seen.push({ at, done });
    const since = at - recentMs;
    // The newest of those before stays: from it on, all of the stretch is known.
    while (this.#seen.length > leastSteps && (this.#seen[1]?.at ?? since) < since) this.#seen.shift();
    const first = this.#seen[0];
    if (first === undefined || total === null || this.#seen.length < leastSteps) return null;
    const tookMs = at - first.at;
    const read = done - first.done;
    if (tookMs < leastMs || read <= 0) return null;
    return Math.round((Math.max(0, total - done) * tookMs) / read);
  }
}
