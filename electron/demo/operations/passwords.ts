/** Clerk's rules for passwords, and the check of one. Knows no users. */
import { createHash } from 'node:crypto';
import { paramEntry, type ErrorEntry } from '../http/api-error.ts';
import type { Password } from '../store/user-record.ts';

export const passwordHashers = [
  'argon2i',
  'argon2id',
  'awscognito',
  'bcrypt',
  'bcrypt_sha256_django',
  'ldap_ssha',
  'md5',
  'md5_phpass',
  'pbkdf2_sha1',
  'pbkdf2_sha256',
  'pbkdf2_sha256_django',
  'pbkdf2_sha512',
  'pbkdf2_sha512_hex',
  'phpass',
  'scrypt_firebase',
  'scrypt_werkzeug',
  'sha256',
  'sha512_symfony',
];

/** A few of the passwords that everybody has lost already; Clerk asks a list of many millions. */
const pwned = new Set([
  'password',
  'password1',
  'password123',
  '12345678',
  '123456789',
  'qwerty123',
  'iloveyou',
  'sunshine1',
]);

/** What is wrong with a new password; empty when nothing is. */
export function passwordProblems(password: string): ErrorEntry[] {
  if ([...password].length < 8) {
    return [
      paramEntry('form_password_length_too_short', 'password', 'Passwords must be 8 characters or more.'),
    ];
  }
  if (Buffer.byteLength(password) > 4096) {
    return [
      paramEntry(
        'form_password_size_in_bytes_exceeded',
        'password',
        'The password is too long to be stored.',
      ),
    ];
  }
  if ([...password].length > 72) {
    return [
      paramEntry('form_password_length_too_long', 'password', 'Passwords must be 72 characters or fewer.'),
    ];
  }
  if (pwned.has(password.toLowerCase())) {
    return [
      paramEntry(
        'form_password_pwned',
        'password',
        'The password was found in an online data breach. Use another.',
      ),
    ];
  }
  return [];
}

/** What is wrong with a digest and its hasher; checked for the formats that can be told apart at sight. */
export function digestProblems(
  digest: string | null | undefined,
  hasher: string | null | undefined,
): ErrorEntry[] {
  if (digest === undefined || digest === null) {
    return hasher === undefined || hasher === null
      ? []
      : [
          paramEntry(
            'form_param_missing',
            'password_digest',
            'password_digest is needed with password_hasher.',
          ),
        ];
  }
  if (hasher === undefined || hasher === null) {
    return [
      paramEntry('form_param_missing', 'password_hasher', 'password_hasher is needed with password_digest.'),
    ];
  }
  if (!passwordHashers.includes(hasher)) {
    return [
      paramEntry(
        'form_param_value_invalid',
        'password_hasher',
        `${hasher} is not a supported password hasher.`,
      ),
    ];
  }
  const format = digestFormats[hasher];
  if (format !== undefined && !format.test(digest)) {
    return [
      paramEntry(
        'form_password_digest_invalid_code',
        'password_digest',
        `The digest is not one of ${hasher}.`,
      ),
    ];
  }
  return [];
}

const digestFormats: Record<string, RegExp> = {
  bcrypt: /^\$2[abxy]\$\d\d\$[./A-Za-z0-9]{53}$/,
  md5: /^[0-9a-f]{32}$/i,
  sha256: /^[0-9a-f]{64}$/i,
  argon2i: /^\$argon2i\$/,
  argon2id: /^\$argon2id\$/,
};

/** Digests of other kinds than these three are kept, but no password fits them. */
export function passwordFits(password: Password, given: string): boolean {
  switch (password.hasher) {
    case 'plain':
      return password.digest === given;
    case 'md5':
    case 'sha256':
      return createHash(password.hasher).update(given).digest('hex') === password.digest.toLowerCase();
    default:
      return false;
  }
}
