/** Runs histories one after the other, each on a fresh copy of an empty mirror. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openDirectoryWriter } from '../../../../electron/core/directory/directory-writer.ts';
import { PageCache } from '../../../../electron/core/storage/page-cache.ts';
import { testKey } from '../open-directory.ts';
import { ModelHistory } from './model-history.ts';
import type { Mutant } from './model-history.ts';

export interface Difference {
  seed: number;
  what: string;
}

/** Seeds from `first` on, until one ends in a difference. */
export async function firstDifference(
  first: number,
  histories: number,
  mutant?: Mutant,
): Promise<Difference | null> {
  const folder = mkdtempSync(join(tmpdir(), 'roster-model-'));
  try {
    const template = join(folder, 'empty.db');
    openDirectoryWriter({ file: template, key: testKey }, { pageCache: new PageCache(1024) }).close();
    for (let seed = first; seed < first + histories; seed += 1) {
      const file = join(folder, `${seed}.db`);
      const what = await new ModelHistory(seed, file, template, mutant)
        .run()
        .catch((error: unknown) => String((error as Error).stack));
      if (what !== null) return { seed, what };
      for (const end of ['', '-wal', '-shm']) rmSync(file + end, { force: true });
    }
    return null;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
