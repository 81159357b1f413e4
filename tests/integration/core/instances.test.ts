/** Adding, knowing, losing and removing instances, with and without a keychain. */
import { mkdtemp, readdir, readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, it } from 'vitest';
import { AppError } from '../../../shared/failure.ts';
import { createMemorySecretStore } from '../../../electron/core/secrets/memory-secret-store.ts';
import { startDemoServer, type DemoServer } from '../../../electron/demo/start-demo-server.ts';
import { createFakeKeychain, startTestCore, type TestCore } from '../../harness/test-core.ts';

const ends: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const end of ends.splice(0).reverse()) await end();
});

async function demoServer(options: Parameters<typeof startDemoServer>[0] = {}): Promise<DemoServer> {
  const server = await startDemoServer({ users: 30, ...options });
  ends.push(() => server.close());
  return server;
}

async function core(...args: Parameters<typeof startTestCore>): Promise<TestCore> {
  const test = await startTestCore(...args);
  ends.push(() => test.end());
  return test;
}

const failureOf = async (task: Promise<unknown>) => {
  const error = await task.then(
    () => null,
    (reason: unknown) => reason,
  );
  if (!(error instanceof AppError)) throw new Error(`expected a failure, got ${String(error)}`);
  return error.failure;
};

async function filesUnder(dir: string): Promise<string[]> {
  const entries = await readdir(dir, { recursive: true, withFileTypes: true });
  return entries.filter((entry) => entry.isFile()).map((entry) => entry.name);
}

it('adds an instance: probed, guarded when production, listed without its key', async () => {
  const server = await demoServer({ environment: 'production' });
  const { api, dataDir } = await core();
  const found = await api.instances.probe({ secretKey: server.secretKey, apiUrl: server.url });
  expect(found).toMatchObject({
    clerkInstanceId: server.instanceId,
    environment: 'production',
    existingInstanceId: null,
  });
  const instance = await api.instances.add({
    secretKey: ` ${server.secretKey}\n`,
    apiUrl: server.url,
    name: 'Acme',
  });
  expect(instance).toMatchObject({
    name: 'Acme',
    environment: 'production',
    protection: 'guarded',
    kind: 'clerk',
  });
  expect(await api.instances.list()).toEqual([instance]);
  const registry = await readFile(join(dataDir, 'profile', 'instances.json'), 'utf8');
  expect(registry).toContain('Acme');
  expect(registry).not.toContain(server.secretKey);
});

it('is there after a restart, and its mirror can be read without the network', async () => {
  const server = await demoServer();
  const first = await startTestCore();
  const { instanceId } = await first.api.instances.add({ secretKey: server.secretKey, apiUrl: server.url });
  const synced = await first.api.directory.sync({ instanceId });
  expect(synced).toMatchObject({ state: 'ready', users: 30, storage: 'persistent' });
  await server.close();
  const second = await first.restart();
  ends.push(() => second.end());
  expect(await second.api.instances.list()).toMatchObject([{ instanceId }]);
  const page = await second.api.directory.query({ instanceId, limit: 500 });
  expect(page.rows).toHaveLength(30);
  expect(await second.api.directory.status({ instanceId })).toMatchObject({ state: 'ready', users: 30 });
  expect((await failureOf(second.api.directory.sync({ instanceId }))).code).toBe('offline');
});

it('recognises a second key of a known instance, and takes it as a replacement', async () => {
  const server = await demoServer();
  const { api, secrets } = await core();
  const { instanceId } = await api.instances.add({ secretKey: server.secretKey, apiUrl: server.url });
  expect(await api.instances.probe({ secretKey: server.secretKey, apiUrl: server.url })).toMatchObject({
    existingInstanceId: instanceId,
  });
  const failure = await failureOf(api.instances.add({ secretKey: server.secretKey, apiUrl: server.url }));
  expect(failure).toMatchObject({ code: 'conflict', fields: { secretKey: expect.any(String) as string } });
  await api.instances.replaceKey({ instanceId, secretKey: server.secretKey });
  expect(await api.instances.list()).toHaveLength(1);
  expect((secrets as ReturnType<typeof createFakeKeychain>).entries.size).toBe(1);
});

