/**
 * What a change in the tab Security does to its user, in sentences, the worst first; computed from what the user
 * has. Knows no screen and sends nothing.
 */
import type { User } from '../../../../shared/models/user.ts';
import { listWords, present, secondStepAfter, signInAfter } from '../identifiers/consequences.ts';
import { secondFactors } from '../identifiers/ways-to-sign-in.ts';
import { displayName } from '../user-facts.ts';

export type Passkey = User['passkeys'][number];

const openSessions = 'Sessions that are open go on.';

export function passwordRemoval(user: User): string[] {
  const { lockedOut, sentence } = signInAfter(user, { kind: 'no-password' });
  return present([
    lockedOut && sentence,
    `${displayName(user)} can no longer sign in with a password. It cannot be brought back, only set anew.`,
    lockedOut && 'Clerk removes it all the same.',
    !lockedOut && sentence,
    openSessions,
  ]);
}

export function markingCompromised(user: User): string[] {
  const name = displayName(user);
  return [
    `Clerk asks ${name} for a new password at the next sign-in.`,
    'Other ways to sign in stay as they are, and so do sessions that are open, unless you end them here, too.',
  ];
}

export function unmarkingCompromised(user: User): string[] {
  return [
    `${displayName(user)} is not asked for a new password at the next sign-in any more.`,
    'A password that Clerk holds back for another reason stays held back: only a new one ends that.',
  ];
}

/** What is left of the second step, or what its end means. */
function withoutSecondStep(user: User): string {
  return `${displayName(user)} then signs in with the first step alone. To be safe again they set up two-step verification themselves, or you enrol an authenticator app here.`;
}

export function totpRemoval(user: User): string[] {
  const isLast = secondFactors(user).length <= 1;
  return present([
    secondStepAfter(user, { kind: 'no-totp' }),
    'The codes that the app shows are worth nothing from then on; its entry on the device can be deleted.',
    isLast && withoutSecondStep(user),
    user.backupCodeEnabled && 'Whether the backup codes stay, Clerk decides.',
    openSessions,
  ]);
}

export function backupCodesRemoval(user: User): string[] {
  const name = displayName(user);
  const factors = secondFactors(user).map(({ words }) => words);
  return present([
    'All of them stop working at once, and cannot be brought back.',
    factors.length > 0 &&
      `Should ${name} lose ${listWords(factors)}, nothing is left to pass the second step with: only somebody like you can then help.`,
    'New ones come with a new enrolment of the authenticator app, or from the user’s own account settings.',
  ]);
}

export function mfaRemoval(user: User): string[] {
  const phones = user.phoneNumbers.filter(({ reservedForSecondFactor }) => reservedForSecondFactor);
  const removed = [
    user.totpEnabled && 'the authenticator app',
    user.backupCodeEnabled && 'the backup codes',
  ].filter((words) => words !== false);
  return present([
    `Two-step verification ends for ${displayName(user)}.`,
    removed.length > 0 && `Removed for good: ${listWords(removed)}.`,
    phones.length > 0 &&
      `No second factor any more, but still with the user: ${listWords(phones.map(({ phoneNumber }) => phoneNumber))}.`,
    withoutSecondStep(user),
    'Where this instance demands two steps, they are asked to set them up at the next sign-in.',
    openSessions,
  ]);
}

export function passkeyRemoval(user: User, passkey: Passkey): string[] {
  const name = displayName(user);
  const { lockedOut, sentence } = signInAfter(user, {
    kind: 'remove',
    what: 'passkey',
    id: passkey.id ?? '',
  });
  return present([
    lockedOut && sentence,
    `${name} cannot sign in with “${passkeyName(passkey)}” any more. Only ${name} can add a new one.`,
    `Clerk tells ${name} by e-mail.`,
    'On the device itself it stays, and is worth nothing: it can be deleted there.',
    !lockedOut && sentence,
  ]);
}

export function passkeyName({ name }: Passkey): string {
  return name || 'Passkey without a name';
}
