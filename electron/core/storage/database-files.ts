/** The files of one database: their size, their removal, and setting a damaged one aside. Opens none. */
import { mkdir, rm, stat } from 'node:fs/promises';
import { basename, dirname } from 'node:path';
import { companions, deleteSetAside, setAside } from './set-aside.ts';

/** A damaged database is kept for a look at what happened, but it holds personal data: not many, not for long. */
const keptAside = 2;

export interface DatabaseFiles {
  prepareFolder(): Promise<void>;
  /** On disk, WAL included. */
  bytes(): Promise<number>;
  /** Answers the new name. */
  setAside(now: number): Promise<string>;
  /** The database; with `everything`, also what was set aside. */
  remove(everything: boolean): Promise<void>;
}

export function databaseFiles(file: string): DatabaseFiles {
  return {
    async prepareFolder() {
      await mkdir(dirname(file), { recursive: true, mode: 0o700 });
    },
    async bytes() {
      const sizes = await Promise.all(
        [file, `${file}-wal`].map((one) =>
          stat(one).then(
            (found) => found.size,
            () => 0,
          ),
        ),
      );
      return sizes.reduce((sum, size) => sum + size, 0);
    },
    async setAside(now) {
      const aside = await setAside(file, now);
      await deleteSetAside(file, keptAside);
      return basename(aside);
    },
    async remove(everything) {
      for (const companion of companions) await rm(file + companion, { force: true });
      if (everything) await deleteSetAside(file);
    },
  };
}
