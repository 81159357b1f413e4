/** Ban, unban, lock, unlock and delete: what each asks, sends and says, and how it is taken back. */
import type { Instance } from '../../../../shared/models/instance.ts';
import type { User } from '../../../../shared/models/user.ts';
import { api } from '../../../api.ts';
import { dateTimeWords } from '../../../ui/time-words.ts';
import type { Question } from '../../shell/confirm-store.ts';
import type { UserWrite } from '../../shell/user-writes.ts';
import { displayName, lockWords } from '../user-facts.ts';
import { lossWords } from './loss-words.ts';

export interface BlockTarget {
  instance: Instance;
  user: User;
  /** When `user` was read, Unix ms. */
  fetchedAt: number;
}

export const lockConsequences: readonly string[] = [
  'They cannot sign in for as long as this instance keeps its locks; afterwards the lock ends by itself. Clerk tells when only once it is set.',
  'Sessions that are open go on.',
];

type BlockMethod = 'ban' | 'unban' | 'lock' | 'unlock';

/** What all of the four have in common: they answer with the user, and have an inverse. */
function blockWrite(
  method: BlockMethod,
  { instance, user }: BlockTarget,
  words: { ask: Question; done: (user: User) => string; failed: string },
  inverse: (target: BlockTarget) => UserWrite<User>,
): UserWrite<User> {
  const { instanceId } = instance;
  return {
    instanceId,
    method: `users.${method}`,
    userId: user.id,
    send: (confirmation) => api.users[method]({ instanceId, userId: user.id, ...confirmation }),
    ...words,
    undo: (answer) => unasked(inverse({ instance, user: answer, fetchedAt: Date.now() }), instance),
  };
}

/** Whoever takes something back knows what they do; a guarded instance wants what destroys confirmed all the same. */
function unasked(write: UserWrite<User>, instance: Instance): UserWrite {
  const { ask, ...rest } = write;
  const wantsIt = ask?.danger === true && instance.protection === 'guarded';
  return (wantsIt ? write : { ...rest, destructive: ask?.danger ?? false }) as UserWrite;
}

export function banOf(target: BlockTarget): UserWrite<User> {
  const name = displayName(target.user);
  return blockWrite(
    'ban',
    target,
    {
      ask: {
        title: `Ban ${name}`,
        consequences: [
          'All of their sessions are revoked at once.',
          'They cannot sign in until they are unbanned.',
          'Nothing of theirs is deleted.',
        ],
        action: 'Ban user',
        danger: true,
      },
      done: () => `${name} is banned.`,
      failed: `${name} was not banned.`,
    },
    unbanOf,
  );
}

export function unbanOf(target: BlockTarget): UserWrite<User> {
  const name = displayName(target.user);
  return blockWrite(
    'unban',
    target,
    {
      ask: {
        title: `Unban ${name}`,
        consequences: ['They can sign in again.', 'The sessions that the ban has ended stay ended.'],
        action: 'Unban user',
      },
      done: () => `${name} is not banned any more.`,
      failed: `${name} was not unbanned.`,
    },
    banOf,
  );
}

export function lockOf(target: BlockTarget): UserWrite<User> {
  const name = displayName(target.user);
  return blockWrite(
    'lock',
    target,
    {
      ask: { title: `Lock ${name}`, consequences: lockConsequences, action: 'Lock user' },
      done: ({ lockoutExpiresInSeconds: seconds }) =>
        seconds === null
          ? `${name} is locked until unlocked.`
          : `${name} is locked until ${dateTimeWords(Date.now() + seconds * 1000)}.`,
      failed: `${name} was not locked.`,
    },
    unlockOf,
  );
}

export function unlockOf(target: BlockTarget): UserWrite<User> {
  const name = displayName(target.user);
  return blockWrite(
    'unlock',
    target,
    {
      ask: {
        title: `Unlock ${name}`,
        consequences: [
          `Locked now. ${lockWords(target.user, target.fetchedAt, Date.now())}`,
          'Unlocked, they can sign in again at once, with as many tries as anybody.',
        ],
        action: 'Unlock user',
      },
      done: () => `${name} is not locked any more.`,
      failed: `${name} was not unlocked.`,
    },
    lockOf,
  );
}

export function deleteOf({ instance, user }: BlockTarget): UserWrite<{ id: string; deleted: boolean }> {
  const { instanceId } = instance;
  const name = displayName(user);
  return {
    instanceId,
    method: 'users.delete',
    userId: user.id,
    ask: {
      title: `Delete ${name}`,
      consequences: lossWords(user),
      action: 'Delete user',
      danger: true,
    },
    send: (confirmation) => api.users.delete({ instanceId, userId: user.id, ...confirmation }),
    done: `${name} is deleted.`,
    failed: `${name} was not deleted.`,
  };
}
