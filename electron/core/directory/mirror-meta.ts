/**
 * What a mirror knows about itself: how far its sync is, when it was complete, who was removed when.
 * Knows no users.
 */
import type { Database, Statement } from '../storage/open-database.ts';
import type { ReadMark } from './user-rows.ts';
import { readWalk } from './walk-position.ts';
import type { WalkPosition } from './walk-position.ts';

export interface MirrorState {
  users: number;
  /** When the last complete sync ended, Unix ms. */
  lastSyncedAt: number | null;
  /** The newest `updated_at` that the last complete sync saw: everything up to it is in the mirror. */
  watermark: number | null;
  walk: WalkPosition | null;
  /** The highest running number that was given out. */
  stamp: number;
}

/** Before the mirror was asked. */
export const unreadState: MirrorState = {
  users: 0,
  lastSyncedAt: null,
  watermark: null,
  walk: null,
  stamp: 0,
};

export class MirrorMeta {
  readonly #get: Statement<[string], string>;
  readonly #set: Statement<[string, string], unknown>;
  readonly #users: Statement<[], number>;
  readonly #noteRemoval: Statement<[string, bigint, bigint], unknown>;
  readonly #removal: Statement<[string], { stamp: number; removed_at: number }>;
  readonly #dropRemovals: Statement<[bigint], unknown>;

  constructor(database: Database) {
    this.#get = database.prepare<[string], string>('SELECT value FROM meta WHERE key = ?').pluck();
    this.#set = database.prepare(
      'INSERT INTO meta (key, value) VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value',
    );
    this.#users = database.prepare<[], number>("SELECT users FROM facet WHERE kind = 'total'").pluck();
    this.#noteRemoval = database.prepare(
      `INSERT INTO removed (user_id, stamp, removed_at) VALUES (?, ?, ?)
       ON CONFLICT (user_id) DO UPDATE SET stamp = excluded.stamp, removed_at = excluded.removed_at`,
    );
    this.#removal = database.prepare('SELECT stamp, removed_at FROM removed WHERE user_id = ?');
    this.#dropRemovals = database.prepare('DELETE FROM removed WHERE stamp < ?');
  }

  state(): MirrorState {
    return {
      users: this.countUsers(),
      lastSyncedAt: this.#read<number>('lastSyncedAt'),
      watermark: this.#read<number>('watermark'),
      walk: readWalk(this.#read<unknown>('walk')),
      stamp: this.#read<number>('stamp') ?? 0,
    };
  }

  countUsers(): number {
    return this.#users.get() ?? 0;
  }

  setWalk(walk: WalkPosition | null): void {
    this.#write('walk', walk);
  }

  /** `begun` is the stamp of the sync's first request: what was removed before it cannot come back. */
  complete(lastSyncedAt: number, watermark: number | null, begun: number, walked: boolean): void {
    this.#write('lastSyncedAt', lastSyncedAt);
    this.#write('watermark', watermark);
    if (walked) this.#write('walk', null);
    this.#dropRemovals.run(BigInt(begun));
  }

  raiseStamp(stamp: number): void {
    if (stamp > (this.#read<number>('stamp') ?? 0)) this.#write('stamp', stamp);
  }

  noteRemoval(userId: string, mark: ReadMark): void {
    this.#noteRemoval.run(userId, BigInt(mark.stamp), BigInt(mark.fetchedAt));
  }

  /** A copy that was asked for before its user was removed must not bring the user back. */
  wasRemovedAfter(userId: string, read: ReadMark): boolean {
    const removal = this.#removal.get(userId);
    return removal !== undefined && (removal.stamp > read.stamp || removal.removed_at > read.fetchedAt);
  }

  /** Set while a process has the file open: found set at opening, that process did not close it. */
  isOpen(): boolean {
    return this.#read<boolean>('open') === true;
  }

  setOpen(open: boolean): void {
    this.#write('open', open);
  }

  #read<T>(key: string): T | null {
    const value = this.#get.get(key);
    return value === undefined ? null : (JSON.parse(value) as T | null);
  }

  #write(key: string, value: unknown): void {
    this.#set.run(key, JSON.stringify(value));
  }
}
