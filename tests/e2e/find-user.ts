/** Which of the demo's users a test is about: told by what they are, as ids say nothing. */

import type { InstanceId } from '../../shared/models/instance.ts';
import type { User } from '../../shared/models/user.ts';
import type { Roster } from '../harness/e2e-fixtures.ts';

/** The newest user of whom this is true. */
export async function findUser(
  roster: Roster,
  instanceId: InstanceId,
  wanted: (user: User) => boolean,
): Promise<User> {
  const { rows } = await roster.api.directory.query({ instanceId, limit: 500 });
  for (const { id } of rows) {
    const user = await roster.api.directory.get({ instanceId, userId: id });
    if (wanted(user)) return user;
  }
  throw new Error('The demo has no such user');
}

/** Somebody with a name, to whom everything can be done. */
export function isPlain(user: User): boolean {
  const { banned, locked, scim, firstName, lastName } = user;
  return !banned && !locked && scim === null && firstName !== null && lastName !== null;
}
