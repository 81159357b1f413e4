/**
 * Whether an e-mail address or phone number is the user's whom a call names. Clerk finds both by their own
 * id alone, so a confirmation given for one user could otherwise change another. Changes nothing itself.
 */
import { AppError, fail } from '../../../shared/failure.ts';
import type { User } from '../../../shared/models/user.ts';
import type { ClerkClient } from '../clerk/clerk-client.ts';
import { userFromWire } from '../clerk/user-wire.ts';
import type { Session } from '../instances/session.ts';
import type { Clock } from '../ports.ts';

export interface NamedIdentifier {
  userId: string;
  emailAddressId?: string;
  phoneNumberId?: string;
}

interface Where {
  session: Session;
  client: ClerkClient;
  clock: Pick<Clock, 'now'>;
  signal: AbortSignal;
}

function owns(user: User, { emailAddressId, phoneNumberId }: NamedIdentifier): boolean {
  if (emailAddressId !== undefined) return user.emailAddresses.some(({ id }) => id === emailAddressId);
  return user.phoneNumbers.some(({ id }) => id === phoneNumberId);
}

/** Asks the mirror first: an identifier never moves to another user. Throws AppError `not_found`. */
export async function assertOwnIdentifier(named: NamedIdentifier, where: Where): Promise<void> {
  if (named.emailAddressId === undefined && named.phoneNumberId === undefined) return;
  const { session, client, clock, signal } = where;
  const mirrored = await session
    .directory()
    .then((directory) => directory.get(named.userId))
    .catch(() => null);
  if (mirrored !== null && owns(userFromWire(mirrored.user), named)) return;

  const fetchedAt = clock.now();
  const user = await readUser();
  await session.remember([user.raw], fetchedAt);
  if (owns(user, named)) return;
  const kind = named.emailAddressId === undefined ? 'phone number' : 'e-mail address';
  throw fail(
    'not_found',
    `This user has no such ${kind}: it may have been removed meanwhile. Nothing was changed.`,
  );

  async function readUser(): Promise<User> {
    try {
      return await client.call('get', { userId: named.userId }, { signal });
    } catch (error) {
      if (error instanceof AppError && error.code === 'not_found') await session.forget(named.userId);
      throw error;
    }
  }
}
