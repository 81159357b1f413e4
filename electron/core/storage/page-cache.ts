/**
 * Divides one thread's page cache among its open mirrors, so that ten instances cost no more memory
 * than one. Knows nothing of what the databases hold.
 */
import type { Database } from './open-database.ts';

export class PageCache {
  readonly #totalKiB: number;
  readonly #members = new Set<Database>();

  constructor(totalKiB: number) {
    this.#totalKiB = totalKiB;
  }

  /** The database gets an equal share from now on; the others shrink. Answers how to leave. */
  share(database: Database): () => void {
    this.#members.add(database);
    this.#divide();
    return () => {
      this.#members.delete(database);
      this.#divide();
    };
  }

  #divide(): void {
    for (const member of this.#members) {
      member.pragma(`cache_size = ${-Math.floor(this.#totalKiB / this.#members.size)}`);
    }
  }
}
