/** Moves a database file that cannot be read out of the way, and deletes such leftovers. Knows no SQL. */
import { readdir, rename, rm } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';

/** A database, and what SQLite keeps beside it: without them a set-aside file could not be examined. */
export const companions = ['', '-wal', '-shm', '-journal'];

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

/** Deletes what was set aside, but for the newest `keep`. */
export async function deleteSetAside(file: string, keep = 0): Promise<void> {
  const folder = dirname(file);
  const prefix = `${basename(file)}.corrupt-`;
  const found = await readdir(folder).catch(() => []);
  const names = found.filter((name) => name.startsWith(prefix));
  // Their names end in the time, so that their order is that of their age.
  const stamps = [
    ...new Set(names.map((name) => name.slice(prefix.length).replace(/-(wal|shm|journal)$/u, ''))),
  ];
  const old = stamps.sort().slice(0, Math.max(0, stamps.length - keep));
  for (const name of names) {
    if (old.some((stamp) => name.startsWith(prefix + stamp))) await rm(join(folder, name), { force: true });
  }
}

function isAbsent(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ENOENT';
}
