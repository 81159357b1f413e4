/** The files of one mirror: their size, their removal, and setting a damaged one aside. Opens none. */
import { mkdir, readdir, rename, rm, stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';

/** A damaged mirror is kept for a look at what happened, but it holds personal data: not many, not for long. */
const keptAside = 2;
const companions = ['', '-wal', '-shm', '-journal'];

export interface MirrorFiles {
  prepareFolder(): Promise<void>;
  /** On disk, WAL included. */
  bytes(): Promise<number>;
  /** Answers the new name. */
  setAside(now: number): Promise<string>;
  /** The database; with `everything`, also what was set aside. */
  remove(everything: boolean): Promise<void>;
}

export function mirrorFiles(file: string): MirrorFiles {
  const folder = dirname(file);
  const asidePrefix = `${basename(file)}.corrupt-`;

  async function listAside(): Promise<string[]> {
    const names = await readdir(folder).catch(() => []);
    return names.filter((name) => name.startsWith(asidePrefix)).sort();
  }

  async function removeDatabase(): Promise<void> {
    for (const companion of companions) await rm(file + companion, { force: true });
  }

  return {
    async prepareFolder() {
      await mkdir(folder, { recursive: true, mode: 0o700 });
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
      const stamp = new Date(now).toISOString().replace(/[:.]/gu, '-');
      const name = asidePrefix + stamp;
      await rename(file, join(folder, name)).catch((error: NodeJS.ErrnoException) => {
        if (error.code !== 'ENOENT') throw error;
      });
      await removeDatabase();
      const kept = await listAside();
      for (const old of kept.slice(0, Math.max(0, kept.length - keptAside))) {
        await rm(join(folder, old), { force: true });
      }
      return name;
    },
    async remove(everything) {
      await removeDatabase();
      if (!everything) return;
      for (const name of await listAside()) await rm(join(folder, name), { force: true });
    },
  };
}
