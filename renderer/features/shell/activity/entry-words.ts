/** Entries of the journal of writes in words: what was done, how it ended, on which day. */
import type { users } from '../../../../shared/contract/users.ts';
import type { WriteEntry, WriteState } from '../../../../shared/models/audit.ts';
import type { TagTone } from '../../../ui/UiTag.vue';

type CommandsOf<Group> = {
  [Name in keyof Group]: Group[Name] extends { kind: 'command' } ? Name : never;
}[keyof Group] &
  string;

const methods: Record<`users.${CommandsOf<typeof users>}` | 'totp.commit', string> = {
  'users.create': 'Create user',
  'users.update': 'Change profile',
  'users.delete': 'Delete user',
  'users.ban': 'Ban',
  'users.unban': 'Lift ban',
  'users.lock': 'Lock',
  'users.unlock': 'Unlock',
  'users.setProfileImage': 'Set profile image',
  'users.deleteProfileImage': 'Remove profile image',
  'users.updateMetadata': 'Merge metadata',
  'users.replaceMetadata': 'Replace metadata',
  'users.createEmailAddress': 'Add e-mail address',
  'users.updateEmailAddress': 'Change e-mail address',
  'users.deleteEmailAddress': 'Delete e-mail address',
  'users.replaceEmailAddress': 'Replace all e-mail addresses',
  'users.createPhoneNumber': 'Add phone number',
  'users.updatePhoneNumber': 'Change phone number',
  'users.deletePhoneNumber': 'Delete phone number',
  'users.replacePhoneNumber': 'Replace all phone numbers',
  'users.revokeSession': 'Revoke session',
  'users.revokeAllSessions': 'Revoke all sessions',
  'users.createSignInToken': 'Create sign-in link',
  'users.revokeSignInToken': 'Revoke sign-in link',
  'users.createActorToken': 'Create impersonation link',
  'users.revokeActorToken': 'Revoke impersonation link',
  'users.verifyPassword': 'Check password',
  'users.verifyTotp': 'Check code',
  'users.listOAuthAccessTokens': 'Read OAuth tokens',
  'users.removePassword': 'Remove password',
  'users.setPasswordCompromised': 'Mark password as compromised',
  'users.unsetPasswordCompromised': 'Mark password as not compromised',
  'users.disableMfa': 'Disable MFA',
  'users.deleteBackupCodes': 'Delete backup codes',
  'users.deleteTotp': 'Delete authenticator app',
  'users.deletePasskey': 'Delete passkey',
  'users.deleteWeb3Wallet': 'Delete wallet',
  'users.deleteExternalAccount': 'Delete external account',
  'users.createTotp': 'Set authenticator app',
  'totp.commit': 'Enrol authenticator app',
};

/** A call that this version has no words for is shown by its own name. */
export function methodWords(method: string): string {
  return (Object.hasOwn(methods, method) ? methods[method as keyof typeof methods] : undefined) ?? method;
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

export const stateTones: Record<WriteState, TagTone> = {
  sent: 'accent',
  done: 'ok',
  refused: 'bad',
  unknown: 'warn',
  'not-sent': 'neutral',
  checked: 'neutral',
};

export interface Day {
  /** Of the local day. */
  key: string;
  words: string;
  isToday: boolean;
  entries: WriteEntry[];
}

const longDate = new Intl.DateTimeFormat(undefined, { weekday: 'long', day: 'numeric', month: 'long' });
const longDateWithYear = new Intl.DateTimeFormat(undefined, {
  day: 'numeric',
  month: 'long',
  year: 'numeric',
});

/** By the local day on which they were sent, in the order given. */
export function byDay(entries: readonly WriteEntry[], now: number): Day[] {
  const days: Day[] = [];
  for (const entry of entries) {
    const at = new Date(entry.sentAt);
    const key = at.toDateString();
    let day = days.at(-1);
    if (day?.key !== key) {
      day = {
        key,
        words: dayOf(at, new Date(now)),
        isToday: key === new Date(now).toDateString(),
        entries: [],
      };
      days.push(day);
    }
    day.entries.push(entry);
  }
  return days;
}

function dayOf(at: Date, now: Date): string {
  if (at.toDateString() === now.toDateString()) return 'Today';
  const yesterday = new Date(now.getFullYear(), now.getMonth(), now.getDate() - 1);
  if (at.toDateString() === yesterday.toDateString()) return 'Yesterday';
  return (at.getFullYear() === now.getFullYear() ? longDate : longDateWithYear).format(at);
}
