/** Where a secret key goes, in words, before it is given. */
import type { SecretStatus } from '../../../shared/models/app.ts';

export function keyPlaceWords(secrets: SecretStatus | null): string {
  if (secrets && !secrets.persistent) {
    return `Kept in memory for this run only, and forgotten when Roster quits${
      secrets.state === 'unavailable' ? ': there is no keychain here' : ''
    }.`;
  }
  const backend = secrets ? ` (${secrets.backend})` : '';
  return `Kept in this computer's keychain${backend} and sent to Clerk only. Roster never shows it again.`;
}
