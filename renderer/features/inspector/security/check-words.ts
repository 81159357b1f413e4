/** What can be checked of a user who says to be one, and how the answer reads. Knows no call. */
import type { Failure } from '../../../../shared/failure.ts';
import type { User } from '../../../../shared/models/user.ts';

export type CheckKind = 'password' | 'code';

export interface CheckResult {
  kind: CheckKind;
  verified: boolean;
  /** Of a right code; left out where Clerk does not say. */
  codeType?: 'totp' | 'backup_code';
}

export const checkWords: Readonly<Record<CheckKind, { title: string; action: string; missing: string }>> = {
  password: { title: 'Password', action: 'Check the password', missing: 'Type the password to check.' },
  code: { title: 'Code', action: 'Check the code', missing: 'Type the code to check.' },
};

/** What the user has and can therefore be asked for. */
export function checksOf(user: User): CheckKind[] {
  const kinds: CheckKind[] = [];
  if (user.passwordEnabled) kinds.push('password');
  if (user.totpEnabled || user.backupCodeEnabled) kinds.push('code');
  return kinds;
}

export function checkHint(kind: CheckKind, user: User): string {
  if (kind === 'password') return 'Nobody should have to say a password aloud: let them type it here.';
  const backup = 'A backup code is used up by checking it.';
  if (!user.backupCodeEnabled) return 'From their authenticator app.';
  return user.totpEnabled ? `From their authenticator app, or a backup code. ${backup}` : backup;
}

export function resultWords({ kind, verified, codeType }: CheckResult): {
  right: boolean;
  title: string;
  detail: string | null;
} {
  const title = `The ${kind} is ${verified ? 'right' : 'wrong'}.`;
  if (!verified) return { right: false, title, detail: 'It may have counted as a failed try.' };
  switch (codeType) {
    case 'backup_code':
      return { right: true, title, detail: 'It was a backup code: it is used up now.' };
    case 'totp':
      return { right: true, title, detail: 'It came from the authenticator app.' };
    default:
      return { right: true, title, detail: null };
  }
}

export function notCheckedWords(kind: CheckKind, failure: Failure): string {
  return failure.code === 'outcome_unknown'
    ? `It is not known whether the ${kind} was checked.`
    : `The ${kind} was not checked.`;
}
