/** Finds out whether Electron can run here, and how. Downloads nothing: that is `npm run setup`'s part. */
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { projectRoot } from './ensure-built.ts';

export type ElectronRuntime =
  | { available: true; executable: string; arguments: string[] }
  /** `reason` is a sentence for a person. */
  | { available: false; reason: string };

export function findElectron(): ElectronRuntime {
  const electronModule = join(projectRoot, 'node_modules/electron');
  const pathFile = join(electronModule, 'path.txt');
  const distFolder = process.env['ELECTRON_OVERRIDE_DIST_PATH'] ?? join(electronModule, 'dist');
  // The same names as Electron's own installer uses; `path.txt` is written once it has run.
  const name = existsSync(pathFile) ? readFileSync(pathFile, 'utf8') : executableNames[process.platform];
  const executable = join(distFolder, name ?? 'electron');
  if (!existsSync(executable)) {
    return {
      available: false,
      reason:
        "Electron's runtime is not on this machine. `npx install-electron` downloads it from github.com.",
    };
  }

  const sandbox = sandboxArguments();
  const trial = spawnSync(executable, [...sandbox, '--version'], { encoding: 'utf8', timeout: 20_000 });
  if (trial.status !== 0) {
    const firstLine = trial.stderr?.trim().split('\n')[0] ?? '';
    return {
      available: false,
      reason: `Electron's runtime does not start here: ${firstLine || (trial.error?.message ?? 'it ended at once')}`,
    };
  }
  return { available: true, executable, arguments: sandbox };
}

const executableNames: Partial<Record<NodeJS.Platform, string>> = {
  darwin: 'Electron.app/Contents/MacOS/Electron',
  linux: 'electron',
  win32: 'electron.exe',
};

/** Chromium refuses to run as root with its sandbox; nobody but containers and CI does that. */
function sandboxArguments(): string[] {
  return process.platform === 'linux' && process.getuid?.() === 0 ? ['--no-sandbox'] : [];
}

export type Display = { kind: 'real' | 'none' } | { kind: 'virtual'; wrapper: string[] };

/** On Linux a window needs a display, real or virtual; elsewhere there always is one. */
export function findDisplay(): Display {
  if (process.platform !== 'linux') return { kind: 'real' };
  if (process.env['DISPLAY'] || process.env['WAYLAND_DISPLAY']) return { kind: 'real' };
  const hasXvfb = spawnSync('xvfb-run', ['--help'], { stdio: 'ignore' }).error === undefined;
  return hasXvfb ? { kind: 'virtual', wrapper: ['xvfb-run', '--auto-servernum'] } : { kind: 'none' };
}
