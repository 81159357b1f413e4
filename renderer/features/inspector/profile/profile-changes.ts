/** What a form's draft makes of a request: only what differs, and in which words it is shown before it is sent. */
import type { User } from '../../../../shared/models/user.ts';
import type { UserUpdate } from '../../../../shared/models/user-input.ts';
import {
  draftOf,
  isSame,
  profileFields,
  valueOf,
  type FieldValue,
  type ProfileDraft,
  type ProfileField,
} from './profile-draft.ts';

/** What is sent along with fields, and is no field of the user. */
export interface ProfileExtras {
  /** Empty: it stays as it is. */
  password: string;
  skipPasswordChecks: boolean;
  signOutOfOtherSessions: boolean;
  notifyPrimaryEmailAddressChanged: boolean;
}

export const noExtras: ProfileExtras = {
  password: '',
  skipPasswordChecks: false,
  signOutOfOtherSessions: false,
  notifyPrimaryEmailAddressChanged: false,
};

export function changedFields(current: ProfileDraft, draft: ProfileDraft): ProfileField[] {
  return profileFields.filter((field) => !isSame(field, draft[field], current[field]));
}

/** Exactly what differs. What cannot be read as a value is left out: see profile-problems. */
export function changesOf(current: ProfileDraft, draft: ProfileDraft, extras: ProfileExtras): UserUpdate {
  const changes: Partial<Record<keyof UserUpdate, FieldValue>> = {};
  for (const field of changedFields(current, draft)) {
    const value = valueOf(field, draft[field]);
    if (value !== undefined) changes[field] = value;
  }
  if (changes.primaryEmailAddressId !== undefined && extras.notifyPrimaryEmailAddressChanged)
    changes.notifyPrimaryEmailAddressChanged = true;
  if (extras.password !== '') {
    changes.password = extras.password;
    if (extras.skipPasswordChecks) changes.skipPasswordChecks = true;
    if (extras.signOutOfOtherSessions) changes.signOutOfOtherSessions = true;
  }
  return changes as UserUpdate;
}

export function isEmpty(changes: UserUpdate): boolean {
  return Object.keys(changes).length === 0;
}

/** Guarded instances want it confirmed: whoever signs in with the username cannot any more. */
export function removesUsername(changes: UserUpdate): boolean {
  return changes.username === null;
}

/** `primaryWeb3WalletId` → `primary_web3_wallet_id`: as it stands in the request. */
export function wireName(field: string): string {
  return field.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}

export interface SentLine {
  /** As it stands in the request's body. */
  field: string;
  /** As JSON, as in the request's body; a password in dots. */
  value: string;
  /** What an id stands for, or what a value takes away. */
  note: string | null;
  removes: boolean;
}

const dots = '••••••••';

/** The request's body, field by field. */
export function sentLines(changes: UserUpdate, user: User): SentLine[] {
  return Object.entries(changes).map(([field, value]) => ({
    field: wireName(field),
    value: field === 'password' ? `"${dots}"` : JSON.stringify(value),
    note: typeof value === 'string' ? identifierOf(user, value) : null,
    removes: value === null,
  }));
}

/** The address, number or wallet with this id. */
export function identifierOf(user: User, id: string): string | null {
  return (
    user.emailAddresses.find((one) => one.id === id)?.emailAddress ??
    user.phoneNumbers.find((one) => one.id === id)?.phoneNumber ??
    user.web3Wallets.find((one) => one.id === id)?.web3Wallet ??
    null
  );
}

/** The fields that were sent and are not so in the answer: Clerk has its own mind about some. */
export function keptByClerk(changes: UserUpdate, answer: User): ProfileField[] {
  const now = draftOf(answer);
  return profileFields.filter((field) => {
    const sent = changes[field];
    if (sent === undefined) return false;
    return valueOf(field, now[field]) !== sent && !isSameTime(field, sent, now);
  });
}

/** Times are shown to the second; what was asked for may be more exact. */
function isSameTime(field: ProfileField, sent: unknown, now: ProfileDraft): boolean {
  if (field !== 'createdAt' && field !== 'legalAcceptedAt') return false;
  const value = valueOf(field, now[field]);
  if (typeof sent !== 'string' || typeof value !== 'string') return false;
  return Math.abs(Date.parse(sent) - Date.parse(value)) < 1000;
}
