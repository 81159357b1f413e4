/** Which field of the form stands in which section, and what it is called. Plain data. */
import type { DraftField } from './user-draft.ts';

export type FoldedSection = 'signIn' | 'profile' | 'metadata' | 'advanced';

export const foldedSections: Record<FoldedSection, { title: string; about: string; fields: DraftField[] }> = {
  signIn: {
    title: 'Sign-in',
    about: 'imported password, second factors, wallets',
    fields: ['passwordDigest', 'passwordHasher', 'totpSecret', 'backupCodes', 'web3Wallet'],
  },
  profile: {
    title: 'Profile',
    about: 'external id, language, dates, organizations',
    fields: [
      'externalId',
      'locale',
      'timezone',
      'createdAt',
      'legalAcceptedAt',
      'createOrganizationEnabled',
      'createOrganizationsLimit',
      'deleteSelfEnabled',
    ],
  },
  metadata: {
    title: 'Metadata',
    about: 'public, private, unsafe',
    fields: ['publicMetadata', 'privateMetadata', 'unsafeMetadata'],
  },
  advanced: {
    title: 'Advanced',
    about: 'checks to skip, banned or locked from the start',
    fields: [
      'skipPasswordChecks',
      'skipPasswordRequirement',
      'skipUserRequirement',
      'skipLegalChecks',
      'bypassClientTrust',
      'banned',
      'locked',
    ],
  },
};

/** `emailAddress.1` is about `emailAddress`. */
export function fieldOf(path: string): string {
  return path.replace(/\.\d+$/, '');
}

export const fieldLabels: Record<DraftField, string> = {
  firstName: 'First name',
  lastName: 'Last name',
  emailAddress: 'E-mail addresses',
  phoneNumber: 'Phone numbers',
  username: 'Username',
  password: 'Password',
  passwordDigest: 'Password digest',
  passwordHasher: 'Hasher',
  totpSecret: 'Authenticator secret',
  backupCodes: 'Backup codes',
  web3Wallet: 'Wallets',
  externalId: 'External id',
  locale: 'Locale',
  timezone: 'Time zone',
  createdAt: 'Created at',
  legalAcceptedAt: 'Legal terms accepted at',
  createOrganizationEnabled: 'May create organizations',
  createOrganizationsLimit: 'Organizations limit',
  deleteSelfEnabled: 'May delete the account',
  publicMetadata: 'Public metadata',
  privateMetadata: 'Private metadata',
  unsafeMetadata: 'Unsafe metadata',
  skipPasswordChecks: 'Skip password checks',
  skipPasswordRequirement: 'Skip the password requirement',
  skipUserRequirement: 'Skip required identifiers',
  skipLegalChecks: 'Skip legal checks',
  bypassClientTrust: 'Trust new devices',
  banned: 'Banned',
  locked: 'Locked',
};

/** Those that can be ticked, with what each does in one line. */
export const flagHints = {
  skipPasswordChecks: 'Takes weak and stolen passwords, too.',
  skipPasswordRequirement: 'Needs no password where the instance wants one.',
  skipUserRequirement: 'Identifiers that the instance requires may be missing.',
  skipLegalChecks: 'The legal terms need not be accepted.',
  bypassClientTrust: 'Signing in on a new device needs no extra check.',
  banned: 'Cannot sign in until unbanned. Needs a plan that has bans.',
  locked: 'Cannot sign in until the lock ends. Needs account lockout.',
} as const satisfies Partial<Record<DraftField, string>>;

export type FlagField = keyof typeof flagHints;

/** The names that Clerk knows password hashers by: its API's description and its SDK's together. */
export const passwordHashers = [
  'argon2i',
  'argon2id',
  'awscognito',
  'bcrypt',
  'bcrypt_peppered',
  'bcrypt_sha256_django',
  'ldap_ssha',
  'md5',
  'md5_phpass',
  'md5_salted',
  'pbkdf2_sha1',
  'pbkdf2_sha256',
  'pbkdf2_sha256_django',
  'pbkdf2_sha512',
  'pbkdf2_sha512_hex',
  'phpass',
  'scrypt_firebase',
  'scrypt_werkzeug',
  'sha256',
  'sha256_salted',
  'sha512_symfony',
] as const;
