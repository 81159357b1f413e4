/** Moves a database file that cannot be read out of the way, and deletes such leftovers. Knows no SQL. */
import { readdir, rename, rm } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';

/** What SQLite keeps beside a database; without them a set-aside file could not be examined. */
const companions = ['', '-wal', '-shm'];

/** Answers the new name of the file. Throws when it cannot be moved: nothing may be written over it. */
export async function setAside(file: string, now: number): Promise<string> {
  const stamp = new Date(now).toISOString().replaceAll(/[:.]/g, '-');
  const aside = `${file}.corrupt-${stamp}`;
  for (const companion of companions) {
    try {
      await rename(`${file}${companion}`, `${aside}${companion}`);
    } catch (error) {
      if (!isAbsent(error)) throw error;
    }
  }
  return aside;
}

export async function deleteSetAside(file: string): Promise<void> {
  const folder = dirname(file);
  const prefix = `${basename(file)}.corrupt-`;
  for (const name of await readdir(folder)) {
    if (name.startsWith(prefix)) await rm(join(folder, name), { force: true });
  }
}

function isAbsent(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ENOENT';
}