it('two clicks on Add make one instance', async () => {
  const server = await demoServer();
  const { api } = await core();
  const input = { secretKey: server.secretKey, apiUrl: server.url };
  const outcomes = await Promise.allSettled([api.instances.add(input), api.instances.add(input)]);
  expect(outcomes.map((outcome) => outcome.status).sort()).toEqual(['fulfilled', 'rejected']);
  expect(await api.instances.list()).toHaveLength(1);
  const demos = await Promise.all([api.instances.addDemo(), api.instances.addDemo()]);
  expect(demos[0]).toEqual(demos[1]);
});

it('does not take a key of another instance as a replacement', async () => {
  const [one, two] = [await demoServer(), await demoServer({ seed: 99 })];
  const { api } = await core();
  const { instanceId } = await api.instances.add({ secretKey: one.secretKey, apiUrl: one.url });
  const failure = await failureOf(api.instances.replaceKey({ instanceId, secretKey: two.secretKey }));
  // The other instance's key is not known at this instance's API.
  expect(['unauthorized', 'conflict']).toContain(failure.code);
  expect(failure.fields).toHaveProperty('secretKey');
});

it('names what is wrong with a key, in the field, without repeating it', async () => {
  const server = await demoServer();
  const { api } = await core();
  for (const secretKey of ['pk_test_abc', 'pk_live_abc', 'ak_abc', 'whsec_abc', 'hello', 'sk_test_wrong']) {
    const failure = await failureOf(api.instances.add({ secretKey, apiUrl: server.url }));
    expect(failure.fields, secretKey).toHaveProperty('secretKey');
    expect(JSON.stringify(failure)).not.toContain(secretKey === 'hello' ? '"hello"' : secretKey);
  }
  const failure = await failureOf(
    api.instances.add({ secretKey: 'sk_test_x', apiUrl: 'http://example.com' }),
  );
  expect(failure).toMatchObject({ code: 'invalid_input', fields: { apiUrl: expect.any(String) as string } });
  expect(await api.instances.list()).toEqual([]);
});

it('removing destroys the key, the mirror and its journal, and nothing at Clerk', async () => {
  const server = await demoServer();
  const { api, dataDir, secrets } = await core();
  const { instanceId } = await api.instances.add({ secretKey: server.secretKey, apiUrl: server.url });
  await api.directory.sync({ instanceId });
  expect((await filesUnder(dataDir)).some((file) => file.startsWith(instanceId))).toBe(true);
  await api.instances.remove({ instanceId });
  expect(await api.instances.list()).toEqual([]);
  expect((await filesUnder(dataDir)).filter((file) => file.startsWith(instanceId))).toEqual([]);
  const left = [...(secrets as ReturnType<typeof createFakeKeychain>).entries.keys()];
  expect(left.filter((account) => account.includes(instanceId))).toEqual([]);
  expect(server.stats.total).toBeGreaterThan(0);
  expect((await failureOf(api.directory.query({ instanceId }))).code).toBe('not_found');
});

it('removing an instance that was not opened in this run leaves nothing either', async () => {
  const server = await demoServer();
  const keychain = createFakeKeychain();
  const first = await startTestCore({ secrets: keychain });
  const { instanceId } = await first.api.instances.add({ secretKey: server.secretKey, apiUrl: server.url });
  await first.api.directory.sync({ instanceId });
  const second = await first.restart();
  ends.push(() => second.end());
  await second.api.instances.remove({ instanceId });
  expect((await filesUnder(second.dataDir)).filter((file) => file.startsWith(instanceId))).toEqual([]);
  expect([...keychain.entries.keys()].filter((account) => account.includes(instanceId))).toEqual([]);
});

