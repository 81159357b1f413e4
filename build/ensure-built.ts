/** Builds the app and the browser host, when their build is missing or older than its sources. Says so on stderr only. */
import { spawnSync } from 'node:child_process';
import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const projectRoot = fileURLToPath(new URL('..', import.meta.url));

const sources = [
  'electron',
  'renderer',
  'shared',
  'tests/harness/web-host',
  'build/web-host.vite.config.ts',
  'electron.vite.config.ts',
  'package.json',
  'package-lock.json',
];
const builders = [
  ['node_modules/electron-vite/bin/electron-vite.js', 'build'],
  ['node_modules/vite/bin/vite.js', 'build', '--config', 'build/web-host.vite.config.ts'],
];
/** What the build writes last. */
const lastBuilt = join(projectRoot, 'out/host/web-host.js');

/** Ends the process with the builder's exit code when the build fails. */
export function ensureBuilt(): void {
  if (isFresh()) return;
  process.stderr.write('Building Roster…\n');
  const status = buildAll();
  if (status === 0) return;
  process.stderr.write('The build failed, so nothing was started.\n');
  process.exit(status);
}

/** @returns the exit code of the builder that failed, whose own words are on stderr by then; otherwise 0. */
export function buildAll(): number {
  for (const command of builders) {
    const { status } = spawnSync(process.execPath, [...command, '--logLevel', 'warn'], {
      cwd: projectRoot,
      // Nothing of ours in the folder for temporary files.
      env: { ...process.env, NODE_DISABLE_COMPILE_CACHE: '1' },
      // Stdout belongs to the caller: the browser host's is read by programs.
      stdio: ['ignore', 2, 2],
    });
    if (status !== 0) return status ?? 1;
  }
  return 0;
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
