/** The keytar store on a real keyring that is locked, with a prompt nobody answers, and unlocked again. */
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type Keyring, startKeyring } from '../../harness/keyring.ts';
import { type KeyringClient, startKeyringClient } from '../../harness/keyring-client.ts';
import { keyringSuite } from '../../harness/keyring-suite.ts';

const service = 'Roster (development)';
const account = 'profile-1/instance-1';
const locked = { code: 'keychain_locked' };

keyringSuite('keytar on a locked keyring', () => {
  let keyring: Keyring;
  const clients: KeyringClient[] = [];
  const client = (promptLimitMs?: number) => {
    const started = startKeyringClient({
      env: keyring.env,
      service,
      ...(promptLimitMs === undefined ? {} : { promptLimitMs }),
    });
    clients.push(started);
    return started;
  };

  beforeEach(async () => {
    keyring = await startKeyring();
    const writer = client();
    await writer.set(account, 'kept');
    await writer.stop();
  });
  afterEach(async () => {
    await Promise.all(clients.splice(0).map((one) => one.stop()));
    await keyring.stop();
  });

  test('an existing entry is not taken for absent', async () => {
    await keyring.lock();
    // What keytar itself says, and the reason why the store must not believe it.
    expect(await client().rawGet(service, account)).toBeNull();
    await expect(client().get(account)).rejects.toMatchObject(locked);
  });

  test('nothing is written or deleted, and the failure says so', async () => {
    await keyring.lock();
    await expect(client().set(account, 'replaced')).rejects.toMatchObject({
      code: 'keychain_locked',
      message: expect.stringContaining('Nothing was saved.') as string,
    });
    await expect(client().delete(account)).rejects.toMatchObject({
      code: 'keychain_locked',
      message: expect.stringContaining('Nothing was deleted.') as string,
    });
    await keyring.unlock();
    expect(await client().get(account)).toBe('kept');
  });

  test('its status says so and memory is not used instead', async () => {
    await keyring.lock();
    const store = client();
    expect(await store.status()).toEqual({
      state: 'locked',
      persistent: true,
      backend: 'Secret Service',
      reason: 'The keychain is locked.',
    });
    expect(await store.chosenStatus()).toMatchObject({ state: 'locked', persistent: true });
  });

  test('after a refusal the keychain is asked again only when the status is', async () => {
    const store = client();
    await keyring.lock();
    await expect(store.get(account)).rejects.toMatchObject(locked);
    await keyring.unlock();
    await expect(store.get(account)).rejects.toMatchObject(locked);
    expect(await store.status()).toMatchObject({ state: 'available' });
    expect(await store.get(account)).toBe('kept');
  });

  test('a prompt that nobody answers ends the waiting, and nothing happens after all when it closes', async () => {
    await keyring.lock();
    const closePrompt = await keyring.letPromptsHang();
    const store = client(300);
    await expect(store.set(account, 'replaced')).rejects.toMatchObject({
      code: 'keychain_locked',
      message: expect.stringContaining('has not been answered. Nothing was saved.') as string,
    });
    expect(await store.isStuck()).toBe(true);
    // No second prompt is raised behind the first.
    await expect(store.get(account)).rejects.toMatchObject(locked);
    expect(await store.status()).toMatchObject({ state: 'locked' });

    // Unlocked first: from here on the call that was given up on would succeed.
    await keyring.unlock();
    closePrompt();
    await expect.poll(() => store.isStuck(), { timeout: 20_000 }).toBe(false);
    expect(await store.status()).toMatchObject({ state: 'available' });
    expect(await store.get(account)).toBe('kept');
  });
});