it('without a keychain nothing is left behind, and it is said', async () => {
  const server = await demoServer();
  const dataDir = await mkdtemp(join(tmpdir(), 'roster-none-'));
  const test = await startTestCore(
    { secrets: createMemorySecretStore('There is no keychain here.') },
    { dataDir },
  );
  expect((await test.api.app.info()).secrets).toMatchObject({ state: 'unavailable', persistent: false });
  const { instanceId } = await test.api.instances.add({
    secretKey: server.secretKey,
    apiUrl: server.url,
    name: 'Acme',
  });
  expect(await test.api.directory.sync({ instanceId })).toMatchObject({ storage: 'temporary', users: 30 });
  await test.api.users.lock({
    instanceId,
    userId: (await test.api.directory.query({ instanceId })).rows[0]?.id ?? '',
  });
  await test.core.dispose();
  const left = await filesUnder(dataDir);
  expect(left.filter((file) => file.endsWith('.db') || file.includes('-wal'))).toEqual([]);
  for (const file of left)
    expect(await readFile(join(dataDir, 'profile', file), 'utf8')).not.toContain('Acme');
  const again = await startTestCore({ secrets: createMemorySecretStore('None.') }, { dataDir });
  ends.push(() => again.end());
  expect(await again.api.instances.list()).toEqual([]);
});

it('a key lost from the keychain: says so, and the mirror is rebuilt once the key is given again', async () => {
  const server = await demoServer();
  const keychain = createFakeKeychain();
  const first = await startTestCore({ secrets: keychain });
  const { instanceId } = await first.api.instances.add({ secretKey: server.secretKey, apiUrl: server.url });
  await first.api.directory.sync({ instanceId });
  keychain.entries.clear();
  const second = await first.restart();
  ends.push(() => second.end());
  expect((await failureOf(second.api.users.count({ instanceId }))).code).toBe('unauthorized');
  await second.api.instances.replaceKey({ instanceId, secretKey: server.secretKey });
  const status = await second.api.directory.sync({ instanceId });
  expect(status).toMatchObject({ state: 'ready', users: 30 });
  expect(status.notice).toEqual(expect.any(String));
});

it('a locked keychain: nothing is lost, it is told, and all goes on once it is unlocked', async () => {
  const server = await demoServer();
  const keychain = createFakeKeychain();
  const first = await startTestCore({ secrets: keychain });
  const { instanceId } = await first.api.instances.add({ secretKey: server.secretKey, apiUrl: server.url });
  await first.api.directory.sync({ instanceId });
  const second = await first.restart();
  ends.push(() => second.end());
  const told: string[] = [];
  second.api.app.onSecretsChanged(({ state }) => told.push(state));
  keychain.locked = true;
  expect((await failureOf(second.api.users.count({ instanceId }))).code).toBe('keychain_locked');
  expect((await failureOf(second.api.directory.query({ instanceId }))).code).toBe('keychain_locked');
  expect((await failureOf(second.api.instances.remove({ instanceId }))).code).toBe('keychain_locked');
  expect((await second.api.app.info()).secrets.state).toBe('locked');
  expect(await second.api.directory.status({ instanceId })).toMatchObject({ state: 'unavailable' });
  keychain.locked = false;
  expect((await second.api.app.retryKeychain()).state).toBe('available');
  expect(told).toEqual(['locked', 'available']);
  expect((await second.api.directory.query({ instanceId })).rows).toHaveLength(30);
  expect(await second.api.users.count({ instanceId })).toEqual({ total: 30 });
});

it('syncs can be cancelled by the call that began them', async () => {
  const server = await demoServer({ users: 3000, latencyMs: 30 });
  const { api } = await core();
  const { instanceId } = await api.instances.add({ secretKey: server.secretKey, apiUrl: server.url });
  const progressed = new Promise<void>((resolve) => {
    const stop = api.directory.onSyncProgressed(({ done }) => {
      if (done > 0) {
        stop();
        resolve();
      }
    });
  });
  const sync = failureOf(api.directory.sync({ instanceId, callId: 'mine' }));
  await progressed;
  expect(await api.app.cancel({ callId: 'mine' })).toEqual({ cancelled: true });
  expect((await sync).code).toBe('cancelled');
  const status = await api.directory.status({ instanceId });
  expect(status.state).toBe('partial');
  expect(await api.directory.sync({ instanceId })).toMatchObject({ state: 'ready', users: 3000 });
});
