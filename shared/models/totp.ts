/** What an enrolment in TOTP may be given: the names that an authenticator app shows, and backup codes. */
import { z } from 'zod';
import {
  problemOfTotpName,
  totpIssuerLimits,
  totpLabelLimits,
  type TotpNameLimits,
} from '../totp/totp-names.ts';

function totpNameSchema(limits: TotpNameLimits) {
  return z
    .string()
    .trim()
    .superRefine((text, context) => {
      const problem = problemOfTotpName(text, limits);
      if (problem !== null) context.addIssue({ code: 'custom', message: problem });
    });
}

export const totpIssuerSchema = totpNameSchema(totpIssuerLimits);
export const totpLabelSchema = totpNameSchema(totpLabelLimits);

/** As apps show it, but without the space in the middle. */
export const totpCodeSchema = z.string().regex(/^[0-9]{6}$/, 'A code has six digits');

const bcryptDigest = /^\$2[abxy]?\$\d\d\$[./A-Za-z0-9]{53}$/;

function problemOfBackupCode(code: string): string | null {
  if (code.trim() !== code || code === '') return 'Must not be empty, nor begin or end with a space';
  if (/[\p{Cc}\p{Cs}]/u.test(code)) return 'Contains characters that nobody can type';
  if (code.startsWith('$2') && !bcryptDigest.test(code)) return 'Not a whole bcrypt digest';
  // bcrypt, with which they are kept, looks no further.
  return code.length > 72 ? 'At most 72 characters' : null;
}

/** Each in plain text, or its bcrypt digest: Clerk takes both. At least one: leave them out to set none. */
export const backupCodesSchema = z
  .array(z.string())
  .min(1, 'At least one code')
  .max(100, 'At most 100 codes')
  .superRefine((codes, context) => {
    const before = new Set<string>();
    codes.forEach((code, index) => {
      const problem = before.has(code) ? 'Stands here twice' : problemOfBackupCode(code);
      before.add(code);
      if (problem !== null) context.addIssue({ code: 'custom', message: problem, path: [index] });
    });
  });

/** As `totp.prepare` makes it. */
export const totpUriSchema = z
  .string()
  .max(2000)
  .regex(/^otpauth:\/\/totp\/[^\s]+$/, 'Not the address of a TOTP secret');

/** As they are shown, not digests of them. */
export const plainBackupCodesSchema = z
  .array(z.string().regex(/^\S{1,72}$/, 'Not a backup code'))
  .min(1, 'At least one code')
  .max(100, 'At most 100 codes');
