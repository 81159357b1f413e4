/**
 * The writing side of a mirror, in the write thread: takes copies of users, decides which are news,
 * and commits each page of a sync together with the sync's own position. Knows no network.
 */
import { DamagedDatabase } from '../storage/database-failure.ts';
import type { Service, ServiceContext } from '../storage/database-services.ts';
import { openDatabase, setCheckpointAfter, walBytes } from '../storage/open-database.ts';
import type { Database } from '../storage/open-database.ts';
import { directoryMigrations, lateIndexes } from './directory-schema.ts';
import { extractRow } from './extract-row.ts';
import { isNews } from './is-news.ts';
import { MirrorMeta } from './mirror-meta.ts';
import type { MirrorState } from './mirror-meta.ts';
import { UserRows } from './user-rows.ts';
import type { ReadMark } from './user-rows.ts';
import { UserWindows } from './user-windows.ts';
import type { CreatedWindow } from './user-windows.ts';
import type { WalkPosition } from './walk-position.ts';

export interface DirectoryFile {
  file: string;
  key: string;
}

export interface UserBatch extends ReadMark {
  /** Wire JSON, one text a user. */
  users: string[];
  /**
   * Copies that were stored before this stamp give way even to one with an older `updated_at`: the
   * server was asked later, so it went back (restored from a backup, the demo begun anew).
   */
  trustedOver?: number;
}

/**
 * What became of a copy. `refreshed`: it tells more, but the server does not call that a change (activity
 * does not move `updated_at`). `older`: the mirror's was read later. `contrary`: the mirror's was read earlier
 * and yet has the later change date, so one of them is wrong; the mirror's stays. `odd`: no user at all.
 */
export type CopyOutcome = 'new' | 'changed' | 'refreshed' | 'same' | 'older' | 'contrary' | 'odd';

export interface BatchResult {
  /** In the batch's order. */
  outcomes: CopyOutcome[];
  /** Users in the mirror after it. */
  users: number;
}

/** How far the WAL may grow during a first walk; it is emptied when the sync is over. */
const walkWalBytes = 256 * 1024 * 1024;
/** Rows looked at in one step of a sweep. */
const sweepStep = 5000;
/** Pages of the index merged in one step: some 30 ms. Each commit makes readers begin their cache anew. */
const tidyStep = 500;

export function openDirectoryWriter(file: DirectoryFile, context: ServiceContext): DirectoryWriter {
  const database = openDatabase({
    ...file,
    cacheKiB: 2048,
    // A mirror can be read again: the last commits before a power cut are not worth a flush each.
    synchronous: 'NORMAL',
    migrations: directoryMigrations,
  });
  const leaveCache = context.pageCache.share(database);
  try {
    return new DirectoryWriter(database, leaveCache);
  } catch (error) {
    leaveCache();
    database.close();
    throw error;
  }
}

export class DirectoryWriter implements Service {
  readonly #database: Database;
  readonly #leaveCache: () => void;
  readonly #meta: MirrorMeta;
  readonly #rows: UserRows;
  readonly #windows: UserWindows;
  readonly #uncleanBefore: boolean;

  constructor(database: Database, leaveCache: () => void) {
    this.#database = database;
    this.#leaveCache = leaveCache;
    this.#meta = new MirrorMeta(database);
    this.#rows = new UserRows(database);
    this.#windows = new UserWindows(database);
    this.#uncleanBefore = this.#meta.isOpen();
    this.#meta.setOpen(true);
  }

