/**
 * Notes whom a search found in temporary tables, for lists in another order than the index has. Kept while nothing changes, so that paging through one costs one search.
 */
import type { Database } from '../storage/open-database.ts';

/** Two panes, each with the search before the last letter and the one after it. */
const slots = [1, 2, 3, 4] as const;
type Slot = (typeof slots)[number];

export class MatchSets {
  readonly #database: Database;
  /** Least recently used first. */
  readonly #sets: { slot: Slot; expression: string; version: number; size: number }[];

  constructor(database: Database) {
    this.#database = database;
    // In memory, as all that is temporary here; they hold row numbers only.
    for (const slot of slots) {
      database.exec(`CREATE TEMP TABLE matched_${slot} (row_id INTEGER PRIMARY KEY) WITHOUT ROWID`);
    }
    this.#sets = slots.map((slot) => ({ slot, expression: '', version: -1, size: 0 }));
  }

  /**
   * The table with the row numbers that the expression finds, and how many they are. `version` is the
   * database's data_version: another one means that a set may be outdated.
   */
  find(expression: string, version: number): { table: string; size: number } {
    const known = this.#sets.findIndex((set) => set.expression === expression);
    const [set] = this.#sets.splice(Math.max(known, 0), 1);
    if (set === undefined) throw new Error('There are always as many sets as slots');
    this.#sets.push(set);
    const table = `temp.matched_${set.slot}`;
    if (known < 0 || set.version !== version) {
      set.expression = '';
      this.#database.exec(`DELETE FROM ${table}`);
      set.size = this.#database
        .prepare(`INSERT INTO ${table} SELECT rowid FROM search WHERE search MATCH ? ORDER BY rowid`)
        .run(expression).changes;
      set.expression = expression;
      set.version = version;
    }
    return { table, size: set.size };
  }
}
