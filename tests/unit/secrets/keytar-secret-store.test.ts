/** What the keytar store makes of a keychain's answers that no private keyring gives: a fake in its place. */
import { beforeEach, describe, expect, test } from 'vitest';
import type { Logger } from '../../../electron/core/ports.ts';
import { chooseSecretStore } from '../../../electron/core/secrets/choose-secret-store.ts';
import {
  createKeytarSecretStore,
  type Keytar,
  type KeytarSecretStoreOptions,
} from '../../../electron/core/secrets/keytar-secret-store.ts';
import { createMemorySecretStore } from '../../../electron/core/secrets/memory-secret-store.ts';

const account = 'profile/instance';
const silent: Logger = { debug: () => {}, info: () => {}, warn: () => {}, error: () => {} };

/** A keychain in memory. Each native call first passes `gate`, which may wait or throw. */
class FakeKeychain implements Keytar {
  readonly entries = new Map<string, string>();
  readonly calls: string[] = [];
  mostAtOnce = 0;
  gate: (call: string) => Promise<void> = () => Promise.resolve();
  #running = 0;

  async #enter(call: string): Promise<void> {
    this.calls.push(call);
    this.mostAtOnce = Math.max(this.mostAtOnce, ++this.#running);
    try {
      await this.gate(call);
    } finally {
      this.#running--;
    }
  }

  async getPassword(_service: string, name: string): Promise<string | null> {
    await this.#enter(`get ${name}`);
    return this.entries.get(name) ?? null;
  }

  async setPassword(_service: string, name: string, value: string): Promise<void> {
    await this.#enter(`set ${name}`);
    this.entries.set(name, value);
  }

  async deletePassword(_service: string, name: string): Promise<boolean> {
    await this.#enter(`delete ${name}`);
    return this.entries.delete(name);
  }
}

/** A prompt that stays open until it is answered or turned down. */
function openPrompt(): { promise: Promise<void>; resolve: () => void; reject: (error: Error) => void } {
  let resolve = () => {};
  let reject: (error: Error) => void = () => {};
  const promise = new Promise<void>((onAnswer, onRefusal) => {
    resolve = onAnswer;
    reject = onRefusal;
  });
  return { promise, resolve, reject };
}

let keychain: FakeKeychain;
const createStore = (more: Partial<KeytarSecretStoreOptions> = {}) =>
  createKeytarSecretStore({
    service: 'Roster',
    logger: silent,
    loadKeytar: () => Promise.resolve(keychain),
    ...more,
  });

beforeEach(() => {
  keychain = new FakeKeychain();
});

test('one call runs at a time', async () => {
  keychain.gate = () => new Promise((resolve) => setImmediate(resolve));
  const store = createStore();
  await Promise.all([store.set(account, 'a'), store.get(account), store.status(), store.delete(account)]);
  expect(keychain.mostAtOnce).toBe(1);
  expect(keychain.entries.size).toBe(0);
});

test('a failed call does not hold up the next one', async () => {
  keychain.gate = () => Promise.reject(new Error('Something odd'));
  const store = createStore();
  await expect(store.set(account, 'a')).rejects.toMatchObject({
    code: 'keychain_unavailable',
    message: expect.stringContaining('The keychain reports: Something odd. Nothing was saved.') as string,
  });
  keychain.gate = () => Promise.resolve();
  await store.set(account, 'b');
  expect(await store.get(account)).toBe('b');
});

test('reading an entry that is there raises no probe', async () => {
  keychain.entries.set(account, 'there');
  expect(await createStore().get(account)).toBe('there');
  expect(keychain.calls).toEqual([`get ${account}`]);
});

describe('a prompt that nobody answers', () => {
  test('what comes late is not taken for the answer to a later call', async () => {
    keychain.entries.set(account, 'late');
    keychain.entries.set('profile/other', 'other');
    const prompt = openPrompt();
    keychain.gate = (call) => (call === `get ${account}` ? prompt.promise : Promise.resolve());
    const store = createStore({ promptLimitMs: 20 });

    await expect(store.get(account)).rejects.toMatchObject({ code: 'keychain_locked' });
    expect(store.isStuck()).toBe(true);
    await expect(store.get('profile/other')).rejects.toMatchObject({ code: 'keychain_locked' });
    expect(await store.status()).toMatchObject({ state: 'locked', persistent: true });
    expect(keychain.calls).toEqual([`get ${account}`]);

    // Answered at last: the keychain is open, and needs no retry.
    prompt.resolve();
    await expect.poll(() => store.isStuck()).toBe(false);
    expect(await store.get('profile/other')).toBe('other');
    expect(await store.get(account)).toBe('late');
  });

  test('a write that was given up on never happens, and leaves no probe', async () => {
    const prompt = openPrompt();
    keychain.gate = (call) => (call.startsWith('set') ? prompt.promise : Promise.resolve());
    const store = createStore({ promptLimitMs: 20 });
    await expect(store.set(account, 'given up')).rejects.toMatchObject({ code: 'keychain_locked' });
    prompt.resolve();
    await expect.poll(() => store.isStuck()).toBe(false);
    expect([...keychain.entries]).toEqual([]);
  });

  test('a late refusal leaves it locked until it is asked again', async () => {
    const prompt = openPrompt();
    keychain.gate = () => prompt.promise;
    const store = createStore({ promptLimitMs: 20 });
    expect(await store.status()).toMatchObject({ state: 'locked' });
    prompt.reject(new Error('User canceled the operation.'));
    await expect.poll(() => store.isStuck()).toBe(false);
    keychain.gate = () => Promise.resolve();
    await expect(store.get(account)).rejects.toMatchObject({ code: 'keychain_locked' });
    expect(await store.status()).toMatchObject({ state: 'available' });
    expect(await store.get(account)).toBeNull();
  });
});

