/**
 * How far this computer's clock is from the API's, by the `Date` of its answers. Sends nothing, and never
 * corrects a time: it only tells.
 */

export interface ClockSkew {
  /** Positive: this computer is ahead. */
  skewMs: number;
  /** Unix ms by this computer's clock. */
  measuredAt: number;
}

export interface TimedAnswer {
  /** The header, which has whole seconds. */
  date: string | null;
  /** Unix ms: when the request was handed over, and when the head of its answer was there. */
  sentAt: number;
  answeredAt: number;
}

/** What took longer tells too little. */
const longestRoundTripMs = 10_000;
/** A coarser measurement takes the place of a finer one once that is so old: clocks drift. */
const finerKeptMs = 600_000;

interface Measurement extends ClockSkew {
  errorMs: number;
}

/**
 * The answer was dated somewhere between the two times, and within the second that its header names, so the
 * middle of both is at most half a round trip and half a second off: 5.5 s at worst, some 0.6 s as a rule.
 */
export class ServerClock {
  #current: Measurement | null = null;

  get skew(): ClockSkew | null {
    return this.#current === null
      ? null
      : { skewMs: this.#current.skewMs, measuredAt: this.#current.measuredAt };
  }

  note({ date, sentAt, answeredAt }: TimedAnswer): void {
    const roundTripMs = answeredAt - sentAt;
    // Negative: the clock was set meanwhile.
    if (date === null || roundTripMs < 0 || roundTripMs > longestRoundTripMs) return;
    // Without a zone it would be read as local time.
    const dated = / GMT$/.test(date) ? Date.parse(date) : NaN;
    if (Number.isNaN(dated)) return;
    const next: Measurement = {
      skewMs: Math.round(sentAt + roundTripMs / 2 - (dated + 500)),
      errorMs: roundTripMs / 2 + 500,
      measuredAt: answeredAt,
    };
    if (this.#current === null || isBetter(next, this.#current)) this.#current = next;
  }
}

function isBetter(next: Measurement, current: Measurement): boolean {
  if (next.errorMs <= current.errorMs) return true;
  // Both cannot be right: the clock was set since.
  if (Math.abs(next.skewMs - current.skewMs) > next.errorMs + current.errorMs) return true;
  return Math.abs(next.measuredAt - current.measuredAt) > finerKeptMs;
}
