/**
 * One instance's pictures on the disk, encrypted as its mirror is. It never fails: what cannot be kept or
 * read is fetched again, and a damaged file is set aside for a new one. Knows no SQL and no network.
 */
import type { Clock, Logger } from '../ports.ts';
import { DamagedDatabase } from '../storage/database-failure.ts';
import { databaseFiles } from '../storage/database-files.ts';
import type { ServiceHandle } from '../storage/database-thread.ts';
import type { DatabaseThreads } from '../storage/database-threads.ts';
import type { PictureStore, StoredPicture, WantedPicture } from './picture-store.ts';

/** Of one instance: some five thousand pictures as Clerk sends them. */
export const largestBytesKept = 48 * 1024 * 1024;

export interface PictureCache {
  /** Whatever is kept for the user, be it at another address. Counts as a use. */
  get(userId: string): Promise<StoredPicture | null>;
  /** In the place of what was kept for the user. */
  put(picture: StoredPicture): Promise<void>;
  /** The server said that this one is current. */
  checked(picture: WantedPicture): Promise<void>;
  remove(userIds: string[]): Promise<void>;
  userIds(): Promise<string[]>;
  /** Those that are not kept, in their order; none when nothing can be kept. */
  missing(wanted: WantedPicture[]): Promise<WantedPicture[]>;
  /** Deletes all pictures, file and all. */
  wipe(): Promise<void>;
  close(): Promise<void>;
  /** Closes, and deletes every file. */
  destroy(): Promise<void>;
}

export interface PictureCacheOptions {
  /** Asked at the first use, and again after a failure. Throws what the keychain throws. */
  place: () => Promise<{ file: string; key: string }>;
  threads: Pick<DatabaseThreads, 'write'>;
  clock: Pick<Clock, 'now'>;
  logger: Logger;
  largestBytes?: number;
}

type Store = ServiceHandle<PictureStore>;
/** The file is known also while the store in it cannot be opened. */
interface Opened {
  file: string;
  store: Store;
}

export function createPictureCache(options: PictureCacheOptions): PictureCache {
  const { place, threads, clock, logger, largestBytes = largestBytesKept } = options;
  let current: Promise<Opened> | null = null;
  let lastFile: string | null = null;
  let closed = false;
  /** Told once, not for each row of a list. */
  let complained = false;

  async function open(): Promise<Opened> {
    const { file, key } = await place();
    lastFile = file;
    const files = databaseFiles(file);
    await files.prepareFolder();
    const openStore = () => threads.write.open('pictures', { file, key, largestBytes });
    try {
      return { file, store: await openStore() };
    } catch (error) {
      if (!(error instanceof DamagedDatabase)) throw error;
      await setAside(file);
      return { file, store: await openStore() };
    }
  }

  async function setAside(file: string): Promise<void> {
    const name = await databaseFiles(file).setAside(clock.now());
    logger.warn('A damaged cache of pictures was set aside', { name });
  }

  async function replace(damaged: Promise<Opened>): Promise<Opened> {
    const { file, store } = await damaged;
    await store.close().catch(() => undefined);
    await setAside(file);
    return open();
  }

  /** Twice at most: what is damaged is made anew, and what others replaced meanwhile is asked again. */
  async function ask<T>(question: (store: Store) => Promise<T>, otherwise: T): Promise<T> {
    for (let attempt = 0; attempt < 2 && !closed; attempt += 1) {
      const asked = (current ??= open());
      try {
        const answer = await question((await asked).store);
        complained = false;
        return answer;
      } catch (error) {
        if (closed) break;
        if (current !== asked) continue;
        if (error instanceof DamagedDatabase) {
          current = replace(asked);
          // Whoever asks next sees its failure.
          current.catch(() => undefined);
          continue;
        }
        if (!(await isOpen(asked))) current = null;
        if (!complained) logger.warn('Pictures cannot be kept at the moment', { error });
        complained = true;
        break;
      }
    }
    return otherwise;
  }

  async function closeStore(): Promise<void> {
    const opened = await current?.catch(() => null);
    await opened?.store.close().catch(() => undefined);
  }

  async function close(): Promise<void> {
    if (closed) return;
    closed = true;
    await closeStore();
  }

  return {
    get: (userId) => ask((store) => store.call('get', [userId, clock.now()]), null),
    put: (picture) => ask((store) => store.call('put', [picture, clock.now()]), undefined),
    checked: ({ userId, address }) =>
      ask((store) => store.call('checked', [{ userId, address }, clock.now()]), undefined),
    remove: (userIds) => ask((store) => store.call('remove', [userIds]), undefined),
    userIds: () => ask((store) => store.call('userIds', []), []),
    missing: (wanted) => ask((store) => store.call('missing', [wanted]), []),
    async wipe() {
      if (closed) return;
      const emptied = (async () => {
        await closeStore();
        const { file } = await place();
        await databaseFiles(file).remove(true);
        return open();
      })();
      current = emptied;
      await emptied.catch(() => undefined);
    },
    close,
    async destroy() {
      await close();
      if (lastFile !== null) await databaseFiles(lastFile).remove(true);
    },
  };
}

async function isOpen(opening: Promise<Opened>): Promise<boolean> {
  return opening.then(
    () => true,
    () => false,
  );
}
