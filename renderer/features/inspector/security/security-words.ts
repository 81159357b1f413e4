/** What stands in the tab Security about a user's password and second factors, in words. Knows no call. */
import type { User } from '../../../../shared/models/user.ts';
import { countWords, dateWords } from '../../../ui/time-words.ts';
import { companyAccounts } from '../identifiers/accounts.ts';

/**
 * Whether the user must choose a new password. Clerk's description of a user has no such field, though it
 * speaks of it; null where the answer leaves it out.
 */
export function wantsNewPassword(user: User): boolean | null {
  const told = user.raw.requires_password_reset;
  return typeof told === 'boolean' ? told : null;
}

export function compromisedWords(user: User): string {
  switch (wantsNewPassword(user)) {
    case null:
      return 'Clerk does not say whether it is marked as compromised.';
    case true:
      return 'Clerk wants a new one at the next sign-in: this one is marked as compromised, or held back for another reason.';
    case false:
      return 'Not marked as compromised.';
  }
}

/** Anything that a second step of signing in could be done with, or was set up for it. */
export function hasSecondStep(user: User): boolean {
  return (
    user.twoFactorEnabled ||
    user.totpEnabled ||
    user.backupCodeEnabled ||
    user.phoneNumbers.some(({ reservedForSecondFactor }) => reservedForSecondFactor)
  );
}

/** Clerk keeps both dates for good: only the one that fits what is so now says anything. */
export function secondStepWords(user: User): string {
  if (user.twoFactorEnabled || user.totpEnabled)
    return user.mfaEnabledAt === null ? 'On.' : `On since ${dateWords(user.mfaEnabledAt)}.`;
  return user.mfaDisabledAt === null
    ? 'Off: whoever passes the first step is in.'
    : `Off since ${dateWords(user.mfaDisabledAt)}: whoever passes the first step is in.`;
}

/** `2 wallets and 1 external account`, or that there is none. */
export function linkedWords(user: User): string {
  const companies = companyAccounts(user).length;
  const counts = [
    user.web3Wallets.length > 0 && countWords(user.web3Wallets.length, 'wallet'),
    user.externalAccounts.length > 0 && countWords(user.externalAccounts.length, 'external account'),
    companies > 0 && countWords(companies, 'company account'),
  ].filter((words) => words !== false);
  if (counts.length === 0) return 'No wallet, and no account elsewhere.';
  return counts.length === 1 ? `${counts[0]}.` : `${counts.slice(0, -1).join(', ')} and ${counts.at(-1)}.`;
}

/** What a wrong try may do; null tries left is an instance without lockout. */
export function triesWords(user: User): string {
  const left = user.verificationAttemptsRemaining;
  if (left === null) return 'A wrong try may count towards a lock.';
  return `A wrong try may count towards a lock: ${countWords(left, 'try', 'tries')} left.`;
}
