/** Builds the app when its build is missing or older than its sources. Says so on stderr only. */
import { spawnSync } from 'node:child_process';
import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const projectRoot = fileURLToPath(new URL('..', import.meta.url));

const sources = [
  'electron',
  'renderer',
  'shared',
  'electron.vite.config.ts',
  'package.json',
  'package-lock.json',
];
/** What the build writes last. */
const lastBuilt = join(projectRoot, 'out/renderer/index.html');

/** Ends the process with the builder's exit code when the build fails: its own words are on stderr by then. */
export function ensureBuilt(): void {
  if (isFresh()) return;
  process.stderr.write('Building Roster…\n');
  const builder = join(projectRoot, 'node_modules/electron-vite/bin/electron-vite.js');
  const { status } = spawnSync(process.execPath, [builder, 'build', '--logLevel', 'warn'], {
    cwd: projectRoot,
    // Stdout belongs to the caller: the browser host's is read by programs.
    stdio: ['ignore', 2, 2],
  });
  if (status !== 0) {
    process.stderr.write('The build failed, so nothing was started.\n');
    process.exit(status ?? 1);
  }
}

function isFresh(): boolean {
  const built = statSync(lastBuilt, { throwIfNoEntry: false });
  return built !== undefined && sources.every((source) => newest(join(projectRoot, source)) <= built.mtimeMs);
}

/** Unix ms of the latest change of a file, or of anything in a folder. */
function newest(path: string): number {
  const stat = statSync(path, { throwIfNoEntry: false });
  if (stat === undefined || path.endsWith('.tsbuildinfo')) return 0;
  if (!stat.isDirectory()) return stat.mtimeMs;
  // A folder's own time changes when a file in it is removed.
  return readdirSync(path).reduce((latest, name) => Math.max(latest, newest(join(path, name))), stat.mtimeMs);
}
