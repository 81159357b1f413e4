/**
 * Notes whom a search found in a temporary table, for lists that are walked in another order than the
 * index has. Kept while nothing changes, so that paging through one costs one search.
 */
import type { Database } from '../storage/open-database.ts';

const keptSets = 4;

export class MatchSets {
  readonly #database: Database;
  /** Oldest first. */
  readonly #sets = new Map<string, { number: number; version: number }>();
  #nextNumber = 1;

  constructor(database: Database) {
    this.#database = database;
    // In memory, as all that is temporary here; it holds row numbers only.
    database.exec(
      'CREATE TEMP TABLE matched (match_set INTEGER, row_id INTEGER, PRIMARY KEY (match_set, row_id)) WITHOUT ROWID',
    );
  }

  /** `version` is the database's data_version: another one means that the set may be outdated. */
  numberFor(expression: string, version: number): number {
    const known = this.#sets.get(expression);
    if (known?.version === version) return known.number;
    if (known !== undefined) this.#drop(expression, known.number);
    for (const [oldest, set] of this.#sets) {
      if (this.#sets.size < keptSets) break;
      this.#drop(oldest, set.number);
    }
    const number = this.#nextNumber++;
    this.#database
      .prepare('INSERT INTO temp.matched SELECT ?, rowid FROM search WHERE search MATCH ? ORDER BY rowid')
      .run(number, expression);
    this.#sets.set(expression, { number, version });
    return number;
  }

  #drop(expression: string, number: number): void {
    this.#sets.delete(expression);
    this.#database.prepare('DELETE FROM temp.matched WHERE match_set = ?').run(number);
  }
}
