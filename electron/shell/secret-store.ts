/** Opens the secret store a host was asked for, without making the host wait for the keychain's prompt. */
import type { Logger, SecretStore } from '../core/ports.ts';
import { chooseSecretStore } from '../core/secrets/choose-secret-store.ts';
import { createKeytarSecretStore } from '../core/secrets/keytar-secret-store.ts';
import { createMemorySecretStore } from '../core/secrets/memory-secret-store.ts';
import { keychainService } from '../core/secrets/secret-names.ts';

export interface OpenedSecretStore {
  store: SecretStore;
  /** See `KeytarSecretStore`: the process must then be ended the hard way. */
  isStuck(): boolean;
}

export function openSecretStore(options: {
  kind: 'keychain' | 'memory';
  development: boolean;
  logger: Logger;
}): OpenedSecretStore {
  const { kind, development, logger } = options;
  if (kind === 'memory') {
    return {
      store: createMemorySecretStore('Roster was started with its keys in memory only.'),
      isStuck: () => false,
    };
  }
  const keychain = createKeytarSecretStore({ service: keychainService({ development }), logger });
  // The first question may bring the OS's prompt up, and wait for it: the core and the window start meanwhile.
  const chosen = chooseSecretStore(keychain, logger);
  return {
    store: {
      status: async () => (await chosen).status(),
      get: async (account) => (await chosen).get(account),
      set: async (account, value) => (await chosen).set(account, value),
      delete: async (account) => (await chosen).delete(account),
    },
    isStuck: keychain.isStuck,
  };
}
