/** What a user that was read again tells about a write of unknown outcome. Only what can be seen is claimed. */
import type { WriteEntry } from '../../../../shared/models/audit.ts';
import type { User } from '../../../../shared/models/user.ts';
import { isSince } from './aspect.ts';
import { aspectsOf } from './write-aspects.ts';

/** `entry` as it is after the look; `user` is null when there is none. */
export function findingWords(entry: WriteEntry, user: User | null): string {
  if (entry.method === 'users.create') return creationWords(entry, user);
  if (user === null) {
    return entry.method === 'users.delete'
      ? 'This user is gone: it was deleted.'
      : 'This user does not exist (any more), so nothing can be told.';
  }
  if (entry.method === 'users.delete') return 'This user is still there: it was most likely not deleted.';
  const unseen = unseenWords(entry.method);
  if (unseen !== null) return unseen;

  const aspects = aspectsOf(entry, user);
  if (aspects.length === 0) return lastChangeWords(entry, user);
  const clauses = sentence(aspects.map((aspect) => (aspect.holds ? aspect.is : aspect.isNot)));
  if (aspects.every(({ holds }) => holds)) {
    return `${clauses}: it was done${isSince(user.updatedAt, entry) === true ? '' : ', or was so before'}.`;
  }
  if (aspects.every(({ holds }) => !holds)) return `${clauses}: it was most likely not done.`;
  return `${clauses}. Not all of it is as it was sent: the user may have been changed again since.`;
}

const identifiers = ['emailAddress', 'phoneNumber', 'web3Wallet', 'username', 'externalId'];

function creationWords(entry: WriteEntry, user: User | null): string {
  const hasIdentifier =
    entry.changes.length === 0 ||
    entry.changes.some(({ field }) => identifiers.some((name) => field === `user.${name}`));
  if (!hasIdentifier) {
    return 'It was given nothing by which it could be found. Look among the newest users whether it is there.';
  }
  if (user === null) return 'No such user was found: it was most likely not created.';
  if (entry.userId === user.id) return `There is such a user now, ${user.id}: it was created.`;
  return isSince(user.createdAt, entry) === false &&
    !entry.changes.some(({ field }) => field === 'user.createdAt')
    ? `There is such a user, ${user.id}, but it is older than this: most likely nothing was created.`
    : `There is such a user, ${user.id}. Whether this created it cannot be told.`;
}

/** What a user's record never shows. */
function unseenWords(method: string): string | null {
  switch (method) {
    case 'users.revokeSession':
      return 'Whether the session has ended cannot be told from the user. The tab Sessions shows it.';
    case 'users.revokeAllSessions':
      return 'Whether all sessions have ended cannot be told from the user. The tab Sessions shows those that are left.';
    case 'users.createSignInToken':
    case 'users.createActorToken':
      return 'Whether the link was made cannot be told: Clerk does not list links. If it was, nobody has seen it, and it ends by itself.';
    case 'users.revokeSignInToken':
    case 'users.revokeActorToken':
      return 'Whether the link is revoked cannot be told: Clerk does not list links. To be certain, revoke it again.';
    case 'users.setPasswordCompromised':
    case 'users.unsetPasswordCompromised':
      return 'Whether the password is marked as compromised cannot be told: Clerk does not say. To be certain, mark it again.';
    case 'users.verifyPassword':
    case 'users.verifyTotp':
      return 'Whether this counted as a try cannot be told.';
    default:
      return null;
  }
}

function lastChangeWords(entry: WriteEntry, user: User): string {
  switch (isSince(user.updatedAt, entry)) {
    case null:
      return 'The user was read again; look at it to see whether the change is there.';
    case true:
      return 'This user was changed when this was sent, or later. Look at it to see whether it is this change.';
    case false:
      return 'This user was not changed since: it was most likely not done.';
  }
}

const mostClauses = 3;

/** `This user is banned`, `The first name is “Jane”, and there is no last name`. */
function sentence(clauses: string[]): string {
  const left = clauses.length - mostClauses;
  const shown = left > 1 ? [...clauses.slice(0, mostClauses), `${left} more can be compared`] : clauses;
  const last = shown.at(-1) ?? '';
  const words = shown.length === 1 ? last : `${shown.slice(0, -1).join(', ')}, and ${last}`;
  return words.charAt(0).toUpperCase() + words.slice(1);
}