test('a person who turned the prompt down is not asked again for every instance', async () => {
  keychain.gate = () => Promise.reject(new Error('User canceled the operation.'));
  const store = createStore({ platform: 'darwin' });
  const names = ['profile/1', 'profile/2', 'profile/3'];
  const results = await Promise.allSettled(names.map((name) => store.get(name)));
  expect(results.every(({ status }) => status === 'rejected')).toBe(true);
  expect(keychain.calls).toHaveLength(1);
});

describe('what the keychain says', () => {
  test.each([
    ['darwin', 'User canceled the operation.', 'locked'],
    ['darwin', 'User interaction is not allowed.', 'locked'],
    ['darwin', 'The user name or passphrase you entered is not correct.', 'locked'],
    ['darwin', 'No keychain is available. You may need to restart your computer.', 'unavailable'],
    ['linux', 'Cannot create an item in a locked collection', 'locked'],
    ['linux', 'GDBus.Error:org.freedesktop.Secret.Error.IsLocked: no', 'locked'],
    ['linux', 'The operation was cancelled', 'locked'],
    ['linux', 'Error spawning command line “dbus-launch --autolaunch”: Child exited', 'unavailable'],
    ['linux', 'Timeout was reached', 'unavailable'],
    ['win32', 'A specified logon session does not exist.', 'unavailable'],
  ] as const)('on %s: %s → %s', async (platform, message, state) => {
    keychain.gate = () => Promise.reject(new Error(message));
    const status = await createStore({ platform }).status();
    expect(status).toMatchObject({ state, persistent: true });
    expect(status.reason).toMatch(/^[A-Z].*[^.]\.$/);
  });

  test.each([
    ['darwin', 'macOS Keychain'],
    ['win32', 'Windows Credential Manager'],
    ['linux', 'Secret Service'],
  ] as const)('on %s its name is %s', async (platform, backend) => {
    expect(await createStore({ platform }).status()).toEqual({
      state: 'available',
      persistent: true,
      backend,
      reason: null,
    });
  });
});

describe('which store is chosen', () => {
  test('the keychain when it is available', async () => {
    const store = createStore();
    expect(await chooseSecretStore(store, silent)).toBe(store);
  });

  test('the keychain when it is locked, so that nothing gets lost in memory', async () => {
    keychain.gate = () => Promise.reject(new Error('Cannot create an item in a locked collection'));
    const store = createStore();
    const chosen = await chooseSecretStore(store, silent);
    await expect(chosen.set(account, 'a')).rejects.toMatchObject({ code: 'keychain_locked' });
    keychain.gate = () => Promise.resolve();
    expect(await chosen.status()).toMatchObject({ state: 'available' });
    await chosen.set(account, 'b');
    expect(keychain.entries.get(account)).toBe('b');
  });

  test('memory when there is none, for the whole run', async () => {
    keychain.gate = () => Promise.reject(new Error('Timeout was reached'));
    const chosen = await chooseSecretStore(createStore(), silent);
    keychain.gate = () => Promise.resolve();
    await chosen.set(account, 'a');
    expect(await chosen.get(account)).toBe('a');
    expect(keychain.entries.size).toBe(0);
    expect(await chosen.status()).toEqual({
      state: 'unavailable',
      persistent: false,
      backend: 'memory',
      reason: 'The keychain service does not answer.',
    });
  });
});

test('memory keeps, replaces and deletes', async () => {
  const store = createMemorySecretStore('As asked.');
  expect(await store.get(account)).toBeNull();
  await store.set(account, 'a');
  await store.set(account, 'b');
  expect(await store.get(account)).toBe('b');
  await store.delete(account);
  await store.delete(account);
  expect(await store.get(account)).toBeNull();
});
