/** A journal in a folder of its own on real database threads, for the journal's tests. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createJournal, type Journal, type JournalOptions } from '../../../electron/core/journal/journal.ts';
import type { Logger } from '../../../electron/core/ports.ts';
import { type AppFileOptions, createAppFile } from '../../../electron/core/storage/app-file.ts';
import { createDatabaseThreads } from '../../../electron/core/storage/database-threads.ts';
import { instanceIdSchema } from '../../../shared/models/instance.ts';

export const databaseWorker = new URL('../../../electron/core/storage/database-worker.ts', import.meta.url);
export const key = '0123456789abcdef'.repeat(4);
export const instanceId = instanceIdSchema.parse('instance-1');
export const otherInstanceId = instanceIdSchema.parse('instance-2');
export const silent: Logger = { debug: () => {}, info: () => {}, warn: () => {}, error: () => {} };

export interface JournalBench {
  folder: string;
  file: string;
  threads: ReturnType<typeof createDatabaseThreads>;
  /** The clock's time; each look moves it on by one ms. */
  now: number;
  open(
    more?: Partial<Omit<JournalOptions, 'file'> & Pick<AppFileOptions, 'file' | 'key' | 'threads'>>,
  ): Promise<Journal>;
  dispose(): Promise<void>;
}

export async function createJournalBench(): Promise<JournalBench> {
  const folder = await mkdtemp(join(tmpdir(), 'roster-journal-'));
  const file = join(folder, 'app.db');
  const threads = createDatabaseThreads(databaseWorker);
  const bench: JournalBench = {
    folder,
    file,
    threads,
    now: Date.UTC(2026, 0, 1),
    open({ file: at = file, key: withKey = key, threads: on = threads, ...more } = {}) {
      const clock = { now: () => bench.now++ };
      return createJournal({
        file: createAppFile({ threads: on, file: at, key: withKey, clock, logger: silent }),
        clock,
        logger: silent,
        operator: 'jo',
        ...more,
      });
    },
    dispose: async () => {
      await threads.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
  return bench;
}
