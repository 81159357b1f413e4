/**
 * Holds secrets in memory for this run, where there is no keychain or none is wanted. Writes nothing
 * anywhere: what it holds is gone when the process ends.
 */
import type { SecretStore } from '../ports.ts';

/** `reason` is a sentence for the status bar: why secrets are not kept. */
export function createMemorySecretStore(reason: string): SecretStore {
  const values = new Map<string, string>();
  return {
    status: () => Promise.resolve({ state: 'unavailable', persistent: false, backend: 'memory', reason }),
    get: (account) => Promise.resolve(values.get(account) ?? null),
    set: (account, value) => {
      values.set(account, value);
      return Promise.resolve();
    },
    delete: (account) => {
      values.delete(account);
      return Promise.resolve();
    },
  };
}
