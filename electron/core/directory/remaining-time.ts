/**
 * How long a walk over all users will still take, judged by what it did lately: waits for the rate budget,
 * slow answers and busy disks are in it. Knows no clock of its own.
 */

/** Longer than the window that the API's limits count in, so that its bursts and its waits even out. */
const windowMs = 25_000;
/** From less than this nothing can be told. */
const shortestMs = 1_500;

interface Sample {
  at: number;
  done: number;
}

export class RemainingTime {
  readonly #samples: Sample[] = [];
  #endMsPerUser: number;

  /** What comes after the reading, indexes above all, takes about this long for each user. */
  constructor(endMsPerUser: number) {
    this.#endMsPerUser = endMsPerUser;
  }

  note(at: number, done: number): void {
    this.#samples.push({ at, done });
    while ((this.#samples[1]?.at ?? Infinity) <= at - windowMs) this.#samples.shift();
  }

  /** Null while there is too little to guess from. */
  of(total: number | null, now: number): number | null {
    const [first, last] = [this.#samples[0], this.#samples.at(-1)];
    if (total === null || first === undefined || last === undefined) return null;
    const took = now - first.at;
    const read = last.done - first.done;
    if (took < shortestMs || read <= 0) return null;
    const reading = (Math.max(0, total - last.done) * took) / read;
    return Math.round(reading + total * this.#endMsPerUser);
  }
}
