/**
 * The two database threads that all instances share: one for writing (syncs, puts, the journal) and
 * one for reading, so that a search never waits for a sync. Knows no SQL.
 */
import { DatabaseThread } from './database-thread.ts';

/**
 * Page caches of all open mirrors together. Reading has the larger share: a search that misses the
 * cache pays for decryption.
 */
const readCacheKiB = 48 * 1024;
const writeCacheKiB = 16 * 1024;

export interface DatabaseThreads {
  read: DatabaseThread;
  write: DatabaseThread;
  /** Starts both ahead of their first call: starting takes longer than most calls. */
  warm(): void;
  close(): Promise<void>;
}

/** `script` is database-worker: a source file in Node, a built one in the app. Starts nothing yet. */
export function createDatabaseThreads(script: URL): DatabaseThreads {
  const read = new DatabaseThread(script, { cacheKiB: readCacheKiB });
  const write = new DatabaseThread(script, { cacheKiB: writeCacheKiB });
  return {
    read,
    write,
    warm() {
      read.warm();
      write.warm();
    },
    close: async () => {
      await Promise.all([read.close(), write.close()]);
    },
  };
}
