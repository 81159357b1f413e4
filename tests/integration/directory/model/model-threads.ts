/**
 * Stands in for the database threads: the real services, in this thread, called when the driver says so.
 * What is called waits in one queue, as it would for the thread; a kill loses the queue, never a commit.
 */
import { openDirectoryReader } from '../../../../electron/core/directory/directory-reader.ts';
import { openDirectoryWriter } from '../../../../electron/core/directory/directory-writer.ts';
import type { DirectoryFile } from '../../../../electron/core/directory/directory-writer.ts';
import type { DirectoryOptions } from '../../../../electron/core/directory/directory.ts';
import type { Service } from '../../../../electron/core/storage/database-services.ts';
import type { CallOptions } from '../../../../electron/core/storage/database-thread.ts';
import { PageCache } from '../../../../electron/core/storage/page-cache.ts';

type Method = (...args: unknown[]) => unknown;
type Threads = DirectoryOptions['threads'];

export class ModelThreads {
  readonly #queue: (() => void)[] = [];
  readonly #open = new Set<Service>();
  #isDead = false;
  /** Everything is run at once, and nothing waits for the driver. */
  isDirect = true;

  /** `change`: what a mutant does to a call of the writer. */
  threads(change: (method: string, args: unknown[]) => unknown[] = (_, args) => args): Threads {
    const opener = (open: (file: DirectoryFile) => Service, isWriter: boolean) => ({
      open: (_: string, file: DirectoryFile) => {
        const service = open(file);
        this.#open.add(service);
        return Promise.resolve({
          call: (method: string, args: unknown[], _options?: CallOptions) => {
            const run = () => {
              const changed = isWriter ? change(method, args) : args;
              return (service as unknown as Record<string, Method>)[method]?.(...changed);
            };
            return this.#call(run, isWriter);
          },
          close: () => {
            if (this.#open.delete(service)) service.close();
            return Promise.resolve();
          },
        });
      },
    });
    const context = { pageCache: new PageCache(1024) };
    return {
      write: opener((file) => openDirectoryWriter(file, context), true),
      read: opener((file) => openDirectoryReader(file, context), false),
    } as unknown as Threads;
  }

  get waiting(): number {
    return this.#queue.length;
  }

  step(): void {
    this.#queue.shift()?.();
  }

  /** What was called and has not run never runs. The files stay open, so that nothing is put in order. */
  kill(): void {
    this.#isDead = true;
    this.#queue.length = 0;
  }

  /** Only when the history is over. */
  close(): void {
    for (const service of this.#open) service.close();
    this.#open.clear();
  }

  #call(run: () => unknown, isQueued: boolean): Promise<unknown> {
    return new Promise((resolve, reject) => {
      if (this.#isDead) return;
      const step = (): void => {
        try {
          resolve(run());
        } catch (error) {
          reject(error instanceof Error ? error : new Error(String(error)));
        }
      };
      if (this.isDirect || !isQueued) step();
      else this.#queue.push(step);
    });
  }
}
