/**
 * The app database as its owners share it: opens their stores, and when one of them finds the file damaged, sets
 * it aside once and opens all of them anew. Knows no table.
 */
import type { Clock, Logger } from '../ports.ts';
import { DamagedDatabase } from './database-failure.ts';
import type { ServiceName, ServiceOptions, ServiceType } from './database-services.ts';
import type { ServiceHandle } from './database-thread.ts';
import type { DatabaseThreads } from './database-threads.ts';
import { deleteSetAside, setAside } from './set-aside.ts';

export interface AppFileOptions {
  threads: Pick<DatabaseThreads, 'write'>;
  /** Made when absent; set aside when this key does not open it. */
  file: string;
  /** 32 bytes as 64 hex digits. */
  key: string;
  clock: Pick<Clock, 'now'>;
  logger: Logger;
}

type AppService = Extract<ServiceName, 'journal' | 'lists'>;

export interface AppStore<S> {
  /** Asks the store; once more where the first time found the file damaged. Throws AppError. */
  ask<T>(question: (store: ServiceHandle<S>) => Promise<T>): Promise<T>;
  close(): Promise<void>;
}

export interface AppFile {
  /** `onFresh` carries into an empty file what must not be lost. Throws AppError `storage` or `disk_full`. */
  open<N extends AppService>(
    service: N,
    more: Omit<ServiceOptions<N>, 'file' | 'key'>,
    onFresh?: (store: ServiceHandle<ServiceType<N>>) => Promise<void>,
  ): Promise<AppStore<ServiceType<N>>>;
  /** Deletes what was set aside: nothing can be taken out of that. */
  deleteSetAside(): Promise<void>;
  /** A sentence for the user when the content was lost in this run, otherwise null. */
  notice(): string | null;
}

interface Opened {
  /** Closes what is open of it. */
  release(): Promise<void>;
  reopen(): Promise<void>;
}

export function createAppFile({ threads, file, key, clock, logger }: AppFileOptions): AppFile {
  const opened = new Set<Opened>();
  let notice: string | null = null;
  let replacing: Promise<void> | null = null;
  /** Grows when the file has become another one. */
  let generation = 0;

  /** Several stores and calls may find the damage at once; the file is replaced once. */
  function replace(found: number): Promise<void> {
    if (replacing === null && found !== generation) return Promise.resolve();
    replacing ??= (async () => {
      for (const one of opened) await one.release();
      const aside = await setAside(file, clock.now());
      generation += 1;
      notice =
        'The history of writes could not be read and was set aside; a new one has been started. ' +
        'Writes that were on their way before are not listed any more, and saved views and columns are gone.';
      logger.error('The app database is damaged or its key is another one: set aside', { aside });
      for (const one of opened) await one.reopen();
    })().finally(() => (replacing = null));
    return replacing;
  }

  async function open<N extends AppService>(
    service: N,
    more: Omit<ServiceOptions<N>, 'file' | 'key'>,
    onFresh: (store: ServiceHandle<ServiceType<N>>) => Promise<void> = async () => undefined,
  ): Promise<AppStore<ServiceType<N>>> {
    const openHandle = () => threads.write.open(service, { ...more, file, key });
    await replacing;
    let store: ServiceHandle<ServiceType<N>>;
    const before = generation;
    try {
      store = await openHandle();
    } catch (error) {
      if (!(error instanceof DamagedDatabase)) throw error;
      await replace(before);
      store = await openHandle();
    }
    const one: Opened = {
      release: () => store.close().catch(() => undefined),
      async reopen() {
        const fresh = await openHandle();
        await onFresh(fresh);
        store = fresh;
      },
    };
    opened.add(one);
    return {
      async ask(question) {
        await replacing;
        const asked = store;
        const before = generation;
        try {
          return await question(asked);
        } catch (error) {
          // While one call's damage is dealt with, others fail in other ways: their file has been closed.
          if (error instanceof DamagedDatabase) await replace(before);
          else if (replacing !== null) await replacing;
          else if (asked === store) throw error;
          return question(store);
        }
      },
      async close() {
        await replacing;
        opened.delete(one);
        await store.close();
      },
    };
  }

  return { open, deleteSetAside: () => deleteSetAside(file), notice: () => notice };
}
