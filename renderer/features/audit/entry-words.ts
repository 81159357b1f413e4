/** Entries of the journal of writes in words, and what reading the user again tells about one. */
import type { WriteEntry, WriteState } from '../../../shared/models/audit.ts';
import type { User } from '../../../shared/models/user.ts';

const methods: Record<string, string> = {
  'users.create': 'Create user',
  'users.update': 'Change profile',
  'users.delete': 'Delete user',
  'users.ban': 'Ban',
  'users.unban': 'Lift ban',
  'users.lock': 'Lock',
  'users.unlock': 'Unlock',
  'users.setProfileImage': 'Set profile image',
  'users.deleteProfileImage': 'Remove profile image',
  'users.updateMetadata': 'Change metadata',
  'users.verifyPassword': 'Check password',
  'users.verifyTotp': 'Check code',
  'users.listOAuthAccessTokens': 'Read OAuth tokens',
  'users.disableMfa': 'Disable MFA',
  'users.deleteBackupCodes': 'Delete backup codes',
  'users.deleteTotp': 'Delete authenticator app',
  'users.deletePasskey': 'Delete passkey',
  'users.deleteWeb3Wallet': 'Delete wallet',
  'users.deleteExternalAccount': 'Delete external account',
  'users.createTotp': 'Set authenticator app',
};

/** A call that has no words yet is shown by its own name. */
export function methodWords(method: string): string {
  return (Object.hasOwn(methods, method) ? methods[method] : undefined) ?? method;
}

export function stateWords(state: WriteState): string {
  switch (state) {
    case 'sent':
      return 'On its way';
    case 'done':
      return 'Done';
    case 'refused':
      return 'Refused';
    case 'unknown':
      return 'Outcome unknown';
    case 'not-sent':
      return 'Not sent';
    case 'checked':
      return 'Checked';
  }
}

type Outcome = [done: string, notDone: string];

function outcomeOf(user: User, method: string): { done: boolean; words: Outcome } | null {
  switch (method) {
    case 'users.ban':
      return { done: user.banned, words: ['is banned', 'is not banned'] };
    case 'users.unban':
      return { done: !user.banned, words: ['is not banned', 'is still banned'] };
    case 'users.lock':
      return { done: user.locked, words: ['is locked', 'is not locked'] };
    case 'users.unlock':
      return { done: !user.locked, words: ['is not locked', 'is still locked'] };
    case 'users.disableMfa':
      return { done: !user.twoFactorEnabled, words: ['has no second factor', 'still has a second factor'] };
    case 'users.deleteTotp':
      return {
        done: !user.totpEnabled,
        words: ['has no authenticator app', 'still has an authenticator app'],
      };
    case 'users.createTotp':
      return { done: user.totpEnabled, words: ['has an authenticator app', 'has no authenticator app'] };
    case 'users.deleteBackupCodes':
      return { done: !user.backupCodeEnabled, words: ['has no backup codes', 'still has backup codes'] };
    case 'users.deleteProfileImage':
      return { done: !user.hasImage, words: ['has no profile image', 'still has a profile image'] };
    default:
      return null;
  }
}

/** What the user, read again, says about the write. Only what can be seen is claimed. */
export function findingWords(entry: WriteEntry, user: User | null): string {
  if (!user) {
    if (entry.method === 'users.delete') return 'This user is gone: it was deleted.';
    if (entry.method === 'users.create') return 'No such user was found: it was most likely not created.';
    return 'This user does not exist (any more), so nothing can be told.';
  }
  if (entry.method === 'users.delete') return 'This user is still there: it was not deleted.';
  if (entry.method === 'users.create') return `There is such a user now: ${user.id}.`;
  const outcome = outcomeOf(user, entry.method);
  if (outcome) {
    const [done, notDone] = outcome.words;
    return `This user ${outcome.done ? done : notDone} now: it was ${outcome.done ? '' : 'most likely not '}done.`;
  }
  if (user.updatedAt === null)
    return 'The user was read again; look at it to see whether the change is there.';
  return user.updatedAt >= entry.sentAt
    ? 'This user was changed after this was sent. Look at it to see whether it is this change.'
    : 'This user was not changed since: it was most likely not done.';
}
