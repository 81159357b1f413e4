/**
 * The write that saves a profile, and the one that takes it back. Each reads the user right before it sends,
 * and sends nothing over a value that the person has not seen. Clerk has no conditional write: what changes
 * between that answer and the arrival of the request, some tens of milliseconds, is overwritten all the same.
 */
import { fail } from '../../../../shared/failure.ts';
import type { Instance } from '../../../../shared/models/instance.ts';
import type { User } from '../../../../shared/models/user.ts';
import type { UserUpdate } from '../../../../shared/models/user-input.ts';
import { api } from '../../../api.ts';
import type { Question } from '../../shell/confirm-store.ts';
import type { UserWrite } from '../../shell/user-writes.ts';
import { displayName } from '../user-facts.ts';
import { changesOf, isEmpty, keptByClerk, removesUsername, type ProfileExtras } from './profile-changes.ts';
import { fieldLabels, type ProfileField } from './profile-draft.ts';
import { conflictsOf, takeCurrent, type ProfileForm } from './profile-merge.ts';
import { changedSince, changesBack } from './profile-undo.ts';

export interface ProfileSave {
  instance: Instance;
  user: User;
  /** As they were when the person pressed Save: what is typed since is not sent. */
  form: ProfileForm;
  extras: ProfileExtras;
  /** Hears of the user as just read. */
  onRead(user: User): void;
  /** Hears what leaves, right before it does. */
  onSend(changes: UserUpdate, before: User): void;
}

export function saveOf(save: ProfileSave): UserWrite<User> {
  const { instance, form, extras } = save;
  const { instanceId } = instance;
  const userId = save.user.id;
  const name = displayName(save.user);
  const planned = changesOf(form.current, form.draft, extras);
  let sent: { changes: UserUpdate; before: User } | null = null;
  const ask = removalOf(planned, instance, save.user);
  return {
    instanceId,
    method: 'users.update',
    userId,
    ...(ask ? { ask } : {}),
    destructive: removesUsername(planned),
    async send(confirmation) {
      const before = await api.users.get({ instanceId, userId });
      save.onRead(before);
      const now = takeCurrent(form, before);
      if (conflictsOf(now, extras.password).length > 0)
        throw fail('conflict', `${name} was changed elsewhere in the meantime. Nothing was sent.`);
      const changes = changesOf(now.current, now.draft, extras);
      if (isEmpty(changes)) return before;
      sent = { changes, before };
      save.onSend(changes, before);
      return api.users.update({ instanceId, userId, changes, ...confirmation });
    },
    done: (answer) =>
      sent ? savedWords(answer, sent.changes) : `Clerk had this of ${name} already. Nothing was sent.`,
    failed: `${name} was not saved.`,
    quietFailure: true,
    undo: (answer) => (sent ? (wayBack(instance, answer, sent) as UserWrite | null) : null),
  };
}

function savedWords(answer: User, changes: UserUpdate): string {
  const kept = keptByClerk(changes, answer);
  const saved = `${displayName(answer)} is saved.`;
  return kept.length === 0 ? saved : `${saved} Clerk kept what it had for: ${labelsOf(kept)}.`;
}

function labelsOf(fields: readonly ProfileField[]): string {
  return fields.map((field) => fieldLabels[field].toLowerCase()).join(', ');
}

/** Only where it is guarded: everywhere else, "Will send" has said it. */
function removalOf(changes: UserUpdate, instance: Instance, user: User): Question | null {
  if (!removesUsername(changes) || instance.protection !== 'guarded') return null;
  return {
    title: `Remove the username of ${displayName(user)}`,
    consequences: [
      `Signing in with the username ${user.username ?? ''} will not work any more.`,
      'The username becomes free: somebody else can take it.',
    ],
    action: 'Remove username',
    danger: true,
  };
}

/** Puts back what can be put back, unless somebody has changed it again. */
function wayBack(
  instance: Instance,
  written: User,
  { changes, before }: { changes: UserUpdate; before: User },
): UserWrite<User> | null {
  const back = changesBack(changes, before);
  if (back === null) return null;
  const { instanceId } = instance;
  const userId = written.id;
  const ask = removalOf(back, instance, written);
  return {
    instanceId,
    method: 'users.update',
    userId,
    ...(ask ? { ask } : {}),
    destructive: removesUsername(back),
    async send(confirmation) {
      const moved = changedSince(back, written, await api.users.get({ instanceId, userId }));
      if (moved.length > 0)
        throw fail(
          'conflict',
          `Somebody else has changed this since: ${labelsOf(moved)}. Nothing was sent, so it is as they left it.`,
        );
      return api.users.update({ instanceId, userId, changes: back, ...confirmation });
    },
    done: `${displayName(before)} is as before.`,
    failed: `The change of ${displayName(written)} was not undone.`,
  };
}
