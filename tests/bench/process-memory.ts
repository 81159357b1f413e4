/** How much memory this program's children take, theirs included. Linux only, where /proc says so. */

import { readdir, readFile } from 'node:fs/promises';

/** Proportional set size in bytes: what is shared counts once in all. */
export async function memoryOf(rootPid: number): Promise<number> {
  const parents = await parentsByPid();
  const family = [...parents.keys()].filter((pid) => isBelow(pid, rootPid, parents));
  const sizes = await Promise.all([rootPid, ...family].map(pssOf));
  return sizes.reduce((sum, size) => sum + size, 0);
}

/** Pids of this process's children, whose own children count with them. */
export async function childPids(): Promise<number[]> {
  const parents = await parentsByPid();
  return [...parents].filter(([, parent]) => parent === process.pid).map(([pid]) => pid);
}

async function parentsByPid(): Promise<Map<number, number>> {
  const pids = (await readdir('/proc')).filter((name) => /^\d+$/u.test(name)).map(Number);
  const entries = await Promise.all(
    pids.map(async (pid): Promise<[number, number] | null> => {
      const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => null);
      // The name, in brackets, may hold anything.
      const parent = stat?.slice(stat.lastIndexOf(')') + 2).split(' ')[1];
      return parent === undefined ? null : [pid, Number(parent)];
    }),
  );
  return new Map(entries.filter((entry) => entry !== null));
}

function isBelow(pid: number, root: number, parents: Map<number, number>): boolean {
  for (let above = parents.get(pid); above !== undefined && above > 1; above = parents.get(above)) {
    if (above === root) return true;
  }
  return false;
}

async function pssOf(pid: number): Promise<number> {
  const rollup = await readFile(`/proc/${pid}/smaps_rollup`, 'utf8').catch(() => '');
  return 1024 * Number(/^Pss:\s+(\d+) kB/mu.exec(rollup)?.[1] ?? 0);
}
