/** A user as Roster knows it: from the mirror where it is there, otherwise read from the API. */
import type { User } from '../../../shared/models/user.ts';
import { userFromWire } from '../clerk/user-wire.ts';
import type { Session } from '../instances/session.ts';

/** For what need not be of this very moment. Throws what the reading throws. */
export async function knownUser(session: Session, userId: string, signal: AbortSignal): Promise<User> {
  const mirrored = await session
    .directory()
    .then((directory) => directory.get(userId))
    .catch(() => null);
  if (mirrored !== null) return userFromWire(mirrored.user);
  return (await session.client()).call('get', { userId }, { signal });
}
