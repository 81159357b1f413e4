/**
 * Looks at the mirror by windows of creation time and in steps: what sync needs to find who is missing
 * or gone. Writes nothing.
 */
import type { Database, Statement } from '../storage/open-database.ts';
import { firstDatedRow, firstRowAt } from './row-order.ts';

/** Creation times from `from` (inclusive) to `to` (exclusive), Unix ms; null: open on that side. */
export interface CreatedWindow {
  from: number | null;
  to: number | null;
}

export interface SeenUser {
  userId: string;
  stamp: number;
}

const highestRow = (1n << 63n) - 1n;
/** Neighbours looked at for a gap to cut in. */
const gapSearch = 64;

export class UserWindows {
  readonly #count: Statement<[bigint, bigint], number>;
  readonly #createdFrom: Statement<[bigint, bigint, number, number], number>;
  readonly #nextCreated: Statement<[bigint, bigint, bigint], number>;
  readonly #usersIn: Statement<[bigint, bigint], SeenUser>;
  readonly #step: Statement<[bigint, number], { row_id: bigint; user_id: string; stamp: bigint }>;
  readonly #unseen: Statement<[bigint, bigint, number], string>;

  constructor(database: Database) {
    this.#count = database
      .prepare<[bigint, bigint], number>(
        'SELECT count(*) FROM user INDEXED BY user_by_row WHERE row_id >= ? AND row_id < ?',
      )
      .pluck();
    this.#createdFrom = database
      .prepare<[bigint, bigint, number, number], number>(
        `SELECT row_id >> 20 FROM user INDEXED BY user_by_row
         WHERE row_id >= ? AND row_id < ? ORDER BY row_id LIMIT ? OFFSET ?`,
      )
      .pluck();
    this.#nextCreated = database
      .prepare<[bigint, bigint, bigint], number>(
        `SELECT row_id >> 20 FROM user INDEXED BY user_by_row
         WHERE row_id >= ? AND row_id < ? AND row_id >= ? ORDER BY row_id LIMIT 1`,
      )
      .pluck();
    this.#usersIn = database.prepare(
      'SELECT user_id AS userId, stamp FROM user WHERE row_id >= ? AND row_id < ?',
    );
    this.#step = database
      .prepare<[bigint, number], { row_id: bigint; user_id: string; stamp: bigint }>(
        'SELECT row_id, user_id, stamp FROM user WHERE row_id > ? ORDER BY row_id LIMIT ?',
      )
      .safeIntegers();
    this.#unseen = database
      .prepare<[bigint, bigint, number], string>(
        'SELECT user_id FROM user WHERE updated_at >= ? AND stamp < ? LIMIT ?',
      )
      .pluck();
  }

  count(window: CreatedWindow): number {
    return this.#count.get(...rowsOf(window)) ?? 0;
  }

  usersIn(window: CreatedWindow): SeenUser[] {
    return this.#usersIn.all(...rowsOf(window));
  }

  /**
   * Prefers a cut with no user within a millisecond of it: then it makes no difference whether the
   * API means its "before" and "after" to include the time itself.
   */
  middle(window: CreatedWindow): number | null {
    const [from, to] = rowsOf(window);
    const half = Math.floor(this.count(window) / 2);
    const times = this.#createdFrom.all(from, to, gapSearch, Math.max(0, half - gapSearch / 2));
    let fallback: number | null = null;
    let cut: number | null = null;
    times.forEach((time, index) => {
      const before = times[index - 1];
      if (before === undefined || before === time) return;
      fallback ??= time;
      if (time - before >= 3 && cut === null) cut = before + 2;
    });
    if (cut !== null || fallback !== null) return cut ?? fallback;
    // Thousands of one millisecond: the next later time, if any.
    const [first] = times;
    if (first === undefined) return null;
    const next = this.#nextCreated.get(from, to, firstRowAt(first + 1));
    return next ?? (window.from === null || first > window.from ? this.#earlier(window, first) : null);
  }

  #earlier(window: CreatedWindow, time: number): number | null {
    return this.count({ from: window.from, to: time }) > 0 ? time : null;
  }

  /** Walks all users in row order. `last` is null at the end. */
  step(after: bigint | null, limit: number): { users: SeenUser[]; last: bigint | null } {
    const rows = this.#step.all(after ?? -highestRow, limit);
    return {
      users: rows.map((row) => ({ userId: row.user_id, stamp: Number(row.stamp) })),
      last: rows.length < limit ? null : (rows.at(-1)?.row_id ?? null),
    };
  }

  unseen(updatedAt: number, stamp: number, limit: number): string[] {
    return this.#unseen.all(BigInt(updatedAt), BigInt(stamp), limit);
  }
}

function rowsOf({ from, to }: CreatedWindow): [bigint, bigint] {
  return [from === null ? firstDatedRow : firstRowAt(from), to === null ? highestRow : firstRowAt(to)];
}
