/**
 * When each made-up user signed up: a function of its number that never goes back in time, so that lists
 * by creation date are arithmetic on numbers. Knows nothing else of users.
 */
import { chance, hash32 } from './random.ts';

export interface Timeline {
  /** Unix ms; not before that of any smaller number. Number 0 signed up first. */
  createdAt(index: number): number;
  /** How many users signed up before this time: also the number of the first who did not. */
  countBefore(time: number): number;
}

const threeYearsMs = 3 * 365 * 24 * 3_600_000;
const block = 64;

/** `now` is the time that the newest user has only just signed up by. */
export function createTimeline(size: number, seed: number, now: number): Timeline {
  /** Where the user stands in its block: imports share one moment, and quiet times leave gaps. */
  function position(index: number): number {
    const start = index - (index % block);
    const within = index % block;
    const kind = hash32(seed, start, 11) % 8;
    if (kind === 0 && within < 3) return start;
    if (kind === 1) return start + block / 2 + within / 2;
    return index + 0.8 * chance(seed, index, 12);
  }

  function createdAt(index: number): number {
    const left = Math.max(0, size - position(index)) / size;
    // Most signed up lately: the app grew about five times as fast at the end as at the start.
    const age = threeYearsMs * (0.35 * left + 0.65 * left * left);
    return Math.floor(now - 60_000 - age);
  }

  return {
    createdAt,
    countBefore(time) {
      let low = 0;
      let high = size;
      while (low < high) {
        const middle = (low + high) >>> 1;
        if (createdAt(middle) < time) low = middle + 1;
        else high = middle;
      }
      return low;
    },
  };
}
