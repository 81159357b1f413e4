/** Launches the built app in a real Electron window. Knows no screen and no call. */

import { fileURLToPath } from 'node:url';
import { _electron, type ElectronApplication } from '@playwright/test';
import { findElectron } from '../../build/find-electron.ts';

export interface ElectronLaunch {
  /** The profile's folder. */
  dataDir: string;
  /** Further flags of the app's or of Chromium's. */
  args?: string[];
  /** All of the environment; see {@link isolatedEnvironment}. */
  env: Record<string, string>;
  colorScheme?: 'light' | 'dark';
}

const STARTED_WITHIN_MS = 40_000;
const root = fileURLToPath(new URL('../..', import.meta.url));

/** @throws when Electron's runtime is not on this machine, or there is no build in `out`. */
export async function launchElectron({
  dataDir,
  args = [],
  env,
  colorScheme,
}: ElectronLaunch): Promise<ElectronApplication> {
  const electron = findElectron();
  if (!electron.available) throw new Error(electron.reason);
  return _electron.launch({
    executablePath: electron.executable,
    args: [...electron.arguments, root, `--data-dir=${dataDir}`, ...args],
    cwd: root,
    env,
    locale: 'en-GB',
    timezoneId: 'UTC',
    colorScheme: colorScheme ?? 'light',
    timeout: STARTED_WITHIN_MS,
  });
}

/**
 * What a program needs to start, and nothing of the user's own: no home, no keyring, no proxies. Whatever
 * it writes lands below `home`, whose subfolder `tmp` must exist.
 */
export function isolatedEnvironment(home: string): Record<string, string> {
  const kept = [
    'PATH',
    'DISPLAY',
    'WAYLAND_DISPLAY',
    'XAUTHORITY',
    'ELECTRON_OVERRIDE_DIST_PATH',
    'SystemRoot',
  ];
  const environment: Record<string, string> = {
    HOME: home,
    TMPDIR: `${home}/tmp`,
    LANG: 'C.UTF-8',
    XDG_CONFIG_HOME: `${home}/config`,
    XDG_CACHE_HOME: `${home}/cache`,
    XDG_DATA_HOME: `${home}/data`,
    XDG_RUNTIME_DIR: home,
    // An address that leads nowhere: otherwise libraries look for the user's own bus.
    DBUS_SESSION_BUS_ADDRESS: 'disabled:',
  };
  for (const name of kept) {
    const value = process.env[name];
    if (value !== undefined) environment[name] = value;
  }
  return environment;
}
