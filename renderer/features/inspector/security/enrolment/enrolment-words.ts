/** What the enrolment in TOTP says, about whom it is and what they have already. Knows no screen. */
import { spanWords } from '../../../../ui/time-words.ts';
import type { Question } from '../../../shell/confirm-store.ts';

/** What the user has that an enrolment would replace. */
export interface Had {
  totp: boolean;
  backupCodes: boolean;
}

export type EnrolmentStep = 'names' | 'scan' | 'unknown' | 'done' | 'over';

/** A clock that is further off makes codes that Clerk does not take. */
const mostSkewMs = 30_000;
const mostInButton = 26;

/** Names can be as long as an address: a button must not be. */
export function nameInButton(name: string): string {
  const characters = [...name];
  return characters.length > mostInButton ? `${characters.slice(0, mostInButton - 1).join('')}…` : name;
}

export function titleWords(step: EnrolmentStep, name: string, had: Had): string {
  if (step === 'done') return `TOTP is ${had.totp ? 'replaced' : 'set'} for ${name}`;
  if (step === 'unknown') return `Was TOTP set for ${name}?`;
  return had.totp ? `Replace TOTP of ${name}` : `Enrol ${name} in TOTP`;
}

export function purposeWords(name: string, had: Had): string {
  return had.totp
    ? `${name} gets a new secret for an authenticator app. The codes of the old app stop working once it is set.`
    : `${name} gets a secret for an authenticator app, and is asked for a code of it when signing in.`;
}

export function backupHintWords(name: string, had: Had): string {
  return had.backupCodes
    ? `${name} has backup codes. New ones replace them: the old ones stop working.`
    : 'For when the device is not at hand. Each works once.';
}

/** Null while the clock is right enough, or not known. */
export function clockWords(skewMs: number | null): string | null {
  if (skewMs === null || Math.abs(skewMs) <= mostSkewMs) return null;
  const direction = skewMs > 0 ? 'ahead of' : 'behind';
  return `This computer’s clock is ${spanWords(Math.abs(skewMs))} ${direction} Clerk’s. Codes are made from the time: every code that is shown or checked here would be wrong. Set the clock first.`;
}

export function rightWords(skewSteps: number): string {
  switch (skewSteps) {
    case -1:
      return 'Right: it is the code before the current one. The device may be some seconds behind, which does no harm.';
    case 1:
      return 'Right: it is the next code already. The device may be some seconds ahead, which does no harm.';
    default:
      return 'Right: the device makes the same codes.';
  }
}

export const wrongWords =
  'Not a code of this secret. Wait for the next code and type that. If it is wrong again, see that the phone sets its date and time by itself, and that it is the entry that was just scanned.';

export function setWords(name: string, had: Had): { checked: string; unchecked: string } {
  const verb = had.totp ? 'Replace' : 'Set';
  return { checked: `${verb} for ${nameInButton(name)}`, unchecked: `${verb} without checking` };
}

/** Of the question that a guarded instance wants answered. Core may know of something that the screen does not. */
export function questionWords(name: string, had: Had, givesBackupCodes: boolean): Question {
  const known = [
    ...(had.totp ? [`The authenticator app of ${name} makes codes that do not work any more.`] : []),
    ...(had.backupCodes && givesBackupCodes ? [`The backup codes of ${name} do not work any more.`] : []),
  ];
  const consequences =
    known.length > 0
      ? known
      : [
          `${name} has an authenticator app or backup codes already, which Roster had not read yet. They do not work any more.`,
        ];
  return { title: `Replace TOTP of ${name}`, consequences, action: 'Replace', danger: true };
}

export function doneWords(name: string, had: Had): string {
  const asked = `${name} is asked for a code when signing in from now on.`;
  return had.totp ? `${asked} The codes of the old app do not work any more.` : asked;
}

export type CloseWarning = 'nothing-set' | 'unknown' | 'codes';

export function closeWords(warning: CloseWarning): string {
  switch (warning) {
    case 'nothing-set':
      return 'Nothing was set. The codes on the device will not work.';
    case 'unknown':
      return 'It is not known whether the secret was set, and Roster does not keep it. Closed now, it can only be replaced by another one.';
    case 'codes':
      return 'The backup codes were not copied, and cannot be shown again.';
  }
}

export type OverReason = 'expired' | 'expired-unknown';

export const overWords: Record<OverReason, string> = {
  expired:
    'This enrolment is over, and nothing was set: ten minutes have passed, or the computer was locked. Begin again.',
  'expired-unknown':
    'Ten minutes have passed, and it is still not known whether the secret was set. Begin again: the new secret replaces it, if it was.',
};
