/**
 * Guesses how many users were created between two moments, from few counts: so that a walk's windows can
 * be cut where half of the work is. It is never exact, as users come and go meanwhile, and nothing but
 * balance depends on it. Knows no network: it is handed a function that counts.
 */

/** Counts asked for to find one middle. */
const maxLooks = 5;
/** A middle this far off is good enough, as a share of the window's users. */
const tolerance = 0.2;

interface Point {
  time: number;
  /** Users created before it. */
  before: number;
}

export class WalkDensity {
  readonly #countBefore: (time: number) => Promise<number>;
  /** By time, and so by users too. */
  readonly #points: Point[];

  /** `from`: the oldest user's time; `to`: later than the newest's. */
  constructor(
    range: { from: number; to: number; total: number },
    countBefore: (time: number) => Promise<number>,
  ) {
    this.#countBefore = countBefore;
    this.#points = [
      { time: range.from, before: 0 },
      { time: Math.max(range.to, range.from + 1), before: range.total },
    ];
  }

  /** Looks at so many moments, evenly spread, at once. */
  async survey(looks: number): Promise<void> {
    const [{ time: from }, { time: to }] = this.#ends();
    const times = Array.from({ length: looks }, (_, index) =>
      Math.floor(from + ((to - from) * (index + 1)) / (looks + 1)),
    );
    await Promise.all(times.map((time) => this.#look(time)));
  }

  between(from: number | null, to: number | null): number {
    const [first, last] = this.#ends();
    const below = from === null ? first.before : this.#guess(from);
    return Math.max(0, (to === null ? last.before : this.#guess(to)) - below);
  }

  /** A time with about half of the window's users on each side; null where there is none. */
  async middle(from: number | null, to: number): Promise<number | null> {
    const low = from ?? this.#ends()[0].time;
    const half = () => this.#guess(low) + this.between(low, to) / 2;
    for (let looks = 0; looks < maxLooks; looks += 1) {
      const [left, right] = this.#around(half());
      const apart = right.time - left.time;
      if (apart <= 1 || right.before - left.before <= tolerance * this.between(low, to)) break;
      if (!(await this.#look(left.time + Math.floor(apart / 2)))) break;
    }
    const [left, right] = this.#around(half());
    const cut = right.time - left.time <= 1 ? right.time : this.#timeAt(half(), left, right);
    for (const time of [cut, left.time, right.time]) if (time > low && time < to) return time;
    return null;
  }

  /** False for a moment that is known. */
  async #look(time: number): Promise<boolean> {
    if (this.#points.some((point) => point.time === time)) return false;
    const counted = await this.#countBefore(time);
    const index = this.#points.findIndex((point) => point.time > time);
    const [left, right] = [this.#points[index - 1], this.#points[index]];
    if (left === undefined || right === undefined) return false;
    // Counted at another moment than its neighbours, it may not fit between them.
    const before = Math.min(Math.max(counted, left.before), right.before);
    this.#points.splice(index, 0, { time, before });
    return true;
  }

  #guess(time: number): number {
    const index = this.#points.findIndex((point) => point.time >= time);
    const [left, right] = [this.#points[index - 1], this.#points[index]];
    if (right === undefined) return this.#ends()[1].before;
    if (left === undefined) return right.before;
    return left.before + ((right.before - left.before) * (time - left.time)) / (right.time - left.time);
  }

  #around(users: number): [Point, Point] {
    const [first, last] = this.#ends();
    const index = this.#points.findIndex((point) => point.before >= users && point !== first);
    return [this.#points[index - 1] ?? first, this.#points[index] ?? last];
  }

  #timeAt(users: number, left: Point, right: Point): number {
    const share = right.before === left.before ? 0.5 : (users - left.before) / (right.before - left.before);
    return Math.round(left.time + (right.time - left.time) * share);
  }

  #ends(): [Point, Point] {
    const [first, last] = [this.#points[0], this.#points.at(-1)];
    if (first === undefined || last === undefined) throw new Error('Made with both');
    return [first, last];
  }
}