  state(): MirrorState & { unclean: boolean } {
    return { ...this.#meta.state(), unclean: this.#uncleanBefore };
  }

  /** With `walk`, the walk's position is committed together with its page: neither without the other. */
  put(batch: UserBatch, walk?: WalkPosition): BatchResult {
    const outcomes = this.#transaction(() => {
      const made = batch.users.map((json) => this.#putOne(json, batch));
      this.#meta.raiseStamp(batch.stamp);
      if (walk !== undefined) this.#meta.setWalk(walk);
      return made;
    });
    return { outcomes, users: this.#meta.countUsers() };
  }

  /** Remembers when, so that a copy read before comes too late. Unknown ids are no failure. */
  remove(userIds: string[], mark: ReadMark): number {
    this.#transaction(() => {
      for (const userId of userIds) this.#removeOne(userId, mark);
      this.#meta.raiseStamp(mark.stamp);
    });
    return this.#meta.countUsers();
  }

  /** Removes users of the window that a listing begun at `mark` did not have. Answers whom. */
  removeUnlisted(
    window: CreatedWindow,
    listed: string[],
    mark: ReadMark,
  ): { removed: string[]; users: number } {
    const present = new Set(listed);
    const removed = this.#windows
      .usersIn(window)
      .filter((user) => user.stamp < mark.stamp && !present.has(user.userId))
      .map((user) => user.userId);
    return { removed, users: this.remove(removed, mark) };
  }

  /** Removes every user whom nobody has seen since `stamp`: what a complete walk did not meet. */
  sweep(stamp: number, removedAt: number): { removed: number; users: number } {
    let removed = 0;
    let after: bigint | null = null;
    for (;;) {
      const step = this.#windows.step(after, sweepStep);
      const gone = step.users.filter((user) => user.stamp < stamp).map((user) => user.userId);
      this.remove(gone, { stamp, fetchedAt: removedAt });
      removed += gone.length;
      if (step.last === null) return { removed, users: this.#meta.countUsers() };
      after = step.last;
    }
  }

  countCreatedIn(window: CreatedWindow): number {
    return this.#windows.count(window);
  }

  /** A time within the window that leaves about half of its users on each side; null if there is none. */
  middleOf(window: CreatedWindow): number | null {
    return this.#windows.middle(window);
  }

  /** Users said to have changed at or after `updatedAt`, that were not seen since `stamp`. */
  unseenSince(updatedAt: number, stamp: number, limit: number): string[] {
    return this.#windows.unseen(updatedAt, stamp, limit);
  }

  /** A sync has ended well; `walked`: it read everyone. */
  complete(lastSyncedAt: number, watermark: number | null, begun: number, walked: boolean): void {
    this.#transaction(() => {
      this.#meta.complete(lastSyncedAt, watermark, begun, walked);
      this.#configureSearch({ automerge: 4, crisismerge: 16 });
    });
  }

  beginWalk(walk: WalkPosition): void {
    this.#transaction(() => {
      this.#meta.raiseStamp(walk.stamp);
      this.#meta.setWalk(walk);
      if (walk.kind !== 'first') return;
      // What can be done once at the end is not done for every page: see buildIndex and tidy.
      for (const { name } of lateIndexes) this.#database.exec(`DROP INDEX IF EXISTS ${name}`);
      this.#configureSearch({ automerge: 0, crisismerge: 64 });
    });
    // Most pages of a growing file are written again and again: into the file they go as seldom as can be.
    if (walk.kind === 'first') setCheckpointAfter(this.#database, walkWalBytes);
  }

  /** Makes the next index that a first sync did without. False when all are there. */
  buildIndex(): boolean {
    const exists = this.#database.prepare("SELECT 1 FROM sqlite_schema WHERE type = 'index' AND name = ?");
    const missing = lateIndexes.find(({ name }) => exists.get(name) === undefined);
    if (missing === undefined) return false;
    this.#database.exec(missing.create);
    return true;
  }

  /** Puts a piece of the search index in order. False when there is nothing left to do. */
  tidy(): boolean {
    setCheckpointAfter(this.#database, walBytes);
    const changes = (): number => Number(this.#database.prepare('SELECT total_changes()').pluck().get());
    const before = changes();
    this.#configureSearch({ merge: tidyStep });
    // As SQLite's manual has it: fewer than two changes mean that nothing was merged.
    return changes() - before >= 2;
  }

  /** After an unclean exit. Throws DamagedDatabase. */
  check(): void {
    const result = this.#database.pragma('quick_check(1)', { simple: true });
    if (result !== 'ok') {
      throw new DamagedDatabase({
        code: 'storage',
        message: 'The local copy is damaged and cannot be read.',
      });
    }
  }

  close(): void {
    this.#leaveCache();
    try {
      this.#meta.setOpen(false);
      this.#database.pragma('optimize');
      this.#database.pragma('wal_checkpoint(TRUNCATE)');
    } finally {
      this.#database.close();
    }
  }

  #configureSearch(settings: Record<string, number>): void {
    const set = this.#database.prepare('INSERT INTO search (search, rank) VALUES (?, ?)');
    // As bigint: the driver binds plain numbers as floats, which the index refuses.
    for (const [name, value] of Object.entries(settings)) set.run(name, BigInt(value));
  }

  #putOne(json: string, batch: UserBatch): CopyOutcome {
    const row = extractRow(json);
    if (row === null) return 'odd';
    if (this.#meta.wasRemovedAfter(row.userId, batch)) return 'older';
    const stored = this.#rows.find(row.userId);
    if (stored === null) {
      this.#rows.insert(row, json, batch);
      return 'new';
    }
    // Whatever copy is kept, the user was seen now, and a sweep must know.
    const stamp = Math.max(stored.stamp, batch.stamp);
    const fetchedAt = Math.max(stored.fetchedAt, batch.fetchedAt);
    if (row.jsonHash === stored.jsonHash) {
      this.#rows.touch(stored, { stamp, fetchedAt });
      // The countdown of a lock is not part of the hash, but it belongs to the time of reading.
      if (row.locked && fetchedAt === batch.fetchedAt) this.#rows.rewriteJson(stored, json);
      return 'same';
    }
    if (!isNews(row, stored, batch)) {
      this.#rows.touch(stored, { stamp, fetchedAt: stored.fetchedAt });
      return stored.stamp < batch.stamp ? 'contrary' : 'older';
    }
    this.#rows.replace(stored, row, json, { stamp, fetchedAt: batch.fetchedAt });
    return row.updatedAt === stored.updatedAt ? 'refreshed' : 'changed';
  }

  #removeOne(userId: string, mark: ReadMark): void {
    const stored = this.#rows.find(userId);
    if (stored !== null) this.#rows.remove(stored);
    this.#meta.noteRemoval(userId, mark);
  }

  #transaction<T>(body: () => T): T {
    try {
      return this.#database
        .transaction(() => {
          const value = body();
          this.#rows.finish();
          return value;
        })
        .immediate();
    } catch (error) {
      this.#rows.forget();
      throw error;
    }
  }
}
