/**
 * The table of kept pictures, inside the database thread: one per user, bounded by their size, the least
 * recently used going first. Plain synchronous SQL over one encrypted file; knows no network and no clock.
 */
import { openDatabase, type Database, type Statement } from '../storage/open-database.ts';
import type { Picture } from './picture.ts';

export interface PictureStoreOptions {
  file: string;
  /** 32 bytes as 64 hex digits. */
  key: string;
  /** Of all pictures together. */
  largestBytes: number;
}

export interface WantedPicture {
  userId: string;
  /** Another one is another picture. */
  address: string;
}

export interface StoredPicture extends WantedPicture, Picture {
  /** The server's name for this version of it, to ask whether there is a newer one. */
  etag: string | null;
  /** When the server last said that it is current, Unix ms. */
  checkedAt: number;
}

const cacheKiB = 1024;

const migrations = [
  `CREATE TABLE picture (
    user_id TEXT PRIMARY KEY,
    address TEXT NOT NULL,
    content_type TEXT NOT NULL,
    etag TEXT,
    checked_at INTEGER NOT NULL,
    used_at INTEGER NOT NULL,
    size INTEGER NOT NULL,
    bytes BLOB NOT NULL
  ) STRICT;
  CREATE INDEX picture_by_use ON picture (used_at, size);`,
];

/** Throws AppError `storage` or `disk_full`; DamagedDatabase for a wrong key or a broken file. */
export function openPictureStore({ file, key, largestBytes }: PictureStoreOptions): PictureStore {
  // A picture lost in a power cut is fetched again.
  const database = openDatabase({ file, key, cacheKiB, synchronous: 'NORMAL', migrations });
  try {
    return new PictureStore(database, largestBytes);
  } catch (error) {
    database.close();
    throw error;
  }
}

export class PictureStore {
  readonly #database: Database;
  readonly #largestBytes: number;
  readonly #get: Statement<[string], StoredPicture>;
  readonly #isKept: Statement<[string, string], number>;
  readonly #touch: Statement<[number, string], unknown>;
  readonly #remove: Statement<[string], unknown>;
  readonly #total: Statement<[], number>;
  /** When each was used last, Unix ms: written down only with the next picture, so that looking writes nothing. */
  readonly #used = new Map<string, number>();

  constructor(database: Database, largestBytes: number) {
    this.#database = database;
    this.#largestBytes = largestBytes;
    this.#get = database.prepare(
      `SELECT user_id AS userId, address, content_type AS contentType, etag, checked_at AS checkedAt, bytes
       FROM picture WHERE user_id = ?`,
    );
    this.#isKept = database
      .prepare<[string, string], number>('SELECT 1 FROM picture WHERE user_id = ? AND address = ?')
      .pluck();
    this.#touch = database.prepare('UPDATE picture SET used_at = ? WHERE user_id = ?');
    this.#remove = database.prepare('DELETE FROM picture WHERE user_id = ?');
    this.#total = database.prepare<[], number>('SELECT coalesce(sum(size), 0) FROM picture').pluck();
  }

  /** Counts as a use. */
  get(userId: string, now: number): StoredPicture | null {
    const found = this.#get.get(userId);
    if (found === undefined) return null;
    this.#used.set(userId, now);
    return found;
  }

  /** In the place of what was kept for the user. One larger than the bound is not kept. */
  put(picture: StoredPicture, now: number): void {
    this.#database
      .transaction(() => {
        this.#writeUses();
        this.#drop(picture.userId);
        const { userId, address, contentType, etag, checkedAt, bytes } = picture;
        if (bytes.byteLength > this.#largestBytes) return;
        this.#database
          .prepare(
            `INSERT INTO picture (user_id, address, content_type, etag, checked_at, used_at, size, bytes)
             VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
          )
          .run(userId, address, contentType, etag, checkedAt, now, bytes.byteLength, bytes);
        this.#makeRoom();
      })
      .immediate();
  }

  /** The server said that this one is current. */
  checked({ userId, address }: WantedPicture, now: number): void {
    this.#database
      .prepare('UPDATE picture SET checked_at = ? WHERE user_id = ? AND address = ?')
      .run(now, userId, address);
  }

  remove(userIds: string[]): void {
    this.#database.transaction(() => userIds.forEach((userId) => this.#drop(userId))).immediate();
  }

  userIds(): string[] {
    return this.#database.prepare<[], string>('SELECT user_id FROM picture').pluck().all();
  }

  /** Those that are not kept, in their order. */
  missing(wanted: WantedPicture[]): WantedPicture[] {
    return wanted.filter(({ userId, address }) => this.#isKept.get(userId, address) === undefined);
  }

  close(): void {
    try {
      this.#database.transaction(() => this.#writeUses()).immediate();
    } finally {
      this.#database.close();
    }
  }

  #drop(userId: string): void {
    this.#used.delete(userId);
    this.#remove.run(userId);
  }

  #writeUses(): void {
    for (const [userId, at] of this.#used) this.#touch.run(at, userId);
    this.#used.clear();
  }

  #makeRoom(): void {
    let left = this.#total.get() ?? 0;
    if (left <= this.#largestBytes) return;
    const oldest = this.#database
      .prepare<[], { userId: string; size: number }>(
        'SELECT user_id AS userId, size FROM picture ORDER BY used_at, rowid',
      )
      .iterate();
    const going: string[] = [];
    for (const { userId, size } of oldest) {
      if (left <= this.#largestBytes) break;
      left -= size;
      going.push(userId);
    }
    for (const userId of going) this.#drop(userId);
  }
}
