/**
 * The services that the database threads host: each a plain synchronous class over one open database.
 * To add one, add a line here. Knows the classes, and nothing of threads.
 */
import { openDirectoryReader } from '../directory/directory-reader.ts';
import { openDirectoryWriter } from '../directory/directory-writer.ts';
import { openPictureStore } from '../images/picture-store.ts';
import { openJournalStore } from '../journal/journal-store.ts';
import { openListStore } from '../lists/list-store.ts';
import type { PageCache } from './page-cache.ts';

export interface ServiceContext {
  /** For mirrors; small databases keep a fixed cache of their own. */
  pageCache: PageCache;
}

/** What a thread asks of every service besides its own methods. */
export interface Service {
  close(): void;
}

/**
 * Opened with plain data, called with plain data: options, arguments and results cross the thread's
 * border by structured clone. A method may answer a promise; it then lets other calls run meanwhile.
 */
export const databaseServices = {
  directoryReader: openDirectoryReader,
  directoryWriter: openDirectoryWriter,
  journal: openJournalStore,
  lists: openListStore,
  pictures: openPictureStore,
} as const;

export type ServiceName = keyof typeof databaseServices;
export type ServiceOptions<N extends ServiceName> = Parameters<(typeof databaseServices)[N]>[0];
export type ServiceType<N extends ServiceName> = ReturnType<(typeof databaseServices)[N]>;
