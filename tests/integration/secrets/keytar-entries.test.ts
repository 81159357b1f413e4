/** The keytar store on a real, unlocked keyring. */
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import {
  generateDatabaseKey,
  instanceAccount,
  keychainService,
  parseInstanceSecret,
  serialiseInstanceSecret,
} from '../../../electron/core/secrets/secret-names.ts';
import { type Keyring, startKeyring } from '../../harness/keyring.ts';
import { type KeyringClient, startKeyringClient } from '../../harness/keyring-client.ts';
import { keyringSuite } from '../../harness/keyring-suite.ts';

const service = keychainService({ development: true });
const account = instanceAccount('profile-1', 'instance-1');

keyringSuite('keytar on an unlocked keyring', () => {
  let keyring: Keyring;
  const clients: KeyringClient[] = [];
  const client = (ofService = service) => {
    const started = startKeyringClient({ env: keyring.env, service: ofService });
    clients.push(started);
    return started;
  };

  beforeAll(async () => {
    keyring = await startKeyring();
  });
  afterEach(async () => {
    await Promise.all(clients.splice(0).map((one) => one.stop()));
  });
  afterAll(async () => {
    await keyring.stop();
  });

  test('is available, and asking leaves nothing in the keyring', async () => {
    const store = client();
    expect(await store.status()).toEqual({
      state: 'available',
      persistent: true,
      backend: 'Secret Service',
      reason: null,
    });
    expect(await store.rawGet(service, 'probe')).toBeNull();
    expect(await store.chosenStatus()).toMatchObject({ state: 'available', persistent: true });
  });

  test('an entry outlives the process that wrote it', async () => {
    const first = client();
    const secret = { secretKey: 'sk_test_made_up_for_this_test', mirrorKey: generateDatabaseKey() };
    await first.set(account, serialiseInstanceSecret(secret));
    await first.stop();

    const text = await client().get(account);
    expect(parseInstanceSecret(text ?? '')).toEqual(secret);
  });

  test('a second value replaces the first', async () => {
    const store = client();
    await store.set(account, 'first');
    await store.set(account, 'second');
    expect(await store.get(account)).toBe('second');
  });

  test('what was deleted is absent, and deleting it again is no failure', async () => {
    const store = client();
    await store.set(account, 'value');
    await store.delete(account);
    expect(await store.get(account)).toBeNull();
    expect(await store.rawGet(service, account)).toBeNull();
    await store.delete(account);
  });

  test('what never was is absent', async () => {
    const store = client();
    expect(await store.get(instanceAccount('profile-1', 'never-added'))).toBeNull();
    expect(await store.rawGet(service, 'probe')).toBeNull();
  });

  test('a value of 4 KB and of any script comes back as it went', async () => {
    const store = client();
    const values = ['x'.repeat(4096), '€ 漢字 🔑 "quoted" \\ \n end', ' '];
    for (const value of values) {
      await store.set(account, value);
      expect(await store.get(account)).toBe(value);
    }
  });

  test('two profiles do not see each other', async () => {
    const store = client();
    const other = instanceAccount('profile-2', 'instance-1');
    await store.set(account, 'of profile 1');
    await store.set(other, 'of profile 2');
    expect(await store.get(account)).toBe('of profile 1');
    await store.delete(account);
    expect(await store.get(account)).toBeNull();
    expect(await store.get(other)).toBe('of profile 2');
  });

  test('a development build does not see the real entries', async () => {
    const real = client(keychainService({ development: false }));
    await real.set(account, 'of the real build');
    const development = client();
    await development.delete(account);
    expect(await development.get(account)).toBeNull();
    expect(await real.get(account)).toBe('of the real build');
  });

  test('calls made at once take effect in the order they were made', async () => {
    const store = client();
    const answers: Promise<string | null>[] = [];
    const writes: Promise<void>[] = [];
    for (let index = 0; index < 20; index++) {
      writes.push(store.set(account, `value ${index}`));
      answers.push(store.get(account));
      if (index % 5 === 4) {
        writes.push(store.delete(account));
        answers.push(store.get(account));
      }
    }
    await Promise.all(writes);
    const expected: (string | null)[] = [];
    for (let index = 0; index < 20; index++) {
      expected.push(`value ${index}`);
      if (index % 5 === 4) expected.push(null);
    }
    expect(await Promise.all(answers)).toEqual(expected);
  });

  test('no value is logged', async () => {
    const store = client();
    await store.set(account, 'sk_test_never_in_a_log');
    await store.get(account);
    await keyring.lock();
    await expect(store.set(account, 'sk_test_never_in_a_log')).rejects.toMatchObject({
      code: 'keychain_locked',
    });
    await keyring.unlock();
    const log = await store.log();
    expect(log).toContain('The keychain refused');
    expect(log).not.toContain('sk_test_never_in_a_log');
  });
});
