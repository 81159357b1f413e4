/** The keytar store where there is no keychain: no bus, no service, no default keyring, no native module. */
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterEach, beforeEach, expect, test } from 'vitest';
import {
  type PrivateBus,
  startBusWithoutKeyring,
  startKeyringWithoutCollection,
} from '../../harness/keyring.ts';
import { type KeyringClient, startKeyringClient } from '../../harness/keyring-client.ts';
import { keyringSuite } from '../../harness/keyring-suite.ts';

const account = 'profile-1/instance-1';

keyringSuite('keytar without a keychain', () => {
  let folder: string;
  const buses: PrivateBus[] = [];
  const clients: KeyringClient[] = [];
  const client = (env: Record<string, string>, execArgv: string[] = []) => {
    const started = startKeyringClient({ env, execArgv });
    clients.push(started);
    return started;
  };
  const bare = (more: Record<string, string> = {}) => ({
    PATH: process.env['PATH'] ?? '',
    HOME: folder,
    XDG_RUNTIME_DIR: folder,
    ...more,
  });

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'roster-no-keyring-'));
  });
  afterEach(async () => {
    await Promise.all(clients.splice(0).map((one) => one.stop()));
    await Promise.all(buses.splice(0).map((one) => one.stop()));
    await rm(folder, { recursive: true, force: true });
  });

  async function expectUnavailable(store: KeyringClient, reason: string): Promise<void> {
    const status = { state: 'unavailable', reason };
    expect(await store.status()).toEqual({ ...status, persistent: true, backend: 'Secret Service' });
    expect(await store.chosenStatus()).toEqual({ ...status, persistent: false, backend: 'memory' });
    const failure = { code: 'keychain_unavailable', message: expect.stringContaining(reason) as string };
    await expect(store.get(account)).rejects.toMatchObject(failure);
    await expect(store.set(account, 'value')).rejects.toMatchObject(failure);
    await expect(store.delete(account)).rejects.toMatchObject(failure);
  }

  test('no D-Bus session at all', async () => {
    const reason = 'There is no D-Bus session, through which the keychain is reached.';
    await expectUnavailable(client(bare()), reason);
  });

  test('a D-Bus address where nobody listens', async () => {
    const reason = 'There is no D-Bus session, through which the keychain is reached.';
    const address = `unix:path=${join(folder, 'gone')}`;
    await expectUnavailable(client(bare({ DBUS_SESSION_BUS_ADDRESS: address })), reason);
  });

  test('a bus without a keychain service', async () => {
    const bus = await startBusWithoutKeyring();
    buses.push(bus);
    await expectUnavailable(client(bus.env), 'No keychain service (Secret Service) is running.');
  });

  test('a service without a default keyring', async () => {
    const bus = await startKeyringWithoutCollection();
    buses.push(bus);
    await expectUnavailable(client(bus.env), 'The keychain service has no default keyring.');
  });

  test('the native module is missing', async () => {
    const store = client(bare(), ['--import', await redirectKeytar(join(folder, 'no-such-module.cjs'))]);
    const reason = 'The part of Roster that talks to the keychain does not load on this system.';
    await expectUnavailable(store, reason);
  });

  test('libsecret is not installed', async () => {
    // The real module, bound to a version of the library that nobody has.
    const require = createRequire(import.meta.url);
    const original = join(dirname(require.resolve('keytar')), '../build/Release/keytar.node');
    const binary = await readFile(original);
    const at = binary.indexOf('libsecret-1.so.0');
    expect(at).toBeGreaterThan(0);
    binary.write('libsecret-1.so.7', at);
    await writeFile(join(folder, 'keytar.node'), binary);
    await writeFile(join(folder, 'keytar.cjs'), "module.exports = require('./keytar.node');\n");
    const store = client(bare(), ['--import', await redirectKeytar(join(folder, 'keytar.cjs'))]);
    await expectUnavailable(store, 'The system library libsecret is not installed.');
  });

  /** Makes `import('keytar')` find the given file; answers the URL of the module that does so. */
  async function redirectKeytar(target: string): Promise<string> {
    const file = join(folder, 'redirect.mjs');
    await writeFile(
      file,
      `import { registerHooks } from 'node:module';
registerHooks({
  resolve: (specifier, context, next) =>
    next(specifier === 'keytar' ? ${JSON.stringify(pathToFileURL(target).href)} : specifier, context),
});
`,
    );
    return pathToFileURL(file).href;
  }
});
