/**
 * `npm run host -- [--data-dir DIR] [--port N] [--secrets memory|keychain] [--demo] [--link LINK]`: the core
 * in plain Node, and the built page in an ordinary browser. Prints one line of JSON once it answers. Never packaged.
 */
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { createCore } from '../../../electron/core/create-core.ts';
import { createFileLog } from '../../../electron/core/logging/file-log.ts';
import { createRedactingLogger } from '../../../electron/core/logging/logger.ts';
import { systemAccount } from '../../../electron/core/system-account.ts';
import { systemClock } from '../../../electron/core/system-clock.ts';
import { openDemo } from '../../../electron/shell/open-demo.ts';
import { openSecretStore } from '../../../electron/shell/secret-store.ts';
import { readUserLink } from '../../../electron/shell/user-link.ts';
import packageJson from '../../../package.json' with { type: 'json' };
import { startWebHost } from './server.ts';

const usage =
  'Usage: npm run host -- [--data-dir DIR] [--port N] [--secrets memory|keychain] [--demo] [--link LINK]\n' +
  '                       [--no-background-sync]\n' +
  'Without --data-dir the profile is a new folder that is removed at the end.\n';

function readOptions() {
  try {
    const { values } = parseArgs({
      options: {
        'data-dir': { type: 'string' },
        port: { type: 'string', default: '0' },
        secrets: { type: 'string', default: 'memory' },
        demo: { type: 'boolean', default: false },
        link: { type: 'string' },
        'no-background-sync': { type: 'boolean', default: false },
      },
    });
    const port = Number(values.port);
    const { secrets } = values;
    if (!Number.isInteger(port) || port < 0 || port > 65_535)
      throw new Error('--port is a number up to 65535');
    if (secrets !== 'memory' && secrets !== 'keychain') throw new Error('--secrets is memory or keychain');
    const link = readUserLink(values.link);
    if (values.link !== undefined && link === null) throw new Error('--link is roster://users/ins_…/user_…');
    return {
      port,
      link,
      secrets,
      dataDir: values['data-dir'],
      demo: values.demo,
      backgroundSync: !values['no-background-sync'],
    } as const;
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n${usage}`);
    process.exit(2);
  }
}

/** Beside this program as it is built, in `out/host`. */
const built = (path: string) => new URL(path, import.meta.url);

const options = readOptions();

const tempDir = await mkdtemp(join(tmpdir(), 'roster-'));
const dataDir = options.dataDir === undefined ? join(tempDir, 'profile') : resolve(options.dataDir);
const logger = createRedactingLogger(
  createFileLog({ file: join(dataDir, 'logs/host.log'), clock: systemClock }),
);
const { store, isStuck } = openSecretStore({ kind: options.secrets, development: true, logger });
const core = await createCore({
  secrets: store,
  fetch: (url, init) => fetch(url, init),
  clock: systemClock,
  logger,
  paths: { dataDir, tempDir: join(tempDir, 'mirrors') },
  databaseWorker: built('database-worker.js'),
  startDemo: async () => (await import('../../../electron/demo/start-demo-server.ts')).startDemoServer(),
  backgroundSync: options.backgroundSync,
  operator: systemAccount(),
  desk: null,
  app: { version: packageJson.version, host: 'browser', platform: process.platform },
});
if (options.link !== null) core.openLink(options.link);
const host = await startWebHost({
  core,
  rendererRoot: fileURLToPath(built('../renderer')),
  installBridge: await readFile(built('install-bridge.js'), 'utf8'),
  port: options.port,
}).catch(async (error: unknown) => {
  process.stderr.write(
    `The browser host did not start: ${error instanceof Error ? error.message : String(error)}\n`,
  );
  await end(1);
  process.exit(1);
});

process.stdout.write(`${JSON.stringify({ url: host.url, token: host.token })}\n`);
if (options.demo) {
  openDemo(core).then(
    (users) => process.stderr.write(`The demo instance is ready: ${users} users.\n`),
    (error: unknown) => process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`),
  );
}

async function end(code: number): Promise<void> {
  await core.dispose();
  await rm(tempDir, { recursive: true, force: true });
  process.exitCode = code;
  // A keychain call that nobody answers holds up a normal end.
  if (isStuck()) process.kill(process.pid, 'SIGKILL');
}

let isEnding = false;
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.on(signal, () => {
    if (isEnding) return;
    isEnding = true;
    void host
      .close()
      .then(() => end(0))
      .then(() => process.exit());
  });
}
