/**
 * A user's editable fields as a form holds them: texts, boxes, and times of this computer's clock. Knows how
 * each is read from a user and what it means as a value; knows neither requests nor the screen.
 */
import type { User } from '../../../../shared/models/user.ts';

export interface ProfileDraft {
  firstName: string;
  lastName: string;
  username: string;
  externalId: string;
  primaryEmailAddressId: string;
  primaryPhoneNumberId: string;
  primaryWeb3WalletId: string;
  locale: string;
  timezone: string;
  /** A whole number, or nothing. */
  createOrganizationsLimit: string;
  deleteSelfEnabled: boolean;
  createOrganizationEnabled: boolean;
  bypassClientTrust: boolean;
  /** `2026-11-21T14:02:05` in local time, as a date input has it. */
  createdAt: string;
  legalAcceptedAt: string;
}

export type ProfileField = keyof ProfileDraft;
export type FieldKind = 'text' | 'identifier' | 'count' | 'flag' | 'time';

export const fieldKinds: { readonly [F in ProfileField]: FieldKind } = {
  firstName: 'text',
  lastName: 'text',
  username: 'text',
  externalId: 'text',
  primaryEmailAddressId: 'identifier',
  primaryPhoneNumberId: 'identifier',
  primaryWeb3WalletId: 'identifier',
  locale: 'text',
  timezone: 'text',
  createOrganizationsLimit: 'count',
  deleteSelfEnabled: 'flag',
  createOrganizationEnabled: 'flag',
  bypassClientTrust: 'flag',
  createdAt: 'time',
  legalAcceptedAt: 'time',
};

export const profileFields = Object.keys(fieldKinds) as ProfileField[];

export const fieldLabels: { readonly [F in ProfileField]: string } = {
  firstName: 'First name',
  lastName: 'Last name',
  username: 'Username',
  externalId: 'External id',
  primaryEmailAddressId: 'Primary e-mail address',
  primaryPhoneNumberId: 'Primary phone number',
  primaryWeb3WalletId: 'Primary wallet',
  locale: 'Locale',
  timezone: 'Time zone',
  createOrganizationsLimit: 'Organizations limit',
  deleteSelfEnabled: 'May delete their own account',
  createOrganizationEnabled: 'May create organizations',
  bypassClientTrust: 'Skips the check of new devices',
  createdAt: 'Created',
  legalAcceptedAt: 'Accepted the terms',
};

/** Those that most people never change. */
export const advancedFields: readonly ProfileField[] = [
  'locale',
  'timezone',
  'deleteSelfEnabled',
  'createOrganizationEnabled',
  'createOrganizationsLimit',
  'bypassClientTrust',
  'createdAt',
  'legalAcceptedAt',
];

/** The local time of a moment, to the second. */
export function localTime(at: number | null): string {
  if (at === null) return '';
  const date = new Date(at);
  const two = (value: number) => String(value).padStart(2, '0');
  const day = `${String(date.getFullYear()).padStart(4, '0')}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
  return `${day}T${two(date.getHours())}:${two(date.getMinutes())}:${two(date.getSeconds())}`;
}

export function draftOf(user: User): ProfileDraft {
  return {
    firstName: user.firstName ?? '',
    lastName: user.lastName ?? '',
    username: user.username ?? '',
    externalId: user.externalId ?? '',
    primaryEmailAddressId: user.primaryEmailAddressId ?? '',
    primaryPhoneNumberId: user.primaryPhoneNumberId ?? '',
    primaryWeb3WalletId: user.primaryWeb3WalletId ?? '',
    locale: user.locale ?? '',
    timezone: user.timezone ?? '',
    createOrganizationsLimit: user.createOrganizationsLimit?.toString() ?? '',
    deleteSelfEnabled: user.deleteSelfEnabled,
    createOrganizationEnabled: user.createOrganizationEnabled,
    bypassClientTrust: user.bypassClientTrust,
    createdAt: localTime(user.createdAt),
    legalAcceptedAt: localTime(user.legalAcceptedAt),
  };
}

export type FieldValue = string | number | boolean | null;

/**
 * What a field would be set to: texts without blanks around them, nothing as null, times in RFC 3339. What
 * cannot be read as its kind is undefined.
 */
export function valueOf(field: ProfileField, entered: string | boolean): FieldValue | undefined {
  if (typeof entered === 'boolean') return entered;
  const text = entered.trim();
  if (text === '') return null;
  switch (fieldKinds[field]) {
    case 'count':
      return /^\d{1,9}$/.test(text) ? Number(text) : undefined;
    case 'time': {
      const at = Date.parse(text);
      return Number.isNaN(at) ? undefined : new Date(at).toISOString();
    }
    default:
      return text;
  }
}

/** Whether what is entered leaves a field as it is. Blanks that Clerk has around a text are no difference to it. */
export function isSame(field: ProfileField, entered: string | boolean, current: string | boolean): boolean {
  if (entered === current) return true;
  const value = valueOf(field, entered);
  if (value === undefined) return false;
  // Whoever takes blanks away that Clerk has wants them gone.
  if (fieldKinds[field] === 'text') return (value ?? '') === current;
  return value === valueOf(field, current);
}
