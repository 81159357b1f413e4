/**
 * Decides once, at the start, where the secrets of this run live. Knows no backend by name.
 *
 * - The keychain answers, or is locked: it is used. While it is locked every operation fails with
 *   `keychain_locked`; asking for its status again is the retry. Falling back to memory here would show a
 *   user who only mistyped a password an empty Roster, and store new keys where they get lost.
 * - There is no keychain: memory for the whole run, even if one appears meanwhile, so that no part of the
 *   app ever holds half of its secrets in either place.
 */
import type { Logger, SecretStore } from '../ports.ts';
import { createMemorySecretStore } from './memory-secret-store.ts';

export async function chooseSecretStore(keychain: SecretStore, logger: Logger): Promise<SecretStore> {
  const status = await keychain.status();
  if (status.state !== 'unavailable') return keychain;
  logger.warn('No keychain: secrets live in memory for this run', { reason: status.reason });
  return createMemorySecretStore(status.reason ?? 'The keychain is not available.');
}
