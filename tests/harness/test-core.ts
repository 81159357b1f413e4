/** A whole core for tests: real files in a folder of its own, real threads, a keychain in memory that outlives it. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createApi, type Api } from '../../shared/create-api.ts';
import { fail } from '../../shared/failure.ts';
import { createCore, type Core } from '../../electron/core/create-core.ts';
import type { Logger, Ports, SecretStore } from '../../electron/core/ports.ts';
import { systemClock } from '../../electron/core/system-clock.ts';
import {
  startDemoServer,
  type DemoServer,
  type DemoServerOptions,
} from '../../electron/demo/start-demo-server.ts';

/** A keychain that keeps what it is given for as long as the test runs. */
export function createFakeKeychain(): SecretStore & { entries: Map<string, string>; locked: boolean } {
  const entries = new Map<string, string>();
  const keychain = {
    entries,
    locked: false,
    status: async () => ({
      state: keychain.locked ? ('locked' as const) : ('available' as const),
      persistent: true,
      backend: 'fake',
      reason: keychain.locked ? 'Locked.' : null,
    }),
    async get(account: string) {
      refuseWhenLocked();
      return entries.get(account) ?? null;
    },
    async set(account: string, value: string) {
      refuseWhenLocked();
      entries.set(account, value);
    },
    async delete(account: string) {
      refuseWhenLocked();
      entries.delete(account);
    },
  };
  function refuseWhenLocked(): void {
    if (keychain.locked) throw fail('keychain_locked', 'The keychain is locked.');
  }
  return keychain;
}

export const silentLogger: Logger = { debug() {}, info() {}, warn() {}, error() {} };

export interface TestCore {
  core: Core;
  api: Api;
  dataDir: string;
  secrets: SecretStore;
  /** Closes the core and starts another one on the same profile and keychain. */
  restart(overrides?: Partial<Ports>): Promise<TestCore>;
  /** Closes the core and deletes its profile. */
  end(): Promise<void>;
}

export async function startTestCore(
  overrides: Partial<Ports> = {},
  options: { dataDir?: string; demo?: DemoServerOptions } = {},
): Promise<TestCore> {
  const dataDir = options.dataDir ?? (await mkdtemp(join(tmpdir(), 'roster-core-')));
  const ports: Ports = {
    secrets: createFakeKeychain(),
    fetch: (url, init) => fetch(url, init),
    clock: systemClock,
    logger: silentLogger,
    paths: { dataDir: join(dataDir, 'profile'), tempDir: join(dataDir, 'temp') },
    databaseWorker: new URL('../../electron/core/storage/database-worker.ts', import.meta.url),
    startDemo: () => startDemoServer({ users: 20, ...options.demo }),
    backgroundSync: false,
    operator: 'tester',
    desk: null,
    app: { version: '0.0.0', host: 'browser', platform: process.platform },
    ...overrides,
  };
  const core = await createCore(ports);
  return {
    core,
    dataDir,
    secrets: ports.secrets,
    api: createApi({
      // As over a bridge: nothing is shared, only data crosses.
      invoke: async (method, input) => structuredClone(await core.dispatch(method, structuredClone(input))),
      subscribe: (event, listener) => core.subscribe(event, (payload) => listener(structuredClone(payload))),
    }),
    async restart(more = {}) {
      await core.dispose();
      return startTestCore({ ...overrides, secrets: ports.secrets, ...more }, { ...options, dataDir });
    },
    async end() {
      await core.dispose();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}

/** A core with one instance on a demo server of its own, so that the server can be watched and broken. */
export async function startWithInstance(
  server: DemoServerOptions = {},
  overrides: Partial<Ports> = {},
): Promise<TestCore & { server: DemoServer; instanceId: string }> {
  const started = await startDemoServer({ users: 50, ...server });
  const test = await startTestCore(overrides);
  const instance = await test.api.instances.add({ secretKey: started.secretKey, apiUrl: started.url });
  return {
    ...test,
    server: started,
    instanceId: instance.instanceId,
    async end() {
      await test.end();
      await started.close();
    },
  };
}
