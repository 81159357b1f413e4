/** What to call a user who has just been created. */
import type { User } from '../../../shared/models/user.ts';

export function nameOf(user: User): string {
  const name = [user.firstName, user.lastName].filter(Boolean).join(' ');
  return (
    name ||
    user.username ||
    user.emailAddresses[0]?.emailAddress ||
    user.phoneNumbers[0]?.phoneNumber ||
    user.externalId ||
    user.id
  );
}
