/**
 * Gathers who changed and tells it in one go, at most a few times a second: a sync changes 500 users
 * at a time, and each telling makes lists read themselves again.
 */

const pauseMs = 250;
/** More than these are not worth naming. */
const maxNamed = 50;

export class ChangeCollector {
  readonly #tell: (userIds: string[] | null) => void;
  #waiting: Set<string> | null = new Set();
  #pending = false;
  #timer: NodeJS.Timeout | null = null;

  constructor(tell: (userIds: string[] | null) => void) {
    this.#tell = tell;
  }

  /** Null: more than worth naming. An empty list tells that something else changed, such as the state. */
  add(userIds: string[] | null): void {
    this.#pending = true;
    for (const userId of userIds ?? []) this.#waiting?.add(userId);
    if (userIds === null || (this.#waiting?.size ?? 0) > maxNamed) this.#waiting = null;
    this.#timer ??= setTimeout(() => {
      this.flush();
    }, pauseMs);
  }

  /** Tells at once what is waiting. */
  flush(): void {
    this.stop();
    if (!this.#pending) return;
    const userIds = this.#waiting === null ? null : [...this.#waiting];
    this.#pending = false;
    this.#waiting = new Set();
    this.#tell(userIds);
  }

  stop(): void {
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = null;
  }
}
