/** What a write set, in words: a label and a value for each field that the journal noted. */
import type { WriteChange, WriteEntry } from '../../../../shared/models/audit.ts';
import type { JsonValue } from '../../../../shared/models/json.ts';
import { countWords, dateTimeWords } from '../../../ui/time-words.ts';

const labels: Readonly<Record<string, string>> = {
  firstName: 'First name',
  lastName: 'Last name',
  username: 'Username',
  externalId: 'External id',
  locale: 'Locale',
  timezone: 'Time zone',
  createdAt: 'Created',
  legalAcceptedAt: 'Legal terms accepted',
  banned: 'Banned',
  locked: 'Locked',

  password: 'Password',
  passwordDigest: 'Password digest',
  passwordHasher: 'Password hasher',
  skipPasswordChecks: 'Skip password checks',
  skipPasswordRequirement: 'Skip password requirement',
  skipUserRequirement: 'Skip required fields',
  skipLegalChecks: 'Skip legal checks',
  signOutOfOtherSessions: 'Sign out everywhere else',
  revokeAllSessions: 'Sign out everywhere',
  totpSecret: 'Authenticator app secret',
  backupCodes: 'Backup codes',
  code: 'Code',
  bypassClientTrust: 'Bypass client trust',
  deleteSelfEnabled: 'May delete own account',
  createOrganizationEnabled: 'May create organizations',
  createOrganizationsLimit: 'Organizations limit',

  emailAddress: 'E-mail address',
  emailAddressId: 'E-mail address',
  emailAddressIdentificationStatus: 'E-mail address status',
  primaryEmailAddressId: 'Primary e-mail address',
  notifyPrimaryEmailAddressChanged: 'Notify of new primary e-mail address',
  phoneNumber: 'Phone number',
  phoneNumberId: 'Phone number',
  phoneNumberIdentificationStatus: 'Phone number status',
  primaryPhoneNumberId: 'Primary phone number',
  reservedForSecondFactor: 'Reserved for second factor',
  web3Wallet: 'Wallet',
  web3WalletId: 'Wallet',
  primaryWeb3WalletId: 'Primary wallet',
  externalAccountId: 'External account',
  passkeyId: 'Passkey',
  identificationStatus: 'Status',
  verified: 'Verified',
  primary: 'Primary',

  sessionId: 'Session',
  signInTokenId: 'Sign-in link',
  actorTokenId: 'Impersonation link',
  expiresInSeconds: 'Expires in',
  sessionMaxDurationInSeconds: 'Session lasts at most',
  sub: 'Impersonated by',
  note: 'Note',

  profileImageId: 'Profile image',
  base64: 'Image',
  contentType: 'File type',
  provider: 'Provider',

  publicMetadata: 'Public metadata',
  privateMetadata: 'Private metadata',
  unsafeMetadata: 'Unsafe metadata',
};

export interface ChangeLine {
  field: string;
  label: string;
  /** Within metadata: the key, e.g. `limits.seats`. */
  path: string | null;
  /** Null: the journal does not keep it. */
  value: string | null;
  /** An id or JSON. */
  isCode: boolean;
}

export function changeLines({ changes, method }: WriteEntry): ChangeLine[] {
  return changes.map((change) => {
    const { name, path } = nameOf(change.field);
    const label = labels[name] ?? name;
    if (!('value' in change)) return { field: change.field, label, path, value: null, isCode: false };
    return { field: change.field, label, path, ...valueWords(name, path !== null, change, method) };
  });
}

/** The name of the contract's own field, and what is below it. */
function nameOf(field: string): { name: string; path: string | null } {
  const [, name = field, below = ''] = /^(?:(?:user|changes|actor)\.)?([^.[]+)(.*)$/s.exec(field) ?? [];
  return { name, path: below === '' ? null : below.replace(/^\./, '') };
}

function valueWords(
  name: string,
  isKey: boolean,
  { value = null }: WriteChange,
  method: string,
): { value: string; isCode: boolean } {
  const words = (text: string) => ({ value: text, isCode: false });
  if (value === null) {
    if (!isKey) return words('removed');
    return method === 'users.updateMetadata' ? words('deleted') : { value: 'null', isCode: true };
  }
  if (isKey || name.endsWith('Metadata')) return { value: JSON.stringify(value), isCode: true };
  if (typeof value === 'boolean') return words(value ? 'yes' : 'no');
  if (typeof value === 'number') return words(name.endsWith('InSeconds') ? durationWords(value) : `${value}`);
  if (Array.isArray(value)) return words(value.length === 0 ? 'none' : value.map(textOf).join(', '));
  if (typeof value !== 'string') return { value: JSON.stringify(value), isCode: true };
  if (value === '') return words('empty');
  if (name.endsWith('At') && !Number.isNaN(Date.parse(value))) return words(dateTimeWords(Date.parse(value)));
  return { value, isCode: name.endsWith('Id') };
}

function textOf(value: JsonValue): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}

const units = [
  [86_400, 'day'],
  [3600, 'hour'],
  [60, 'minute'],
] as const;

/** `30 days`, `1 hour`, `90 seconds`: in the largest unit that divides it. */
function durationWords(seconds: number): string {
  const [size, unit] = units.find(([length]) => seconds % length === 0) ?? [1, 'second'];
  return countWords(seconds / size, unit);
}
