/**
 * Each change in the tab Security as a write: what is asked before, what is sent, what is said after, and the
 * write that takes it back where there is one. Sends nothing by itself; knows no component.
 */
import type { User } from '../../../../shared/models/user.ts';
import { api } from '../../../api.ts';
import type { Question } from '../../shell/confirm-store.ts';
import type { UserWrite } from '../../shell/user-writes.ts';
import type { Owner } from '../identifiers/identifier-writes.ts';
import { displayName } from '../user-facts.ts';
import {
  backupCodesRemoval,
  mfaRemoval,
  passkeyName,
  passkeyRemoval,
  passwordRemoval,
  totpRemoval,
  unmarkingCompromised,
  type Passkey,
} from './security-consequences.ts';

export interface NewPassword {
  password: string;
  skipPasswordChecks: boolean;
  signOutOfOtherSessions: boolean;
}

function base({ instanceId, user }: Owner) {
  return { instanceId, userId: user.id };
}

/** The form at hand shows what will be sent and how it failed. */
export function settingPassword(owner: Owner, entered: NewPassword): UserWrite<User> {
  const target = base(owner);
  const name = displayName(owner.user);
  const { password, skipPasswordChecks, signOutOfOtherSessions } = entered;
  const changes = {
    password,
    ...(skipPasswordChecks ? { skipPasswordChecks } : {}),
    ...(signOutOfOtherSessions ? { signOutOfOtherSessions } : {}),
  };
  return {
    ...target,
    method: 'users.update',
    send: (confirmation) => api.users.update({ ...target, changes, ...confirmation }),
    done: signOutOfOtherSessions
      ? `${name} has a new password, and is signed out everywhere.`
      : `${name} has a new password.`,
    failed: 'The password was not set.',
    quietFailure: true,
  };
}

/** Asked in a form of its own. */
export function markingAsCompromised(owner: Owner, revokeAllSessions: boolean): UserWrite<User> {
  const target = base(owner);
  const name = displayName(owner.user);
  const { ask: _asked, ...undo } = markingAsNotCompromised(owner);
  return {
    ...target,
    method: 'users.setPasswordCompromised',
    send: (confirmation) =>
      api.users.setPasswordCompromised({
        ...target,
        ...(revokeAllSessions ? { revokeAllSessions } : {}),
        ...confirmation,
      }),
    done: revokeAllSessions
      ? `The password of ${name} is marked as compromised, and ${name} is signed out everywhere.`
      : `The password of ${name} is marked as compromised.`,
    failed: 'The password was not marked as compromised.',
    quietFailure: true,
    // Ended sessions stay ended.
    undo: () => (revokeAllSessions ? null : (undo as UserWrite)),
  };
}

export function markingAsNotCompromised(owner: Owner): UserWrite<User> {
  const target = base(owner);
  const name = displayName(owner.user);
  return {
    ...target,
    method: 'users.unsetPasswordCompromised',
    ask: {
      title: `Unmark the password of ${name}`,
      consequences: unmarkingCompromised(owner.user),
      action: 'Mark as not compromised',
    },
    send: (confirmation) => api.users.unsetPasswordCompromised({ ...target, ...confirmation }),
    done: `The password of ${name} is not marked as compromised.`,
    failed: 'The mark of the password was not changed.',
  };
}

export function removingPassword(owner: Owner): UserWrite<User> {
  const target = base(owner);
  const name = displayName(owner.user);
  return {
    ...target,
    method: 'users.removePassword',
    ask: danger(`Remove password of ${name}`, passwordRemoval(owner.user), 'Remove password'),
    send: (confirmation) => api.users.removePassword({ ...target, ...confirmation }),
    done: `${name} has no password any more.`,
    failed: `The password of ${name} was not removed.`,
  };
}

export function removingTotp(owner: Owner): UserWrite {
  const target = base(owner);
  const name = displayName(owner.user);
  return {
    ...target,
    method: 'users.deleteTotp',
    ask: danger(`Remove TOTP of ${name}`, totpRemoval(owner.user), 'Remove authenticator app'),
    send: (confirmation) => api.users.deleteTotp({ ...target, ...confirmation }),
    done: `${name} has no authenticator app any more.`,
    failed: `The authenticator app of ${name} was not removed.`,
  };
}

export function deletingBackupCodes(owner: Owner): UserWrite {
  const target = base(owner);
  const name = displayName(owner.user);
  return {
    ...target,
    method: 'users.deleteBackupCodes',
    ask: danger(`Delete backup codes of ${name}`, backupCodesRemoval(owner.user), 'Delete backup codes'),
    send: (confirmation) => api.users.deleteBackupCodes({ ...target, ...confirmation }),
    done: `The backup codes of ${name} are deleted.`,
    failed: `The backup codes of ${name} were not deleted.`,
  };
}

export function disablingMfa(owner: Owner): UserWrite {
  const target = base(owner);
  const name = displayName(owner.user);
  return {
    ...target,
    method: 'users.disableMfa',
    ask: danger(`Disable all MFA of ${name}`, mfaRemoval(owner.user), 'Disable all MFA'),
    send: (confirmation) => api.users.disableMfa({ ...target, ...confirmation }),
    done: `${name} has no second factor any more.`,
    failed: `The second factors of ${name} were not disabled.`,
  };
}

export function deletingPasskey(owner: Owner, passkey: Passkey): UserWrite {
  const target = base(owner);
  const name = passkeyName(passkey);
  return {
    ...target,
    method: 'users.deletePasskey',
    ask: danger(`Delete the passkey “${name}”`, passkeyRemoval(owner.user, passkey), 'Delete passkey'),
    send: (confirmation) =>
      api.users.deletePasskey({ ...target, passkeyId: passkey.id ?? '', ...confirmation }),
    done: `The passkey “${name}” of ${displayName(owner.user)} is deleted.`,
    failed: `The passkey “${name}” was not deleted.`,
  };
}

function danger(title: string, consequences: readonly string[], action: string): Question {
  return { title, consequences, action, danger: true };
}
