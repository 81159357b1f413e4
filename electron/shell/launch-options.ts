/** What the command line and the environment ask of the app. Knows no Electron. */
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';

export interface LaunchOptions {
  /** The profile's folder, absolute; null: the platform's own place. */
  dataDir: string | null;
  /** Adds the demo instance at start and syncs it. */
  demo: boolean;
  secrets: 'keychain' | 'memory';
}

/** Flags that are not Roster's are Chromium's or the operating system's: they are left alone. */
export function readLaunchOptions(
  argv: readonly string[],
  environment: Readonly<Record<string, string | undefined>>,
): LaunchOptions {
  const { values } = parseArgs({
    args: [...argv],
    strict: false,
    options: { 'data-dir': { type: 'string' }, demo: { type: 'boolean' }, secrets: { type: 'string' } },
  });
  const dataDir = values['data-dir'] ?? environment['ROSTER_DATA_DIR'];
  return {
    dataDir: typeof dataDir === 'string' && dataDir !== '' ? resolve(dataDir) : null,
    demo: values['demo'] === true,
    secrets: values['secrets'] === 'memory' ? 'memory' : 'keychain',
  };
}
