/**
 * The keys of instances, mirrors and the app database, as the keychain holds them: one entry per
 * instance with its secret key and its mirror's key. Hands keys inward only.
 */
import { AppError } from '../../../shared/failure.ts';
import type { SecretStatus } from '../../../shared/models/app.ts';
import type { InstanceId } from '../../../shared/models/instance.ts';
import type { SecretStore } from '../ports.ts';
import {
  appAccount,
  generateDatabaseKey,
  instanceAccount,
  parseDatabaseKey,
  parseInstanceSecret,
  serialiseInstanceSecret,
  type InstanceSecret,
} from '../secrets/secret-names.ts';

export interface DatabaseKey {
  /** 32 bytes as hex. */
  hex: string;
  /** False: the key is gone when Roster quits, so the file must be a temporary one. */
  persistent: boolean;
}

export interface KeyRing {
  /** As of the last time it was asked. */
  status(): SecretStatus;
  /** Asks the keychain again. */
  refresh(): Promise<SecretStatus>;
  secretKey(instanceId: InstanceId): Promise<string | null>;
  setSecretKey(instanceId: InstanceId, secretKey: string): Promise<void>;
  /** Made and stored when there is none yet. */
  mirrorKey(instanceId: InstanceId): Promise<DatabaseKey>;
  appKey(): Promise<DatabaseKey>;
  remove(instanceId: InstanceId): Promise<void>;
  /** Called when the keychain turns out to be locked meanwhile, or is asked again. */
  onChanged(listener: (status: SecretStatus) => void): void;
}

export async function createKeyRing(secretStore: SecretStore, profileId: string): Promise<KeyRing> {
  let status = await secretStore.status();
  let tell: (status: SecretStatus) => void = () => undefined;

  function setStatus(next: SecretStatus): void {
    status = next;
    tell(next);
  }

  /** A keychain that was locked in mid-run says so by failing: asking it again would bring up its prompt. */
  async function noticing<T>(task: Promise<T>): Promise<T> {
    try {
      return await task;
    } catch (error) {
      if (error instanceof AppError && error.code === 'keychain_locked' && status.state !== 'locked') {
        setStatus({ ...status, state: 'locked', reason: error.message });
      }
      throw error;
    }
  }

  const store = {
    get: (account: string) => noticing(secretStore.get(account)),
    set: (account: string, value: string) => noticing(secretStore.set(account, value)),
    delete: (account: string) => noticing(secretStore.delete(account)),
  };

  async function read(instanceId: InstanceId): Promise<InstanceSecret | null> {
    const text = await store.get(instanceAccount(profileId, instanceId));
    return text === null ? null : parseInstanceSecret(text);
  }

  async function write(instanceId: InstanceId, secret: InstanceSecret): Promise<void> {
    await store.set(instanceAccount(profileId, instanceId), serialiseInstanceSecret(secret));
  }

  /** Two first uses at once must not make two keys. */
  const pending = new Map<string, Promise<DatabaseKey>>();
  function once(name: string, make: () => Promise<DatabaseKey>): Promise<DatabaseKey> {
    const running = pending.get(name);
    if (running !== undefined) return running;
    const task = make().finally(() => pending.delete(name));
    pending.set(name, task);
    return task;
  }

  return {
    status: () => status,
    async refresh() {
      setStatus(await secretStore.status());
      return status;
    },
    async secretKey(instanceId) {
      return (await read(instanceId))?.secretKey ?? null;
    },
    async setSecretKey(instanceId, secretKey) {
      const existing = await read(instanceId);
      await write(instanceId, { mirrorKey: existing?.mirrorKey ?? generateDatabaseKey(), secretKey });
    },
    mirrorKey: (instanceId) =>
      once(instanceId, async () => {
        const existing = await read(instanceId);
        const hex = existing?.mirrorKey ?? generateDatabaseKey();
        if (existing === null) await write(instanceId, { mirrorKey: hex });
        return { hex, persistent: status.persistent };
      }),
    appKey: () =>
      once('app', async () => {
        const account = appAccount(profileId);
        const existing = await store.get(account);
        const hex = existing === null ? generateDatabaseKey() : parseDatabaseKey(existing);
        if (existing === null) await store.set(account, hex);
        return { hex, persistent: status.persistent };
      }),
    remove: (instanceId) => store.delete(instanceAccount(profileId, instanceId)),
    onChanged(listener) {
      tell = listener;
    },
  };
}
