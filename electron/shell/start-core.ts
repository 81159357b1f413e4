/** Starts the core with Electron's ports. Loaded after the window is up: the core is most of the code. */
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createCore, type Core } from '../core/create-core.ts';
import type { Desk, Logger } from '../core/ports.ts';
import { systemAccount } from '../core/system-account.ts';
import { systemClock } from '../core/system-clock.ts';
import { createCoreFetch } from './core-fetch.ts';
import { openDemo } from './open-demo.ts';
import { openSecretStore } from './secret-store.ts';
import type { LaunchOptions } from './launch-options.ts';

export interface StartedCore {
  core: Core;
  /** A keychain call waits for an answer inside the OS: only killing the process ends it. */
  isStuck(): boolean;
}

export async function startCore(options: {
  dataDir: string;
  version: string;
  isPackaged: boolean;
  launch: LaunchOptions;
  logger: Logger;
  desk: Desk;
}): Promise<StartedCore> {
  const { dataDir, version, isPackaged, launch, logger, desk } = options;
  const { store, isStuck } = openSecretStore({ kind: launch.secrets, development: !isPackaged, logger });
  const core = await createCore({
    secrets: store,
    fetch: createCoreFetch(),
    clock: systemClock,
    logger,
    paths: { dataDir, tempDir: await mkdtemp(join(tmpdir(), 'roster-')) },
    databaseWorker: new URL('./database-worker.js', import.meta.url),
    startDemo: async () => (await import('../demo/start-demo-server.ts')).startDemoServer(),
    backgroundSync: true,
    operator: systemAccount(),
    desk,
    app: { version, host: 'electron', platform: process.platform },
  });
  if (launch.demo) {
    openDemo(core).then(
      (users) => process.stdout.write(`The demo instance is ready: ${users} users.\n`),
      (error: unknown) => logger.error('The demo did not start', { error }),
    );
  }
  return { core, isStuck };
}
